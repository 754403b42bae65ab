use super::{Connection, instant};
use crate::{DeskError, Result};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::Row;

/// Appends events after `version`. Whoever comes second at the same version meets the primary key and is told.
///
/// Each entry's hash covers the one before it (SHA-256 over stream, number, time, body and previous hash), so that no
/// entry changes unnoticed.
pub(super) async fn append<E: Serialize + Sync>(
    db: &mut Connection,
    stream: &str,
    version: i64,
    at: Timestamp,
    events: &[E],
) -> Result<()> {
    let mut prev: String = sqlx::query("SELECT hash FROM events WHERE stream_id = $1 AND seq = $2")
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
        let hash = link(&prev, stream, seq, at, &body);
        sqlx::query("INSERT INTO events (stream_id, seq, at, body, prev_hash, hash) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(stream)
            .bind(seq)
            .bind(at.as_microsecond())
            .bind(body)
            .bind(&prev)
            .bind(&hash)
            .execute(&mut *db)
            .await?;
        prev = hash;
    }
    Ok(())
}

fn link(prev: &str, stream: &str, seq: i64, at: Timestamp, body: &str) -> String {
    let entry = [prev, stream, &seq.to_string(), &at.as_microsecond().to_string(), body].join("\n");
    hex::encode(Sha256::digest(entry.as_bytes()))
}

/// The events of a stream with their times, oldest first.
pub(super) async fn read<E: DeserializeOwned>(db: &mut Connection, stream: &str) -> Result<Vec<(Timestamp, E)>> {
    let rows =
        sqlx::query("SELECT at, body FROM events WHERE stream_id = $1 ORDER BY seq").bind(stream).fetch_all(db).await?;
    rows.iter().map(|row| Ok((instant(row.try_get("at")?)?, serde_json::from_str(row.try_get("body")?)?))).collect()
}
