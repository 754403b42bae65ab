//! The log: every event in one order, signed, and what was changed named.

use crate::support::{House, draft};
use desk::DeskError;
use desk::log::{Broken, Misfit};
use domain::log::{Checkpoint, Note, NoteFault, entry};
use domain::words::{Relationship, Right};
use jiff::SignedDuration;
use sqlx::{AnyPool, Row};

const ME: &str = "person@example.org";
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

crate::support::on_both_engines!(
    two_processes_give_every_event_one_place,
    a_process_that_died_holds_the_log_up_for_two_minutes,
    checkpoints_are_signed_a_minute_apart_and_only_over_something_new,
    the_log_is_only_added_to,
    a_changed_event_is_named,
    a_removed_event_is_named,
    an_exchanged_entry_is_named,
    an_entry_that_was_recomputed_is_found_by_the_signature,
    a_log_that_was_cut_off_is_found_by_a_checkpoint_kept_elsewhere,
    a_receipt_is_the_persons_own_and_stands_alone,
);

/// A house with three requests of two events each and an entry that the person came in, all in the log and signed.
async fn logged(house: &House) -> AnyPool {
    let rights = [Right::Access, Right::Erasure, Right::Objection];
    house.file_and_prove(draft(Relationship::Customer, ME, &rights)).await;
    assert_eq!(house.office.keep_log().await.unwrap(), 7);
    assert_eq!(broken(house).await, None);
    AnyPool::connect(&house.database_url).await.unwrap()
}

pub(crate) async fn broken(house: &House) -> Option<Broken> {
    house.office.verify_log(None).await.unwrap().broken
}

