//! What proves something, and still does when what is older is gone.

use super::{KEPT, ME, MINUTE, YEAR, answer, entries, filed, forgotten, pool, round};
use crate::log::{broken, count, unlock};
use crate::support::{House, draft, on_both_engines};
use desk::log::Broken;
use domain::log::{Checkpoint, Note};
use domain::words::{Relationship, Right};

on_both_engines!(
    receipts_from_before_and_from_after_prove,
    a_checkpoint_that_is_older_than_what_is_kept_is_told_so,
    a_log_of_many_shapes_is_pruned_and_grows_on,
    what_was_changed_is_kept_as_evidence,
);

async fn receipts_from_before_and_from_after_prove(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    house.office.keep_log().await.unwrap();
    let key = house.office.log_key().await.unwrap();
    let (_, early) = house.office.subject(&session).await.unwrap().receipt(&references[0]).await.unwrap();
    answer(&house, &references[0]).await;
    round(&house).await;
    house.pass(YEAR);
    round(&house).await;
    house.pass(KEPT - MINUTE);
    let young = draft(Relationship::Customer, "other@example.org", &[Right::Access]);
    let (session, references) = house.file_and_prove(young).await;
    round(&house).await;
    round(&house).await;
    let pool = pool(&house).await;
    let first = count(&pool, "SELECT MIN(leaf) FROM log_entries").await;
    assert!(first > 1, "what is older went");

    let (_, late) = house.office.subject(&session).await.unwrap().receipt(&references[0]).await.unwrap();
    assert!(late.position >= first.unsigned_abs());
    assert_eq!(late.check(&key).unwrap().size, entries(&pool).await.unsigned_abs() + first.unsigned_abs());
    assert!(early.check(&key).unwrap().size <= first.unsigned_abs());
}

async fn a_checkpoint_that_is_older_than_what_is_kept_is_told_so(house: House) {
    filed(&house, "early@example.org").await;
    house.office.keep_log().await.unwrap();
    let oldest = house.office.newest_checkpoint().await.unwrap().unwrap();
    house.staff().await;
    round(&house).await;
    for _ in 0..3 {
        house.staff().await;
    }
    round(&house).await;
    let pruned = house.office.newest_checkpoint().await.unwrap().unwrap();
    answer(&house, &house_reference(&house).await).await;
    house.pass(YEAR);
    round(&house).await;
    house.pass(KEPT - MINUTE);
    house.staff().await;
    round(&house).await;
    round(&house).await;
    let newest = house.office.newest_checkpoint().await.unwrap().unwrap();
    let verify = async |file: &str| house.office.verify_log(Some(file)).await.unwrap();
    let findings = verify(&newest).await;
    assert_eq!(findings.broken, None);
    let size = |note: &str| {
        let note: Note = note.parse().unwrap();
        note.to_string().lines().nth(1).unwrap().parse::<u64>().unwrap()
    };
    assert!(size(&oldest) < findings.pruned && findings.pruned < size(&newest));
    assert_eq!((size(&pruned), verify(&pruned).await.broken), (findings.pruned, None), "that of the pruning is shown");
    let told = verify(&oldest).await.broken;
    assert_eq!(told, Some(Broken::Older { size: size(&oldest), from: findings.pruned }));
    assert!(told.unwrap().to_string().contains("cannot be shown any more"));
}

/// The one request of the house.
async fn house_reference(house: &House) -> domain::reference::Reference {
    let page = house.staff().await.queue(&desk::staff::QueueFilter::default()).await.unwrap();
    page.rows[0].reference
}

async fn a_log_of_many_shapes_is_pruned_and_grows_on(house: House) {
    let pool = pool(&house).await;
    for number in 0..9 {
        filed(&house, &format!("person{number}@example.org")).await;
        house.office.make_rounds().await.unwrap();
        house.pass(MINUTE);
        house.office.keep_log().await.unwrap();
        let page = house.staff().await.queue(&desk::staff::QueueFilter::default()).await.unwrap();
        answer(&house, &page.rows[0].reference).await;
        house.pass(YEAR);
        round(&house).await;
        let findings = house.office.verify_log(None).await.unwrap();
        assert_eq!(findings.broken, None, "after {number} years");
        let newest = house.office.newest_checkpoint().await.unwrap().unwrap();
        let checkpoint = Checkpoint::open(&newest.parse().unwrap(), &house.office.log_key().await.unwrap()).unwrap();
        assert_eq!(findings.entries + findings.pruned, checkpoint.size);
    }
    assert!(count(&pool, "SELECT COUNT(*) FROM prunings").await >= 2);
    assert!(entries(&pool).await > 0);
}

async fn what_was_changed_is_kept_as_evidence(house: House) {
    forgotten(&house).await;
    let pool = pool(&house).await;
    let all = entries(&pool).await;
    unlock(&house, &pool).await;
    let change = "UPDATE events SET body = REPLACE(body, '\"web\"', '\"api\"') WHERE seq = 1";
    crate::log::run(&pool, change).await;
    house.pass(KEPT);
    let refused = house.office.make_rounds().await.unwrap_err();
    assert!(refused.to_string().contains("log verify"), "{refused}");
    assert_eq!((entries(&pool).await, count(&pool, "SELECT COUNT(*) FROM requests").await), (all, 1));
    assert!(matches!(broken(&house).await, Some(Broken::Event { .. })));
}
