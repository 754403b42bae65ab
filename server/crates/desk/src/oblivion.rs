//! What is over its time is forgotten: the keys of a request go, and what they sealed; the facts of its procedure stay
//! (Art. 5(1)(e) and 5(2)).
//!
//! What is to be destroyed is put down in the ledger of erasures, in the transaction that records it, and struck off when
//! it is done: a process that is killed in between leaves nothing behind, and a backup of the key store that brings keys
//! back meets the ledger when the office opens. The key store remembers too what was destroyed in it, so that a backup of
//! the main database, and of its ledger, meets that (`desk::restore`).

use crate::identity::place;
use crate::store::{Connection, RequestRow, Store};
use crate::vault::{Scope, Vault};
use crate::{DeskError, Office, Result};
use domain::ids::{FilingId, RequestId};
use domain::procedure::Command;
use domain::seams::Clock;
use jiff::ToSpan;
use sqlx::Row;

/// How much of the ledger is looked at in one go.
const PAGE: i64 = 500;

/// What opening the office destroyed again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Replayed {
    /// Keys that were there, though the ledger says that they are destroyed.
    pub(crate) destroyed: u64,
}

/// Destroys again what was destroyed before: a backup of the key store may have brought it back.
pub(crate) async fn replay(store: &Store, vault: &Vault, clock: &dyn Clock) -> Result<Replayed> {
    let mut replayed = Replayed { destroyed: vault.destroy_the_destroyed().await? };
    let mut after = String::new();
    loop {
        let page = ledger_after(store, &after).await?;
        let (Some((first, _)), Some((last, _))) = (page.first(), page.last()) else { break };
        let remembered = vault.destroyed_between(first, last).await?;
        after.clone_from(last);
        for (scope, is_done) in page {
            if !is_done || !remembered.contains(&scope) {
                replayed.destroyed += u64::from(strike_off(store, vault, clock, &scope).await?);
            }
        }
    }
    let forgetful = vault.count_destroyed().await? - ledger_length(store).await?;
    if forgetful > 0 {
        tracing::warn!(forgetful, "the main database was put back from before erasures: run `inzage restore`");
    }
    Ok(replayed)
}

async fn ledger_after(store: &Store, scope: &str) -> Result<Vec<(String, bool)>> {
    let page = sqlx::query("SELECT scope, done_at FROM erasures WHERE scope > $1 ORDER BY scope LIMIT $2")
        .bind(scope)
        .bind(PAGE)
        .fetch_all(store.pool())
        .await?;
    page.iter().map(|row| Ok((row.try_get("scope")?, row.try_get::<Option<i64>, _>("done_at")?.is_some()))).collect()
}

async fn ledger_length(store: &Store) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS many FROM erasures").fetch_one(store.pool()).await?;
    Ok(row.try_get("many")?)
}

/// Destroys the key of a scope and strikes it off; says whether there was one.
async fn strike_off(store: &Store, vault: &Vault, clock: &dyn Clock, scope: &str) -> Result<bool> {
    let was_there = vault.destroy(scope).await?;
    sqlx::query("UPDATE erasures SET done_at = $1 WHERE scope = $2 AND done_at IS NULL")
        .bind(clock.now().as_microsecond())
        .bind(scope)
        .execute(store.pool())
        .await?;
    Ok(was_there)
}

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
        self.destroy_what_is_due().await
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

    pub(crate) async fn put_down(&self, db: &mut Connection, scope: Scope) -> Result<()> {
        sqlx::query("INSERT INTO erasures (scope, put_down_at) VALUES ($1, $2) ON CONFLICT (scope) DO NOTHING")
            .bind(scope.to_string())
            .bind(self.now().as_microsecond())
            .execute(db)
            .await?;
        Ok(())
    }

    /// Destroys what was put down, at once: keys, and the documents under them.
    pub(crate) async fn destroy_what_is_due(&self) -> Result<()> {
        let due = sqlx::query("SELECT scope FROM erasures WHERE done_at IS NULL").fetch_all(self.store.pool()).await?;
        for row in due {
            let scope: String = row.try_get("scope")?;
            if let Some(Scope::Document(document)) = Scope::of_rows(&scope) {
                self.clear(&place(document)).await?;
            }
            strike_off(&self.store, &self.vault, &*self.clock, &scope).await?;
        }
        Ok(())
    }
}

/// What the key of a request sealed. The files follow when nothing names them any more.
pub(crate) async fn wipe(db: &mut Connection, request: RequestId) -> Result<()> {
    for sql in [
        "DELETE FROM texts WHERE request_id = $1",
        "DELETE FROM pieces WHERE request_id = $1",
        "DELETE FROM package_files WHERE request_id = $1",
        "DELETE FROM attachments WHERE request_id = $1",
        "DELETE FROM proofs WHERE request_id = $1",
        "DELETE FROM documents WHERE request_id = $1",
        "DELETE FROM expected_facts WHERE request_id = $1",
        "DELETE FROM eid_claims WHERE request_id = $1",
        "UPDATE requests SET forgotten = 1 WHERE id = $1",
    ] {
        sqlx::query(sql).bind(request.to_string()).execute(&mut *db).await?;
    }
    Ok(())
}

/// What is left of a forgotten request when its entries in the log are over their time: its row, and all that hangs on
/// it; with the last one of a filing, the filing. The ledger stays, for a backup of any age must meet it.
pub(crate) async fn erase(db: &mut Connection, request: RequestId, filing: FilingId) -> Result<()> {
    wipe(db, request).await?;
    for sql in ["DELETE FROM forwardings WHERE request_id = $1", "DELETE FROM requests WHERE id = $1"] {
        sqlx::query(sql).bind(request.to_string()).execute(&mut *db).await?;
    }
    let sql = "DELETE FROM filings WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.filing_id = $1)";
    let gone = sqlx::query(sql).bind(filing.to_string()).execute(&mut *db).await?;
    let of_filing = (gone.rows_affected() > 0).then(|| filing.to_string());
    for id in [Some(request.to_string()), of_filing].into_iter().flatten() {
        let about = format!("%\"{id}\"%");
        sqlx::query("DELETE FROM outbox WHERE errand LIKE $1").bind(about).execute(&mut *db).await?;
    }
    Ok(())
}

/// Nothing leads from a mailbox or a name to the filing any more.
pub(crate) async fn unname(db: &mut Connection, filing: FilingId) -> Result<()> {
    sqlx::query("UPDATE filings SET mailbox_mac = '', person_mac = '' WHERE id = $1")
        .bind(filing.to_string())
        .execute(db)
        .await?;
    Ok(())
}
