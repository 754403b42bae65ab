//! What happens when a backup is put back: nobody is resurrected.

use crate::support::{House, MASTER, draft, master, verdict};
use desk::staff::QueueFilter;
use desk::{DeskError, Office, Restored};
use domain::procedure::Standing;
use domain::reference::Reference;
use domain::words::{Language, Outcome, Relationship, Right};
use jiff::SignedDuration;

const ME: &str = "person@example.org";
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

crate::support::on_both_engines!(
    an_older_main_database_resurrects_nobody,
    what_was_still_open_in_the_backup_is_forgotten_too,
    an_older_key_store_resurrects_nobody,
    what_an_older_key_store_cannot_open_is_told_and_not_forgotten,
    an_empty_key_store_is_not_taken_for_a_new_one,
    files_that_are_not_there_are_told,
);

async fn filed(house: &House, rights: &[Right]) -> Vec<Reference> {
    house.file_and_prove(draft(Relationship::Customer, ME, rights)).await.1
}

async fn answer(house: &House, reference: &Reference) {
    house.staff().await.decide(reference, 2, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
}

/// Until the answer of long ago is forgotten.
async fn forget(house: &House) {
    house.pass(YEAR);
    house.office.make_rounds().await.unwrap();
}

async fn office(house: &House, database: &str, keys: &str) -> Office {
    house.office_of(database, keys, master(MASTER).into()).await.unwrap()
}

/// The references in the lists of staff: what is open, and what has ended.
async fn lists(house: &House) -> (Vec<Reference>, Vec<Reference>) {
    let staff = house.staff().await;
    let closed = QueueFilter { standing: Some(Standing::Closed), ..QueueFilter::default() };
    let of = async |filter| {
        let page = staff.queue(&filter).await.unwrap();
        page.rows.into_iter().map(|row| row.reference).collect::<Vec<_>>()
    };
    (of(QueueFilter::default()).await, of(closed).await)
}

async fn an_older_main_database_resurrects_nobody(mut house: House) {
    let references = filed(&house, &[Right::Access, Right::Erasure]).await;
    answer(&house, &references[0]).await;
    let backup = house.backup_of(&house.database_url).await;
    forget(&house).await;

    house.office = office(&house, &backup, &house.keys_url).await;
    let staff = house.staff().await;
    assert!(matches!(staff.request(&references[0]).await, Err(DeskError::Internal(_))), "its key is destroyed");
    assert_eq!(lists(&house).await, (vec![references[1]], vec![references[0]]));
    let back = house.come_back(ME).await;
    let overview = house.office.subject(&back).await.unwrap().overview().await.unwrap();
    assert_eq!(overview.requests.len(), 2, "the person's list does not break either");

    let expected = Restored { forgotten_again: 1, readable: 1, ..Restored::default() };
    assert_eq!(house.office.restore().await.unwrap(), expected);
    assert!(matches!(staff.request(&references[0]).await, Err(DeskError::Forgotten)));
    assert!(staff.request(&references[1]).await.is_ok());
    let again = Restored { readable: 1, ..Restored::default() };
    assert_eq!(house.office.restore().await.unwrap(), again, "twice changes nothing");
}

async fn what_was_still_open_in_the_backup_is_forgotten_too(mut house: House) {
    let references = filed(&house, &[Right::Access]).await;
    let backup = house.backup_of(&house.database_url).await;
    answer(&house, &references[0]).await;
    forget(&house).await;
    house.office = office(&house, &backup, &house.keys_url).await;
    assert_eq!(lists(&house).await, (references.clone(), vec![]));
    assert_eq!(house.office.restore().await.unwrap().forgotten_again, 1);
    assert_eq!(lists(&house).await, (vec![], references.clone()));
    let remains = house.staff().await.remains(&references[0]).await.unwrap();
    assert!(remains.procedure.forgotten && remains.procedure.closed.is_none(), "nobody knows how it ended");
    let (session, mailbox) = (house.session(), domain::filing::Mailbox::parse(ME).unwrap());
    let sent = house.mails().len();
    house.office.front().come_back(&session, &mailbox, Language::English, "198.51.100.7").await.unwrap();
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().len(), sent, "nothing leads from the mailbox to it any more");
}

async fn an_older_key_store_resurrects_nobody(mut house: House) {
    let references = filed(&house, &[Right::Access]).await;
    let backup = house.backup_of(&house.keys_url).await;
    answer(&house, &references[0]).await;
    forget(&house).await;
    house.office = office(&house, &house.database_url, &backup).await;
    let store = sqlx::AnyPool::connect(&backup).await.unwrap();
    let left = sqlx::query("SELECT scope FROM keys WHERE scope LIKE 'request:%' OR scope LIKE 'filing:%'");
    assert!(left.fetch_all(&store).await.unwrap().is_empty(), "the ledger is replayed before anybody can read");
    assert!(matches!(house.staff().await.request(&references[0]).await, Err(DeskError::Forgotten)));
    let expected = Restored { destroyed_again: 2, ..Restored::default() };
    assert_eq!(house.office.restore().await.unwrap(), expected);
    house.office = office(&house, &house.database_url, &backup).await;
    assert_eq!(house.office.restore().await.unwrap(), Restored::default());
}

async fn what_an_older_key_store_cannot_open_is_told_and_not_forgotten(mut house: House) {
    let early = filed(&house, &[Right::Access]).await;
    let backup = house.backup_of(&house.keys_url).await;
    let late = filed(&house, &[Right::Erasure]).await;
    let late: Vec<_> = late.into_iter().filter(|reference| !early.contains(reference)).collect();
    let present = house.keys_url.clone();
    house.office = office(&house, &house.database_url, &backup).await;
    let expected = Restored { readable: 1, unreadable: late.clone(), ..Restored::default() };
    assert_eq!(house.office.restore().await.unwrap(), expected);
    assert_eq!(lists(&house).await.0.len(), 2);
    house.office = office(&house, &house.database_url, &present).await;
    assert!(house.staff().await.request(&late[0]).await.is_ok(), "a younger key store opens it again");
}

async fn an_empty_key_store_is_not_taken_for_a_new_one(house: House) {
    let empty = house.backup_of(&house.keys_url).await;
    let store = sqlx::AnyPool::connect(&empty).await.unwrap();
    sqlx::query("DELETE FROM keys").execute(&store).await.unwrap();
    house.office_of(&house.database_url, &empty, master(MASTER).into()).await.unwrap();
    sqlx::query("DELETE FROM keys").execute(&store).await.unwrap();
    filed(&house, &[Right::Access]).await;
    let refused = house.office_of(&house.database_url, &empty, master(MASTER).into()).await.unwrap_err();
    assert!(refused.to_string().contains("the key store is empty"), "{refused}");
}

async fn files_that_are_not_there_are_told(house: House) {
    let references = filed(&house, &[Right::Access]).await;
    house.staff().await.gather(&references[0], 2, "invoicing", b"{\"a\":1}").await.unwrap();
    assert_eq!(house.office.restore().await.unwrap().files_missing, 0);
    for file in house.sealed_files() {
        std::fs::remove_file(file).unwrap();
    }
    let expected = Restored { readable: 1, files_missing: 1, ..Restored::default() };
    assert_eq!(house.office.restore().await.unwrap(), expected);
}
