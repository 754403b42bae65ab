use super::lease::Lease;
use super::{entries, stored};
use crate::store::Connection;
use crate::{Office, Result};
use domain::log::{Edge, entry};
use sqlx::Row;

/// How many events get their places in one transaction.
const BATCH: i64 = 200;

impl Office {
    /// Gives every event that waits its place in the log, and signs a checkpoint when there is something new and the
    /// last one is a minute old. Answers with how many got a place; none, when another process is at it.
    ///
    /// # Errors
    /// When the store does not answer, or the log is no longer the one that was signed: then nothing is signed.
    pub async fn keep_log(&self) -> Result<u64> {
        if !has_work(&mut *self.store.pool().acquire().await?).await? {
            return Ok(0);
        }
        let Some(lease) = Lease::take(self).await? else { return Ok(0) };
        let grown = self.grow(&lease).await;
        lease.end(self).await?;
        grown
    }

    async fn grow(&self, lease: &Lease) -> Result<u64> {
        let mut placed = 0;
        loop {
            let batch = self.place_batch(lease).await?;
            placed += batch;
            if batch < BATCH.unsigned_abs() {
                break;
            }
        }
        self.sign_if_due(lease).await?;
        Ok(placed)
    }

    async fn place_batch(&self, lease: &Lease) -> Result<u64> {
        let mut tx = self.store.begin_write().await?;
        if !lease.holds(self, &mut tx).await? {
            return Ok(0);
        }
        let size = entries::size(&mut tx).await?;
        let mut edge = entries::edge(&mut tx, size).await?;
        for (stream, seq, hash) in waiting(&mut tx).await? {
            place(&mut tx, &mut edge, &stream, seq, &hash).await?;
        }
        tx.commit().await?;
        Ok(edge.size() - size)
    }
}

/// Whether an event waits, or the last checkpoint does not cover just what there is: most turns end here, with nothing
/// written.
async fn has_work(db: &mut Connection) -> Result<bool> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM log_waiting) AS waiting,
         (SELECT COALESCE(MAX(leaf) + 1, (SELECT MAX(size) FROM prunings), 0) FROM log_entries)
         - (SELECT COALESCE(MAX(size), 0) FROM checkpoints) AS ahead",
    )
    .fetch_one(db)
    .await?;
    Ok(row.try_get::<i64, _>("waiting")? > 0 || row.try_get::<i64, _>("ahead")? != 0)
}

/// By number first: no event comes before its predecessor in the stream, whatever the clock did. One that is gone has no
/// place to get, and is named when the log is verified.
async fn waiting(db: &mut Connection) -> Result<Vec<(String, i64, String)>> {
    let rows = sqlx::query(
        "SELECT w.stream_id, w.seq, e.hash FROM log_waiting w
         JOIN events e ON e.stream_id = w.stream_id AND e.seq = w.seq
         ORDER BY w.seq, w.stream_id LIMIT $1",
    )
    .bind(BATCH)
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("stream_id")?, row.try_get("seq")?, row.try_get("hash")?))).collect()
}

async fn place(db: &mut Connection, edge: &mut Edge, stream: &str, seq: i64, hash: &str) -> Result<()> {
    let leaf = stored(edge.size())?;
    let completed = edge.append(entry::leaf(stream, seq, hash));
    sqlx::query("INSERT INTO log_entries (leaf, stream_id, seq, hashes) VALUES ($1, $2, $3, $4)")
        .bind(leaf)
        .bind(stream)
        .bind(seq)
        .bind(entries::joined(&completed))
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM log_waiting WHERE stream_id = $1 AND seq = $2").bind(stream).bind(seq).execute(db).await?;
    Ok(())
}
