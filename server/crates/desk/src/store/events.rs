use super::{Connection, instant};
use crate::{DeskError, Result, log};
use domain::log::entry;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;

/// The hash of an event, also of one that went with what was over its time in the log.
const LAST: &str = "SELECT hash FROM events WHERE stream_id = $1 AND seq = $2
     UNION ALL SELECT hash FROM cuts WHERE stream_id = $1 AND seq = $2";

/// Appends events after `version`. Whoever comes second at the same version meets the primary key and is told.
///
/// Each event's hash covers the one before it ([`entry::link`]), so that none changes unnoticed; with each, a wait for its
/// place in the log begins.
pub(crate) async fn append<E: Serialize + Sync>(
    db: &mut Connection,
    stream: &str,
    version: i64,
    at: Timestamp,
    events: &[E],
) -> Result<()> {
    let mut prev: String = sqlx::query(LAST)
        .bind(stream)
        .bind(version)
        .fetch_optional(&mut *db)
        .await?
        .map_or(Ok(String::new()), |row| row.try_get("hash"))?;
    if version > 0 && prev.is_empty() {
        return Err(DeskError::Conflict);
    }
    for (seq, event) in (version + 1..).zip(events) {
        let body = serde_json::to_string(event)?;
        let hash = entry::link(&prev, stream, seq, at.as_microsecond(), &body);
        sqlx::query("INSERT INTO events (stream_id, seq, at, body, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(stream)
            .bind(seq)
            .bind(at.as_microsecond())
            .bind(body)
            .bind(&prev)
            .bind(&hash)
            .execute(&mut *db)
            .await?;
        log::wait(db, stream, seq).await?;
        prev = hash;
    }
    Ok(())
}

/// The events of a stream with their times, oldest first.
pub(super) async fn read<E: DeserializeOwned>(db: &mut Connection, stream: &str) -> Result<Vec<(Timestamp, E)>> {
    let rows =
        sqlx::query("SELECT at, body FROM events WHERE stream_id = $1 ORDER BY seq").bind(stream).fetch_all(db).await?;
    rows.iter().map(|row| Ok((instant(row.try_get("at")?)?, serde_json::from_str(row.try_get("body")?)?))).collect()
}
