//! After a backup was put back: nobody is resurrected, and what cannot be read any more is told.
//!
//! A main database from before an erasure meets a key store that remembers it: the rows are forgotten again. A key store
//! from before an erasure meets the ledger of the main database when the office opens: the keys are destroyed again.

use crate::oblivion::{unname, wipe};
use crate::store::{Connection, FilingRow, RequestRow};
use crate::vault::{Key, Scope, Spot, VaultError};
use crate::{DeskError, Office, Result};
use domain::ids::RequestId;
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use object_store::ObjectStoreExt;
use object_store::path::Path;
use sqlx::Row;

/// How much is looked at in one go.
const PAGE: i64 = 500;

/// What a restoration found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restored {
    /// Keys that a backup of the key store had brought back, and that are destroyed again.
    pub destroyed_again: u64,
    /// Requests that a backup of the main database still held, and that are forgotten again.
    pub forgotten_again: u64,
    /// Requests that can be read.
    pub readable: u64,
    /// Requests that cannot be read, though nobody forgot them: the key store is older than they are, or of another house.
    pub unreadable: Vec<Reference>,
    /// Sealed files that a request names and that are not there.
    pub files_missing: u64,
}

impl Office {
    /// Makes main database, key store and files one again after a backup of any was put back; portals may run. To do it
    /// twice changes nothing.
    ///
    /// # Errors
    /// When database, key store or files do not answer, or `Conflict` when somebody acted on a request this very moment:
    /// what was done stays, and the next time does the rest.
    pub async fn restore(&self) -> Result<Restored> {
        let mut restored = Restored { destroyed_again: self.replayed.destroyed, ..Restored::default() };
        let mut after = String::new();
        loop {
            let page = self.vault.destroyed_after(&after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after.clone_from(last);
            for (scope, at) in page {
                restored.forgotten_again += u64::from(self.put_down_again(&scope, at).await?);
            }
        }
        self.examine(&mut restored).await?;
        Ok(restored)
    }

    /// Puts a destroyed scope into the ledger, unless it is there; says whether a request was forgotten by it.
    async fn put_down_again(&self, scope: &str, at: i64) -> Result<bool> {
        let mut tx = self.store.begin_write().await?;
        let added = sqlx::query(
            "INSERT INTO erasures (scope, put_down_at, done_at) VALUES ($1, $2, $2) ON CONFLICT (scope) DO NOTHING",
        )
        .bind(scope)
        .bind(at)
        .execute(&mut *tx)
        .await?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        let is_forgotten = match Scope::of_rows(scope) {
            Some(Scope::Request(id)) => self.forget_again(&mut tx, id).await?,
            Some(Scope::Document(id)) => self.lose_document(&mut tx, id).await.map(|()| false)?,
            Some(Scope::Filing(id)) => unname(&mut tx, id).await.map(|()| false)?,
            _ => false,
        };
        tx.commit().await?;
        Ok(is_forgotten)
    }

    async fn forget_again(&self, db: &mut Connection, id: RequestId) -> Result<bool> {
        let mut row = match RequestRow::by_id(db, id).await {
            // The backup is from before it was filed, or from after its entries were over their time.
            Err(DeskError::NotFound) => return Ok(false),
            found => found?,
        };
        match row.act(self, db, Command::ForgetDestroyed).await {
            Err(DeskError::Refused(Refusal::Forgotten)) => return Ok(false),
            acted => acted?,
        }
        wipe(db, id).await?;
        Ok(true)
    }

    /// Looks whether what is not forgotten can be read.
    async fn examine(&self, restored: &mut Restored) -> Result<()> {
        let mut db = self.store.pool().acquire().await?;
        let mut after = String::new();
        loop {
            let page = sqlx::query("SELECT * FROM requests WHERE forgotten = 0 AND id > $1 ORDER BY id LIMIT $2")
                .bind(&after)
                .bind(PAGE)
                .fetch_all(&mut *db)
                .await?;
            for row in &page {
                let row = RequestRow::read(row)?;
                after = row.id.to_string();
                restored.files_missing += self.files_missing(&mut db, row.id).await?;
                if self.is_readable(&mut db, &row).await? {
                    restored.readable += 1;
                } else {
                    restored.unreadable.push(row.reference);
                }
            }
            if page.is_empty() {
                return Ok(());
            }
        }
    }

    async fn is_readable(&self, db: &mut Connection, row: &RequestRow) -> Result<bool> {
        let (Some(contact), Some(key)) = (
            there(self.vault.key(Scope::Filing(row.filing)).await)?,
            there(self.vault.key(Scope::Request(row.id)).await)?,
        ) else {
            return Ok(false);
        };
        let filing = FilingRow::by_id(db, row.filing).await?;
        let texts = sqlx::query("SELECT purpose, body FROM texts WHERE request_id = $1")
            .bind(row.id.to_string())
            .fetch_all(db)
            .await?;
        for text in texts {
            let (purpose, body): (String, Vec<u8>) = (text.try_get("purpose")?, text.try_get("body")?);
            if key.open(Spot("texts", &format!("{}/{purpose}", row.id), "body"), &body).is_err() {
                return Ok(false);
            }
        }
        Ok(filing.open_contact(&contact).is_ok())
    }

    async fn files_missing(&self, db: &mut Connection, request: RequestId) -> Result<u64> {
        let named = sqlx::query(
            "SELECT blob FROM pieces WHERE request_id = $1 UNION SELECT blob FROM package_files WHERE request_id = $1
             UNION SELECT blob FROM attachments WHERE request_id = $1 UNION SELECT blob FROM proofs WHERE request_id = $1
             UNION SELECT blob FROM documents WHERE request_id = $1",
        )
        .bind(request.to_string())
        .fetch_all(db)
        .await?;
        let mut missing = 0;
        for row in named {
            match self.files.head(&Path::from(row.try_get::<String, _>("blob")?)).await {
                Err(object_store::Error::NotFound { .. }) => missing += 1,
                found => drop(found?),
            }
        }
        Ok(missing)
    }
}

/// The key, or none where it is gone or cannot be opened.
fn there(key: std::result::Result<Key, VaultError>) -> Result<Option<Key>> {
    match key {
        Err(VaultError::Store(cause)) => Err(cause.into()),
        found => Ok(found.ok()),
    }
}
