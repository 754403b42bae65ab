use super::checkpoints::Signed;
use super::{counted, entries};
use crate::store::{Connection, RequestRow};
use crate::subject::SubjectDesk;
use crate::{DeskError, Result};
use domain::ids::RequestId;
use domain::log::Receipt;
use domain::log::receipt::{FORMAT, Recorded, vouch};
use domain::log::tree::inclusion;
use domain::reference::Reference;
use sqlx::Row;

impl SubjectDesk {
    /// The receipt of a request, and the name of its file: what was received when, and that the log has it. Holds no name
    /// and nothing that anybody wrote.
    ///
    /// # Errors
    /// `NotFound`, also for somebody else's, and before a checkpoint covers it.
    pub async fn receipt(&self, reference: &Reference) -> Result<(String, Receipt)> {
        let office = self.office();
        let mut db = office.store.pool().acquire().await?;
        let row = self.row(&mut db, reference).await?;
        let (leaf, event) = first_event(&mut db, row.id).await?;
        let newest = Signed::newest(&mut db).await?.filter(|signed| leaf < signed.size).ok_or(DeskError::NotFound)?;
        let path = inclusion(leaf, newest.size).ok_or(DeskError::NotFound)?;
        let signer = office.log_signer(&mut db).await?;
        let RequestRow { procedure, reference, .. } = row;
        let receipt = Receipt {
            format: FORMAT.to_owned(),
            reference,
            right: procedure.right,
            channel: procedure.channel,
            received: procedure.received,
            position: leaf,
            proof: entries::roots(&mut db, &path).await?.ok_or(DeskError::NotFound)?,
            checkpoint: newest.note,
            statement: vouch(&signer, &reference, &event).to_string(),
            event,
        };
        Ok((format!("receipt-{reference}.json"), receipt))
    }
}

async fn first_event(db: &mut Connection, id: RequestId) -> Result<(u64, Recorded)> {
    let stream = id.to_string();
    let row = sqlx::query(
        "SELECT e.at, e.body, e.hash, l.leaf FROM events e
         JOIN log_entries l ON l.stream_id = e.stream_id AND l.seq = e.seq
         WHERE e.stream_id = $1 AND e.seq = 1",
    )
    .bind(&stream)
    .fetch_one(db)
    .await?;
    let event = Recorded { stream, at: row.try_get("at")?, body: row.try_get("body")?, hash: row.try_get("hash")? };
    Ok((counted(row.try_get("leaf")?)?, event))
}

/// Whether there is a receipt of this request: a checkpoint covers the event that received it.
pub(crate) async fn has_receipt(db: &mut Connection, id: RequestId) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS covered FROM log_entries
         WHERE stream_id = $1 AND seq = 1 AND leaf < (SELECT COALESCE(MAX(size), 0) FROM checkpoints)",
    )
    .bind(id.to_string())
    .fetch_one(db)
    .await?;
    Ok(row.try_get::<i64, _>("covered")? > 0)
}
