use super::lease::Lease;
use super::{counted, entries, stored};
use crate::store::{Connection, instant};
use crate::{DeskError, Office, Result};
use domain::log::{Checkpoint, Note, Signer, Verifier};
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use sqlx::any::AnyRow;

/// How far checkpoints are apart, at least.
const APART: SignedDuration = SignedDuration::from_mins(1);

/// A signed checkpoint as it rests.
pub(super) struct Signed {
    pub(super) size: u64,
    pub(super) made: Timestamp,
    pub(super) note: String,
}

impl Signed {
    /// The newest, if anything was signed yet.
    pub(super) async fn newest(db: &mut Connection) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM checkpoints ORDER BY size DESC LIMIT 1").fetch_optional(db).await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// Those of trees of more than `above` entries and at most `up_to`, the smallest first.
    pub(super) async fn between(db: &mut Connection, above: u64, up_to: u64) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM checkpoints WHERE size > $1 AND size <= $2 ORDER BY size")
            .bind(stored(above)?)
            .bind(stored(up_to)?)
            .fetch_all(db)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            size: counted(row.try_get("size")?)?,
            made: instant(row.try_get("made_at")?)?,
            note: row.try_get("note")?,
        })
    }

    /// What it says, once its signature is checked.
    pub(super) fn open(&self, verifier: &Verifier) -> std::result::Result<Checkpoint, domain::log::NoteFault> {
        let note: Note = self.note.parse()?;
        Checkpoint::open(&note, verifier)
    }
}

impl Office {
    /// The newest signed checkpoint, to be kept elsewhere; nothing, as long as the log is empty.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn newest_checkpoint(&self) -> Result<Option<String>> {
        let mut db = self.store.pool().acquire().await?;
        Ok(Signed::newest(&mut db).await?.map(|signed| signed.note))
    }

    /// The key by which others check what the log signed.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn log_key(&self) -> Result<Verifier> {
        let mut db = self.store.pool().acquire().await?;
        Ok(self.log_signer(&mut db).await?.verifier())
    }

    /// What signs: under the name of the last checkpoint, so that the log stays one when people reach it elsewhere, and
    /// at first under that of the portal.
    pub(super) async fn log_signer(&self, db: &mut Connection) -> Result<Signer> {
        let signed = Signed::newest(db).await?;
        let name = match signed.as_ref().and_then(|signed| signed.note.lines().next()) {
            Some(origin) => origin.to_owned(),
            None => format!("{}/log", self.base_url.rsplit("://").next().unwrap_or_default()),
        };
        self.vault.log_signer(&name).map_err(DeskError::internal)
    }

    /// Signs, when there is something new and the last checkpoint is old enough.
    pub(super) async fn sign_if_due(&self, lease: &Lease) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        if !lease.holds(self, &mut tx).await? {
            return Ok(());
        }
        let (size, last) = (entries::size(&mut tx).await?, Signed::newest(&mut tx).await?);
        let is_due = last.as_ref().is_none_or(|last| self.now().duration_since(last.made) >= APART);
        if size == last.as_ref().map_or(0, |last| last.size) || !is_due {
            return Ok(());
        }
        let signer = self.log_signer(&mut tx).await?;
        if let Some(last) = &last {
            continues(&mut tx, size, last, &signer.verifier()).await?;
        }
        let root = entries::edge(&mut tx, size).await?.root();
        let note = Checkpoint { size, root }.sign(&signer);
        sqlx::query("INSERT INTO checkpoints (size, made_at, note) VALUES ($1, $2, $3)")
            .bind(stored(size)?)
            .bind(self.now().as_microsecond())
            .bind(note.to_string())
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}

/// Nothing is signed over a log of which another past was signed.
async fn continues(db: &mut Connection, size: u64, last: &Signed, verifier: &Verifier) -> Result<()> {
    let signed = last.open(verifier).map_err(DeskError::internal)?;
    if last.size < size {
        let root = entries::edge(db, last.size).await?.root();
        if signed == (Checkpoint { size: last.size, root }) {
            return Ok(());
        }
    }
    Err(DeskError::internal("the log is not the one that was signed: `inzage log verify` names the entry"))
}
