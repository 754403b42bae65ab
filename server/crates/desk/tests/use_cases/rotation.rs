//! Rotation of the master key, while offices are open.

use crate::support::{House, MASTER, draft, master};
use desk::vault::{MasterStanding, Resting};
use domain::words::{Relationship, Right};

const ME: &str = "person@example.org";
/// How many keys an office makes for itself, one for each purpose.
const OWN: u64 = 9;
const NEW: &str = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

crate::support::on_both_engines!(
    keys_are_rotated_while_offices_go_on,
    a_rotation_that_was_killed_goes_on_where_it_was,
    keys_under_a_master_key_that_is_not_given_are_left_and_told,
    keys_from_before_master_keys_had_ids_are_rotated_too,
);

/// As `master:standing:keys`.
fn told(resting: &[Resting]) -> Vec<String> {
    resting.iter().map(|group| format!("{}:{:?}:{}", group.master, group.standing, group.keys)).collect()
}

async fn keys_are_rotated_while_offices_go_on(mut house: House) {
    let (_, before) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let both = || desk::vault::MasterKeys::from(master(NEW)).with_previous(master(MASTER));
    house.office = house.office_of(&house.database_url, &house.keys_url, both()).await.unwrap();
    let (_, meanwhile) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    let (old, new) = (master(MASTER).id(), master(NEW).id());
    let keys = house.key_store(both()).await;
    let resting = told(&keys.resting().await.unwrap());
    assert!(
        resting.contains(&format!("{old}:Previous:{}", OWN + 2)) && resting.contains(&format!("{new}:Present:2")),
        "{resting:?}"
    );

    let mut heard = Vec::new();
    let rotated = keys.rotate(4, |progress| heard.push((progress.done, progress.all))).await.unwrap();
    let all = OWN + 2;
    assert_eq!((rotated.rewrapped, rotated.left, rotated.present), (all, vec![], new.clone()));
    assert_eq!(heard, [(0, all), (4, all), (8, all), (all, all)]);
    assert_eq!(told(&keys.resting().await.unwrap()), [format!("{new}:Present:{}", all + 2)]);
    let staff = house.staff().await;
    for reference in before.iter().chain(&meanwhile) {
        staff.request(reference).await.unwrap();
    }
    house.office = house.second_office(NEW).await.unwrap();
    assert!(house.staff().await.request(&before[0]).await.is_ok(), "the old key is not needed any more");
    let refused = house.second_office(MASTER).await.unwrap_err().to_string();
    assert!(refused.contains(&format!("{} keys", all + 2)) && refused.contains(&new.to_string()), "{refused}");
    let again = keys.rotate(4, |_| ()).await.unwrap();
    assert_eq!((again.rewrapped, again.left), (0, vec![]), "there is nothing left to do");
}

async fn a_rotation_that_was_killed_goes_on_where_it_was(mut house: House) {
    let (_, references) =
        house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access, Right::Erasure])).await;
    let both = || desk::vault::MasterKeys::from(master(NEW)).with_previous(master(MASTER));
    let keys = house.key_store(both()).await;
    let killed = tokio::spawn(async move {
        keys.rotate(3, |progress| assert!(progress.done < 6, "killed after two batches")).await.unwrap()
    });
    assert!(killed.await.unwrap_err().is_panic());
    let keys = house.key_store(both()).await;
    let resting = keys.resting().await.unwrap();
    let under =
        |standing| resting.iter().filter(|group| group.standing == standing).map(|group| group.keys).sum::<u64>();
    assert_eq!(
        (under(MasterStanding::Present), under(MasterStanding::Previous)),
        (6, OWN - 3),
        "what is done stays done"
    );
    house.office = house.office_of(&house.database_url, &house.keys_url, both()).await.unwrap();
    let staff = house.staff().await;
    assert!(staff.request(&references[0]).await.is_ok() && staff.request(&references[1]).await.is_ok());
    let refused = house.second_office(NEW).await.unwrap_err().to_string();
    assert!(
        refused.contains(&format!("{} keys", OWN - 3)) && refused.contains(&master(MASTER).id().to_string()),
        "{refused}"
    );
    assert_eq!(keys.rotate(3, |_| ()).await.unwrap().rewrapped, OWN - 3, "the rest, and nothing twice");
    house.second_office(NEW).await.unwrap();
}

async fn keys_under_a_master_key_that_is_not_given_are_left_and_told(house: House) {
    let keys = house.key_store(master(NEW).into()).await;
    let rotated = keys.rotate(100, |_| ()).await.unwrap();
    assert_eq!(rotated.rewrapped, 0);
    assert_eq!(told(&rotated.left), [format!("{}:Unknown:{OWN}", master(MASTER).id())]);
    house.second_office(MASTER).await.unwrap();
}

async fn keys_from_before_master_keys_had_ids_are_rotated_too(house: House) {
    let store = sqlx::AnyPool::connect(&house.keys_url).await.unwrap();
    sqlx::query("UPDATE keys SET master = ''").execute(&store).await.unwrap();
    let refused = house.second_office(NEW).await.unwrap_err().to_string();
    assert!(refused.contains("master key"), "{refused}");
    let keys = house.key_store(master(NEW).into()).await;
    assert_eq!(told(&keys.rotate(100, |_| ()).await.unwrap().left), [format!(":Unknown:{OWN}")]);
    let keys = house.key_store(desk::vault::MasterKeys::from(master(NEW)).with_previous(master(MASTER))).await;
    assert_eq!(told(&keys.resting().await.unwrap()), [format!("{}:Previous:{OWN}", master(MASTER).id())]);
    assert_eq!(keys.rotate(100, |_| ()).await.unwrap().rewrapped, OWN);
    house.second_office(NEW).await.unwrap();
}
