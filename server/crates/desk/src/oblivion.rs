//! What is over its time is forgotten: the keys of a request go, and what they sealed; the facts of its procedure stay
//! (Art. 5(1)(e) and 5(2)).
//!
//! What is to be destroyed is put down in the ledger of erasures, in the transaction that records it, and struck off when
//! it is done: a process that is killed in between leaves nothing behind, and a backup of the key store that brings keys
//! back meets the ledger when the office opens.

use crate::store::{Connection, RequestRow};
use crate::vault::Scope;
use crate::{DeskError, Office, Result};
use domain::ids::{FilingId, RequestId};
use domain::procedure::Command;
use jiff::ToSpan;
use sqlx::Row;

impl Office {
    /// Forgets what ended so long ago that it need not be shown any more, and destroys the keys that are due.
    pub(crate) async fn forget_the_old(&self) -> Result<()> {
        let kept = self.policy.matter_days.saturating_mul(24).hours();
        let before = self.now().checked_sub(kept).map_err(DeskError::internal)?;
        let rows = sqlx::query(
            "SELECT * FROM requests WHERE standing = 'closed' AND forgotten = 0 AND ended_at <= $1 ORDER BY id",
        )
        .bind(before.as_microsecond())
        .fetch_all(self.store.pool())
        .await?;
        for row in rows {
            self.forget_request(RequestRow::read(&row)?).await?;
        }
        self.destroy_keys("SELECT scope FROM erasures WHERE done_at IS NULL").await
    }

    /// Destroys again what was destroyed before: a backup of the key store may have brought it back.
    pub(crate) async fn replay_erasures(&self) -> Result<()> {
        self.destroy_keys("SELECT scope FROM erasures").await
    }

    async fn forget_request(&self, mut row: RequestRow) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        match row.act(self, &mut tx, Command::Forget).await {
            // Somebody took it up again this very moment.
            Err(DeskError::Conflict | DeskError::Refused(_)) => return Ok(()),
            acted => acted?,
        }
        wipe(&mut tx, row.id).await?;
        self.put_down(&mut tx, Scope::Request(row.id)).await?;
        let siblings = RequestRow::of_filing(&mut tx, row.filing).await?;
        if siblings.iter().all(|sibling| sibling.procedure.forgotten) {
            unname(&mut tx, row.filing).await?;
            self.put_down(&mut tx, Scope::Filing(row.filing)).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn put_down(&self, db: &mut Connection, scope: Scope) -> Result<()> {
        sqlx::query("INSERT INTO erasures (scope, put_down_at) VALUES ($1, $2) ON CONFLICT (scope) DO NOTHING")
            .bind(scope.to_string())
            .bind(self.now().as_microsecond())
            .execute(db)
            .await?;
        Ok(())
    }

    async fn destroy_keys(&self, due: &'static str) -> Result<()> {
        for row in sqlx::query(due).fetch_all(self.store.pool()).await? {
            let scope: String = row.try_get("scope")?;
            self.vault.destroy(&scope).await?;
            sqlx::query("UPDATE erasures SET done_at = $1 WHERE scope = $2 AND done_at IS NULL")
                .bind(self.now().as_microsecond())
                .bind(&scope)
                .execute(self.store.pool())
                .await?;
        }
        Ok(())
    }
}

/// What the key of a request sealed. The files follow when nothing names them any more.
async fn wipe(db: &mut Connection, request: RequestId) -> Result<()> {
    for sql in [
        "DELETE FROM texts WHERE request_id = $1",
        "DELETE FROM pieces WHERE request_id = $1",
        "DELETE FROM package_files WHERE request_id = $1",
        "DELETE FROM attachments WHERE request_id = $1",
        "DELETE FROM proofs WHERE request_id = $1",
        "UPDATE requests SET forgotten = 1 WHERE id = $1",
    ] {
        sqlx::query(sql).bind(request.to_string()).execute(&mut *db).await?;
    }
    Ok(())
}

/// Nothing leads from a mailbox or a name to the filing any more.
async fn unname(db: &mut Connection, filing: FilingId) -> Result<()> {
    sqlx::query("UPDATE filings SET mailbox_mac = '', person_mac = '' WHERE id = $1")
        .bind(filing.to_string())
        .execute(db)
        .await?;
    Ok(())
}
