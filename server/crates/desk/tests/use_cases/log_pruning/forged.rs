//! What is not let go by a pruning that the log signed does not go unnoticed.

use super::{KEPT, MINUTE, entries, filed, forgotten, pool, round};
use crate::log::{broken, count, run, stream, unlock};
use crate::support::{House, on_both_engines};
use desk::log::{Broken, Misfit, PruningMisfit};
use domain::log::NoteFault;
use sqlx::{AnyPool, AssertSqlSafe};

on_both_engines!(
    only_what_a_pruning_covers_can_be_deleted,
    what_was_deleted_above_a_pruning_is_named,
    a_pruning_that_was_changed_is_named,
    a_pruning_that_nobody_signed_is_named_and_lets_nothing_go,
    a_pruning_that_was_taken_away_leaves_a_gap,
);

/// A log whose beginning went, with some entries that stay.
async fn pruned(house: &House) -> (AnyPool, u64) {
    forgotten(house).await;
    house.pass(KEPT - MINUTE);
    filed(house, "other@example.org").await;
    round(house).await;
    round(house).await;
    let findings = house.office.verify_log(None).await.unwrap();
    assert!(findings.broken.is_none() && findings.pruned > 0 && findings.entries > 0, "{findings:?}");
    (pool(house).await, findings.pruned)
}

async fn execute(pool: &AnyPool, sql: String) {
    sqlx::query(AssertSqlSafe(sql.clone())).execute(pool).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

async fn only_what_a_pruning_covers_can_be_deleted(house: House) {
    let (pool, size) = pruned(&house).await;
    let refused = [
        "DELETE FROM events".to_owned(),
        "UPDATE events SET at = 0".to_owned(),
        format!("DELETE FROM log_entries WHERE leaf = {size}"),
        "UPDATE log_entries SET leaf = 0".to_owned(),
        format!("DELETE FROM checkpoints WHERE size = {size}"),
        "DELETE FROM prunings".to_owned(),
        "UPDATE prunings SET size = 1000".to_owned(),
    ];
    for sql in refused {
        let error = sqlx::query(AssertSqlSafe(sql.clone())).execute(&pool).await.unwrap_err().to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
    }
    if house.database_url.starts_with("postgres:") {
        for table in ["events", "log_entries", "checkpoints", "prunings"] {
            let error = sqlx::query(AssertSqlSafe(format!("TRUNCATE {table}"))).execute(&pool).await.unwrap_err();
            assert!(error.to_string().contains("append-only"), "{table}: {error}");
        }
    }
    assert_eq!(broken(&house).await, None);
}

async fn what_was_deleted_above_a_pruning_is_named(house: House) {
    let (pool, size) = pruned(&house).await;
    unlock(&house, &pool).await;
    let leaf = i64::try_from(size).unwrap();
    let (name, number) = stream(&pool, leaf).await;
    execute(&pool, format!("DELETE FROM events WHERE stream_id = '{name}' AND seq = {number}")).await;
    let found = broken(&house).await;
    let is_named = |why| matches!(why, Misfit::Missing | Misfit::Removed);
    assert!(
        matches!(&found, Some(Broken::Event { stream, number: n, why }) if *stream == name && *n == number && is_named(*why)),
        "{found:?}"
    );
    execute(&pool, format!("DELETE FROM events WHERE stream_id = '{name}'")).await;
    execute(&pool, format!("DELETE FROM log_entries WHERE stream_id = '{name}'")).await;
    assert_eq!(broken(&house).await, Some(Broken::Entry(size)), "the whole stream");
}

async fn a_pruning_that_was_changed_is_named(house: House) {
    let (pool, size) = pruned(&house).await;
    unlock(&house, &pool).await;
    let named = async |why| assert_eq!(broken(&house).await, Some(Broken::Pruning { size, why }));
    run(&pool, "CREATE TABLE before AS SELECT * FROM prunings").await;
    run(&pool, "CREATE TABLE cut_before AS SELECT * FROM cuts").await;
    let undo = async || {
        run(&pool, "DELETE FROM prunings").await;
        run(&pool, "INSERT INTO prunings SELECT * FROM before").await;
        run(&pool, "DELETE FROM cuts").await;
        run(&pool, "INSERT INTO cuts SELECT * FROM cut_before").await;
        assert_eq!(broken(&house).await, None);
    };
    let other_peak = "0".repeat(64);
    let changes = [
        ("UPDATE prunings SET made_at = made_at + 1".to_owned(), PruningMisfit::Exchanged),
        (format!("UPDATE prunings SET edge = '{other_peak}' || SUBSTR(edge, 65)"), PruningMisfit::Edge),
        ("UPDATE prunings SET edge = edge || '00'".to_owned(), PruningMisfit::Edge),
        ("UPDATE prunings SET note = ''".to_owned(), PruningMisfit::Note(NoteFault::Form)),
        (
            "UPDATE prunings SET note = REPLACE(note, 'pruning/1', 'pruning/2')".to_owned(),
            PruningMisfit::Note(NoteFault::Signature),
        ),
        (
            "UPDATE prunings SET note = (SELECT MAX(note) FROM checkpoints c WHERE c.size = prunings.size)".to_owned(),
            PruningMisfit::Note(NoteFault::Pruning),
        ),
        ("UPDATE cuts SET seq = seq + 1".to_owned(), PruningMisfit::Cuts),
        ("DELETE FROM cuts".to_owned(), PruningMisfit::Cuts),
    ];
    for (change, why) in changes {
        execute(&pool, change).await;
        named(why).await;
        undo().await;
    }
    execute(&pool, "UPDATE prunings SET size = size + 1".to_owned()).await;
    let exchanged = Broken::Pruning { size: size + 1, why: PruningMisfit::Exchanged };
    assert_eq!(broken(&house).await, Some(exchanged), "it was signed for another size");
    assert!(house.office.make_rounds().await.is_err(), "nothing goes by it either");
    undo().await;
    execute(&pool, format!("DELETE FROM checkpoints WHERE size = {size}")).await;
    named(PruningMisfit::Checkpoint).await;
}

async fn a_pruning_that_nobody_signed_is_named_and_lets_nothing_go(house: House) {
    forgotten(&house).await;
    let pool = pool(&house).await;
    let all = entries(&pool).await;
    let forge =
        "INSERT INTO prunings SELECT size, made_at, '', note FROM checkpoints WHERE size > 0 ORDER BY size LIMIT 1";
    run(&pool, forge).await;
    let size = count(&pool, "SELECT MAX(size) FROM prunings").await.unsigned_abs();
    let forged = PruningMisfit::Note(NoteFault::Pruning);
    assert_eq!(broken(&house).await, Some(Broken::Pruning { size, why: forged }), "a checkpoint is no permission");
    house.pass(KEPT);
    house.office.make_rounds().await.unwrap_err();
    assert_eq!(entries(&pool).await, all, "the portal does not believe it");
    run(&pool, "DELETE FROM log_entries WHERE leaf < 2").await;
    assert_eq!(broken(&house).await, Some(Broken::Pruning { size, why: forged }), "whoever lets it do so is found");
}

async fn a_pruning_that_was_taken_away_leaves_a_gap(house: House) {
    let (pool, _) = pruned(&house).await;
    unlock(&house, &pool).await;
    run(&pool, "DELETE FROM prunings").await;
    let found = broken(&house).await;
    assert!(
        matches!(found, Some(Broken::Entry(0) | Broken::Event { number: 1, why: Misfit::Missing, .. })),
        "{found:?}"
    );
}
