//! What is over its time goes from the log, and what stays proves as much as before.

mod erased;
mod forged;
mod proofs;

use crate::log::{broken, count, run};
use crate::support::{House, draft, on_both_engines, verdict};
use domain::reference::Reference;
use domain::staff::Role;
use domain::words::{Outcome, Relationship, Right};
use jiff::SignedDuration;
use sqlx::{AnyPool, AssertSqlSafe, Row};

const ME: &str = "person@example.org";
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);
/// For how long an entry is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(2190 * 24);

on_both_engines!(
    entries_go_after_their_time_and_not_a_second_before,
    an_open_request_holds_the_log_back,
    a_request_that_is_not_forgotten_holds_the_log_back,
    of_a_request_that_began_before_another_the_end_goes_later,
    the_stream_of_a_visitor_goes_on_where_it_was_cut,
    a_pruning_that_was_interrupted_is_finished,
    two_processes_prune_once,
    prunings_are_a_day_apart,
    a_backup_from_before_is_pruned_again,
);

async fn pool(house: &House) -> AnyPool {
    AnyPool::connect(&house.database_url).await.unwrap()
}

async fn entries(pool: &AnyPool) -> i64 {
    count(pool, "SELECT COUNT(*) FROM log_entries").await
}

/// Makes the rounds, and gives every event its place under a signed checkpoint.
async fn round(house: &House) {
    house.office.make_rounds().await.unwrap();
    house.pass(MINUTE);
    house.office.keep_log().await.unwrap();
}

async fn filed(house: &House, email: &str) -> Reference {
    house.file_and_prove(draft(Relationship::Customer, email, &[Right::Access])).await.1[0]
}

async fn answer(house: &House, reference: &Reference) {
    house.staff().await.decide(reference, 2, &verdict(Outcome::NothingHeld, "Nothing.")).await.unwrap();
}

/// A request that was answered, and is forgotten a year later; all of it is in the log and signed.
async fn forgotten(house: &House) -> Reference {
    let reference = filed(house, ME).await;
    answer(house, &reference).await;
    round(house).await;
    house.pass(YEAR);
    round(house).await;
    reference
}

async fn entries_go_after_their_time_and_not_a_second_before(house: House) {
    forgotten(&house).await;
    let pool = pool(&house).await;
    let all = entries(&pool).await;
    // The last entry was covered a minute later.
    house.pass(KEPT - MINUTE - SECOND);
    house.office.make_rounds().await.unwrap();
    assert_eq!(entries(&pool).await, all, "the first of them are seven years old, the last is not yet six");
    house.pass(MINUTE + SECOND);
    house.office.make_rounds().await.unwrap();
    assert_eq!(entries(&pool).await, 0);
    for gone in ["SELECT COUNT(*) FROM events", "SELECT COUNT(*) FROM readings", "SELECT COUNT(*) FROM log_waiting"] {
        assert_eq!(count(&pool, gone).await, 0, "{gone}");
    }
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM checkpoints").await, 1, "its own stays");
    let findings = house.office.verify_log(None).await.unwrap();
    assert_eq!((findings.entries, findings.pruned, findings.broken), (0, all.unsigned_abs(), None));

    filed(&house, "other@example.org").await;
    round(&house).await;
    assert_eq!(count(&pool, "SELECT MIN(leaf) FROM log_entries").await, all, "the log goes on where it was");
    let findings = house.office.verify_log(None).await.unwrap();
    assert_eq!((findings.entries, findings.checkpoints, findings.broken), (3, 2, None));
}

async fn an_open_request_holds_the_log_back(house: House) {
    let open = filed(&house, "other@example.org").await;
    let over = forgotten(&house).await;
    let pool = pool(&house).await;
    let all = entries(&pool).await;
    house.pass(KEPT + KEPT);
    round(&house).await;
    assert_eq!(entries(&pool).await, all, "the first entry is of a request that is open");
    let staff = house.staff().await;
    assert!(staff.request(&open).await.is_ok() && staff.has_request(&over).await.unwrap());
}

