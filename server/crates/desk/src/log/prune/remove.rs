use super::super::lease::Lease;
use super::super::pruned::Pruned;
use super::super::{counted, stored};
use super::examine::unfit;
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use sqlx::Row;

/// How many entries go in one transaction.
const BATCH: i64 = 500;
/// How many transactions one round takes: the log stands still meanwhile.
const BATCHES: u64 = 20;

/// Whether something is left of what went before `size`.
pub(super) async fn is_left(db: &mut Connection, size: u64) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COALESCE((SELECT MIN(leaf) FROM log_entries), $1) AS leaf,
         COALESCE((SELECT MIN(size) FROM checkpoints), $1) AS checkpoint",
    )
    .bind(stored(size)?)
    .fetch_one(db)
    .await?;
    Ok(counted(row.try_get("leaf")?)? < size || counted(row.try_get("checkpoint")?)? < size)
}

impl Office {
    /// Takes away what the newest pruning lets go, once its signature is checked: the first entries first, with their
    /// events and with the checkpoints that covered nothing else.
    pub(super) async fn remove_pruned(&self, lease: &Lease) -> Result<u64> {
        let mut gone = 0;
        for _ in 0..BATCHES {
            let mut tx = self.store.begin_write().await?;
            if !lease.holds(self, &mut tx).await? {
                break;
            }
            let Some(pruned) = Pruned::newest(&mut tx).await? else { break };
            let said = pruned.open(&self.log_signer(&mut tx).await?.verifier()).map_err(DeskError::internal)?;
            if said.size != pruned.size {
                return Err(unfit());
            }
            if !is_left(&mut tx, said.size).await? {
                break;
            }
            gone += remove_batch(&mut tx, said.size).await?;
            tx.commit().await?;
        }
        Ok(gone)
    }
}

async fn remove_batch(db: &mut Connection, size: u64) -> Result<u64> {
    let size = stored(size)?;
    let row = sqlx::query("SELECT MIN(leaf) AS leaf FROM log_entries").fetch_one(&mut *db).await?;
    let end = row.try_get::<Option<i64>, _>("leaf")?.map_or(size, |first| size.min(first.saturating_add(BATCH)));
    let mut gone = 0;
    for sql in [
        "DELETE FROM readings WHERE (stream_id, seq) IN (SELECT stream_id, seq FROM log_entries WHERE leaf < $1)",
        "DELETE FROM events WHERE (stream_id, seq) IN (SELECT stream_id, seq FROM log_entries WHERE leaf < $1)",
        "DELETE FROM checkpoints WHERE size < $1",
        "DELETE FROM log_entries WHERE leaf < $1",
    ] {
        gone = sqlx::query(sql).bind(end).execute(&mut *db).await?.rows_affected();
    }
    Ok(gone)
}