pub(crate) async fn run(pool: &AnyPool, sql: &'static str) {
    sqlx::query(sql).execute(pool).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Takes away what refuses changes, as whoever owns the database can.
pub(crate) async fn unlock(house: &House, pool: &AnyPool) {
    let drops: &[&'static str] = if house.database_url.starts_with("sqlite:") {
        &[
            "DROP TRIGGER events_are_not_changed",
            "DROP TRIGGER events_are_not_deleted",
            "DROP TRIGGER log_entries_are_not_changed",
            "DROP TRIGGER log_entries_are_not_deleted",
            "DROP TRIGGER checkpoints_are_not_changed",
            "DROP TRIGGER checkpoints_are_not_deleted",
            "DROP TRIGGER prunings_are_not_changed",
            "DROP TRIGGER prunings_are_not_deleted",
        ]
    } else {
        &[
            "DROP TRIGGER events_are_append_only ON events",
            "DROP TRIGGER log_entries_are_append_only ON log_entries",
            "DROP TRIGGER checkpoints_are_append_only ON checkpoints",
            "DROP TRIGGER prunings_are_append_only ON prunings",
            "DROP TRIGGER events_go_by_pruning ON events",
            "DROP TRIGGER log_entries_go_by_pruning ON log_entries",
            "DROP TRIGGER checkpoints_go_by_pruning ON checkpoints",
        ]
    };
    for sql in drops {
        run(pool, sql).await;
    }
}

/// The stream of an entry.
pub(crate) async fn stream(pool: &AnyPool, leaf: i64) -> (String, i64) {
    let row = sqlx::query("SELECT stream_id, seq FROM log_entries WHERE leaf = $1").bind(leaf).fetch_one(pool).await;
    let row = row.unwrap();
    (row.get("stream_id"), row.get("seq"))
}

fn event((stream, number): (String, i64), why: Misfit) -> Option<Broken> {
    Some(Broken::Event { stream, number, why })
}

pub(crate) async fn count(pool: &AnyPool, sql: &'static str) -> i64 {
    sqlx::query(sql).fetch_one(pool).await.unwrap().get(0)
}

async fn two_processes_give_every_event_one_place(house: House) {
    let other = house.second_office(crate::support::MASTER).await.unwrap();
    for number in 0..4 {
        let filing =
            draft(Relationship::Customer, &format!("person{number}@example.org"), &[Right::Access, Right::Erasure]);
        let filed = house.file_and_prove(filing);
        let both = async || {
            for _ in 0..10 {
                let (one, two) = tokio::join!(house.office.keep_log(), other.keep_log());
                one.unwrap();
                two.unwrap();
            }
        };
        tokio::join!(filed, both());
    }
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
    let pool = AnyPool::connect(&house.database_url).await.unwrap();
    let events = count(&pool, "SELECT COUNT(*) FROM events").await;
    assert_eq!(events, 20);
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM log_entries").await, events);
    assert_eq!(count(&pool, "SELECT MAX(leaf) FROM log_entries").await, events - 1, "none is skipped");
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM log_waiting").await, 0);
    let findings = other.verify_log(None).await.unwrap();
    assert_eq!((findings.entries, findings.broken), (20, None));
    assert!(findings.checkpoints >= 1);
}

async fn a_process_that_died_holds_the_log_up_for_two_minutes(house: House) {
    house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let pool = AnyPool::connect(&house.database_url).await.unwrap();
    let until = (house.office.now() + SignedDuration::from_mins(2)).as_microsecond();
    let taken = sqlx::query("UPDATE leases SET holder = 'another', lease_until = $1 WHERE name = 'log'").bind(until);
    taken.execute(&pool).await.unwrap();
    assert_eq!(house.office.keep_log().await.unwrap(), 0, "another process is at it");
    house.pass(SignedDuration::from_secs(121));
    assert_eq!(house.office.keep_log().await.unwrap(), 3);
}

async fn checkpoints_are_signed_a_minute_apart_and_only_over_something_new(house: House) {
    assert_eq!(house.office.keep_log().await.unwrap(), 0);
    assert_eq!(house.office.newest_checkpoint().await.unwrap(), None, "there is nothing to sign");
    let pool = logged(&house).await;
    let key = house.office.log_key().await.unwrap();
    assert_eq!(key.name(), "localhost:3000/log");
    let newest = async || {
        let note: Note = house.office.newest_checkpoint().await.unwrap().unwrap().parse().unwrap();
        Checkpoint::open(&note, &key).unwrap().size
    };
    assert_eq!(newest().await, 7);
    house.file(&house.session(), draft(Relationship::Customer, ME, &[Right::Access])).await;
    assert_eq!(house.office.keep_log().await.unwrap(), 1);
    assert_eq!(newest().await, 7, "the last one is not a minute old");
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
    assert_eq!(newest().await, 8);
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM checkpoints").await, 2, "nothing new, nothing signed");
    assert_eq!(house.office.verify_log(None).await.unwrap().checkpoints, 2);
    let again = house.second_office(crate::support::MASTER).await.unwrap();
    assert_eq!(again.log_key().await.unwrap(), key, "the key rests in the vault");
}

async fn the_log_is_only_added_to(house: House) {
    let pool = logged(&house).await;
    for sql in [
        "UPDATE log_entries SET hashes = ''",
        "DELETE FROM log_entries",
        "UPDATE checkpoints SET note = ''",
        "DELETE FROM checkpoints",
    ] {
        let refused = sqlx::query(sql).execute(&pool).await.unwrap_err().to_string();
        assert!(refused.contains("append-only"), "{sql}: {refused}");
    }
    assert_eq!(broken(&house).await, None);
}

async fn a_changed_event_is_named(house: House) {
    let pool = logged(&house).await;
    unlock(&house, &pool).await;
    let at = stream(&pool, 1).await;
    let change = "UPDATE events SET body = REPLACE(body, '\"web\"', '\"api\"') WHERE stream_id = $1 AND seq = $2";
    sqlx::query(change).bind(&at.0).bind(at.1).execute(&pool).await.unwrap();
    assert_eq!(broken(&house).await, event(at.clone(), Misfit::Changed));

    let row = sqlx::query("SELECT at, body FROM events WHERE stream_id = $1 AND seq = 1").bind(&at.0);
    let row = row.fetch_one(&pool).await.unwrap();
    let hash = entry::link("", &at.0, 1, row.get("at"), row.get("body"));
    let hide = sqlx::query("UPDATE events SET hash = $1 WHERE stream_id = $2 AND seq = 1").bind(&hash).bind(&at.0);
    hide.execute(&pool).await.unwrap();
    assert_eq!(broken(&house).await, event(at, Misfit::Exchanged), "its hash was recomputed; the log has the old one");
}

async fn a_removed_event_is_named(house: House) {
    let pool = logged(&house).await;
    unlock(&house, &pool).await;
    let (stream, _) = stream(&pool, 0).await;
    let remove = async |number: i64| {
        let delete = sqlx::query("DELETE FROM events WHERE stream_id = $1 AND seq = $2").bind(&stream).bind(number);
        delete.execute(&pool).await.unwrap();
    };
    remove(2).await;
    assert_eq!(broken(&house).await, event((stream.clone(), 2), Misfit::Removed), "the last of its stream");
    remove(1).await;
    assert_eq!(broken(&house).await, event((stream.clone(), 1), Misfit::Removed), "the whole stream");
    run(&pool, "DELETE FROM log_entries WHERE leaf = 4").await;
    run(&pool, "DELETE FROM events WHERE seq = 1").await;
    assert!(matches!(broken(&house).await, Some(Broken::Event { number: 1, why: Misfit::Missing, .. })));
}

async fn an_exchanged_entry_is_named(house: House) {
    let pool = logged(&house).await;
    unlock(&house, &pool).await;
    run(&pool, "UPDATE log_entries SET leaf = 100 WHERE leaf = 2").await;
    run(&pool, "UPDATE log_entries SET leaf = 2 WHERE leaf = 3").await;
    run(&pool, "UPDATE log_entries SET leaf = 3 WHERE leaf = 100").await;
    assert_eq!(broken(&house).await, Some(Broken::Entries { from: 2, to: 2, is_signed: false }));
    run(&pool, "UPDATE log_entries SET leaf = 100 WHERE leaf = 2").await;
    assert_eq!(broken(&house).await, Some(Broken::Entry(2)), "a place without an entry");
    let at = stream(&pool, 100).await;
    run(&pool, "DELETE FROM log_entries WHERE leaf = 100").await;
    assert_eq!(broken(&house).await, event(at, Misfit::Unlogged));
}

async fn an_entry_that_was_recomputed_is_found_by_the_signature(house: House) {
    let pool = logged(&house).await;
    unlock(&house, &pool).await;
    run(&pool, "INSERT INTO log_waiting (stream_id, seq) SELECT stream_id, seq FROM log_entries WHERE leaf = 6").await;
    run(&pool, "DELETE FROM log_entries WHERE leaf = 6").await;
    assert_eq!(broken(&house).await, Some(Broken::Truncated { entries: 6, size: 7 }));
    let session = house.session();
    run(&pool, "CREATE TABLE later (stream_id TEXT, seq BIGINT)").await;
    run(&pool, "INSERT INTO later SELECT stream_id, seq FROM log_waiting").await;
    run(&pool, "DELETE FROM log_waiting").await;
    house.file(&session, draft(Relationship::Customer, "other@example.org", &[Right::Access])).await;
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
    run(&pool, "INSERT INTO log_waiting SELECT stream_id, seq FROM later").await;
    let refused = house.office.keep_log().await.unwrap_err();
    assert!(refused.to_string().contains("log verify"), "nothing is signed over another past: {refused}");
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM checkpoints").await, 1);
    assert_eq!(broken(&house).await, Some(Broken::Entries { from: 0, to: 6, is_signed: true }));
    run(&pool, "UPDATE checkpoints SET note = REPLACE(note, '/log', '/lug')").await;
    let fault = broken(&house).await;
    assert_eq!(fault, Some(Broken::Checkpoint { size: 7, fault: NoteFault::Foreign }));
}

async fn a_log_that_was_cut_off_is_found_by_a_checkpoint_kept_elsewhere(house: House) {
    let pool = logged(&house).await;
    let exported = house.office.newest_checkpoint().await.unwrap().unwrap();
    house.file(&house.session(), draft(Relationship::Customer, ME, &[Right::Access])).await;
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
    let verify = async |file: &str| house.office.verify_log(Some(file)).await.unwrap().broken;
    assert_eq!(verify(&exported).await, None, "what came after it changes nothing");
    let newest = house.office.newest_checkpoint().await.unwrap().unwrap();
    assert_eq!(verify(&newest).await, None);

    unlock(&house, &pool).await;
    run(&pool, "DELETE FROM checkpoints WHERE size > 7").await;
    run(&pool, "DELETE FROM events WHERE stream_id = (SELECT stream_id FROM log_entries WHERE leaf = 7)").await;
    run(&pool, "DELETE FROM log_entries WHERE leaf = 7").await;
    assert_eq!(broken(&house).await, None, "nothing here knows what was there");
    assert_eq!(verify(&newest).await, Some(Broken::Truncated { entries: 7, size: 8 }));
    house.file(&house.session(), draft(Relationship::Customer, ME, &[Right::Erasure])).await;
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
    assert_eq!(verify(&newest).await, Some(Broken::Rewritten(8)));
    assert_eq!(verify(&exported).await, None);
    assert_eq!(verify("nothing").await, Some(Broken::Exported(NoteFault::Form)));
    let changed = newest.replace("/log\n8\n", "/log\n7\n");
    assert_eq!(verify(&changed).await, Some(Broken::Exported(NoteFault::Signature)));
}

async fn a_receipt_is_the_persons_own_and_stands_alone(house: House) {
    let (session, references) = house.file_and_prove(draft(Relationship::Customer, ME, &[Right::Access])).await;
    let (other, _) = house.file_and_prove(draft(Relationship::Customer, "other@example.org", &[Right::Erasure])).await;
    let subject = house.office.subject(&session).await.unwrap();
    assert!(!subject.request(&references[0]).await.unwrap().has_receipt, "nothing is signed yet");
    assert!(matches!(subject.receipt(&references[0]).await, Err(DeskError::NotFound)));
    house.office.keep_log().await.unwrap();
    assert!(subject.request(&references[0]).await.unwrap().has_receipt);
    let other = house.office.subject(&other).await.unwrap();
    assert!(matches!(other.receipt(&references[0]).await, Err(DeskError::NotFound)));

    let (name, receipt) = subject.receipt(&references[0]).await.unwrap();
    assert_eq!(name, format!("receipt-{}.json", references[0]));
    assert_eq!((receipt.reference, receipt.right), (references[0], Right::Access));
    let key = house.office.log_key().await.unwrap();
    assert_eq!(receipt.check(&key).unwrap().size, 6);
    let text = serde_json::to_string(&receipt).unwrap();
    for marker in ["MARKER", ME, "customer_number"] {
        assert!(!text.contains(marker), "{marker} in {text}");
    }
}