async fn a_request_that_is_not_forgotten_holds_the_log_back(house: House) {
    let late = filed(&house, "other@example.org").await;
    forgotten(&house).await;
    let pool = pool(&house).await;
    house.pass(KEPT);
    answer(&house, &late).await;
    house.pass(YEAR - MINUTE);
    round(&house).await;
    let all = entries(&pool).await;
    house.pass(MINUTE);
    round(&house).await;
    assert_eq!(entries(&pool).await, all + 1, "it is forgotten now, and that is no six years ago");
    house.pass(KEPT);
    round(&house).await;
    assert_eq!(entries(&pool).await, 0);
    assert_eq!(broken(&house).await, None);
}

async fn of_a_request_that_began_before_another_the_end_goes_later(house: House) {
    let over = filed(&house, ME).await;
    round(&house).await;
    let pool = pool(&house).await;
    let first = entries(&pool).await;
    let open = filed(&house, "other@example.org").await;
    answer(&house, &over).await;
    round(&house).await;
    house.pass(YEAR);
    round(&house).await;
    let all = entries(&pool).await;
    house.pass(KEPT);
    round(&house).await;
    assert_eq!(entries(&pool).await, all - first, "what came before the other's first entry went");
    assert!(!house.staff().await.has_request(&over).await.unwrap(), "and with it the request");
    assert_eq!(broken(&house).await, None, "its last entries follow on what went");

    answer(&house, &open).await;
    house.pass(YEAR);
    round(&house).await;
    house.pass(KEPT);
    round(&house).await;
    assert_eq!(entries(&pool).await, 0);
    assert_eq!(count(&pool, "SELECT COUNT(*) FROM cuts WHERE stream_id NOT LIKE '%/%'").await, 0, "none goes on");
    assert_eq!(broken(&house).await, None);
}

async fn the_stream_of_a_visitor_goes_on_where_it_was_cut(house: House) {
    let seqs = "SELECT COUNT(*) FROM events WHERE stream_id LIKE 'staff/%' AND seq = 1";
    house.staff().await;
    round(&house).await;
    let pool = pool(&house).await;
    house.pass(YEAR);
    house.staff().await;
    round(&house).await;
    assert_eq!(count(&pool, seqs).await, 1);
    house.pass(KEPT - YEAR);
    round(&house).await;
    assert_eq!(count(&pool, seqs).await, 0, "what is young enough stays");
    let kept = entries(&pool).await;
    assert!(kept > 0);
    assert_eq!(broken(&house).await, None);

    house.pass(KEPT);
    round(&house).await;
    assert_eq!(entries(&pool).await, 0, "now all of it went");
    run(&pool, "INSERT INTO log_waiting SELECT stream_id, seq FROM cuts").await;
    assert_eq!(house.office.keep_log().await.unwrap(), 0, "what went gets no place again");
    run(&pool, "DELETE FROM log_waiting").await;
    house.staff().await;
    round(&house).await;
    let first = sqlx::query("SELECT MIN(e.seq) - MAX(c.seq) FROM events e JOIN cuts c ON c.stream_id = e.stream_id");
    assert_eq!(first.fetch_one(&pool).await.unwrap().get::<i64, _>(0), 1, "and the next has the next number");
    assert_eq!(broken(&house).await, None);
}

async fn a_pruning_that_was_interrupted_is_finished(house: House) {
    forgotten(&house).await;
    let pool = pool(&house).await;
    let all = entries(&pool).await;
    filed(&house, "other@example.org").await;
    round(&house).await;
    let young = entries(&pool).await - all;
    house.pass(KEPT - MINUTE);
    let signed = "SELECT COUNT(*) FROM prunings";
    for (dies, prunings) in [("INSERT ON prunings", 0), ("DELETE ON log_entries", 1)] {
        let revive = kill(&house, &pool, dies).await;
        house.office.make_rounds().await.unwrap_err();
        assert_eq!((count(&pool, signed).await, entries(&pool).await), (prunings, all + young), "{dies}");
        assert_eq!(broken(&house).await, None, "{dies}");
        sqlx::query(AssertSqlSafe(revive)).execute(&pool).await.unwrap();
    }
    run(&pool, "DELETE FROM events WHERE (stream_id, seq) IN (SELECT stream_id, seq FROM log_entries WHERE leaf < 3)")
        .await;
    run(&pool, "DELETE FROM log_entries WHERE leaf < 3").await;
    assert_eq!(broken(&house).await, None, "some went");
    house.pass(SignedDuration::from_mins(3));
    house.office.make_rounds().await.unwrap();
    assert_eq!((count(&pool, signed).await, entries(&pool).await), (1, young));
    assert_eq!(broken(&house).await, None);
}

/// Lets whoever does this die of it; answers with what revives them.
async fn kill(house: &House, pool: &AnyPool, what: &str) -> String {
    let (act, table) = what.split_once(" ON ").unwrap();
    // Another connection of SQLite may still know the trigger that was dropped before: each has a name of its own.
    let name = format!("kill_by_{act}");
    let (dies, revive) = if house.database_url.starts_with("sqlite:") {
        ("BEGIN SELECT RAISE(ABORT, 'killed'); END", format!("DROP TRIGGER {name}"))
    } else {
        ("EXECUTE FUNCTION log_is_append_only()", format!("DROP TRIGGER {name} ON {table}"))
    };
    sqlx::query(AssertSqlSafe(format!("CREATE TRIGGER {name} BEFORE {what} {dies}"))).execute(pool).await.unwrap();
    revive
}

async fn two_processes_prune_once(house: House) {
    forgotten(&house).await;
    let other = house.second_office(crate::support::MASTER).await.unwrap();
    house.pass(KEPT);
    for _ in 0..3 {
        let (one, two) = tokio::join!(house.office.make_rounds(), other.make_rounds());
        one.unwrap();
        two.unwrap();
    }
    let pool = pool(&house).await;
    assert_eq!((count(&pool, "SELECT COUNT(*) FROM prunings").await, entries(&pool).await), (1, 0));
    assert_eq!(broken(&house).await, None);
}

async fn prunings_are_a_day_apart(house: House) {
    for number in 0..3 {
        house.signed_in(&format!("staff{number}@example.org"), Role::Agent).await;
        house.pass(SignedDuration::from_hours(8));
        round(&house).await;
    }
    let pool = pool(&house).await;
    let prunings = async || count(&pool, "SELECT COUNT(*) FROM prunings").await;
    house.pass(KEPT - SignedDuration::from_hours(16));
    round(&house).await;
    assert_eq!(prunings().await, 1);
    house.pass(SignedDuration::from_hours(16));
    round(&house).await;
    assert_eq!(prunings().await, 1, "more is over its time, and the last was signed today");
    house.pass(DAY - SignedDuration::from_hours(16));
    round(&house).await;
    assert_eq!((prunings().await, entries(&pool).await), (2, 0));
    assert_eq!(broken(&house).await, None, "every pruning is verified");
}

async fn a_backup_from_before_is_pruned_again(mut house: House) {
    forgotten(&house).await;
    let (before, keys) = (house.backup_of(&house.database_url).await, house.backup_of(&house.keys_url).await);
    house.pass(KEPT);
    round(&house).await;
    let office =
        house.office_of(&house.database_url, &keys, crate::support::master(crate::support::MASTER).into()).await;
    let office = office.unwrap();
    assert_eq!(office.restore().await.unwrap().unreadable, [], "an older key store meets the ledger");
    assert_eq!(office.verify_log(None).await.unwrap().broken, None);

    house.office =
        house.office_of(&before, &keys, crate::support::master(crate::support::MASTER).into()).await.unwrap();
    house.database_url = before;
    assert_eq!(house.office.restore().await.unwrap().unreadable, []);
    house.pass(DAY);
    round(&house).await;
    assert_eq!((entries(&pool(&house).await).await, broken(&house).await), (0, None));
}
