//! Files that rest with a form until it is sent: sealed like what was typed, under the secret of the browser, so that
//! nobody but this browser, the operator included, can read what was never filed. They go where their draft goes.

use crate::conversation::{Judged, Upload, fit, judged, taken};
use crate::files::Kept;
use crate::front::DraftSecret;
use crate::store::Connection;
use crate::vault::Spot;
use crate::{DeskError, Office, Result};
use domain::filing::Enclosure;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

/// A file that waits for its form to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub enclosure: Enclosure,
    /// The name that its sender gave it, without path and control characters.
    pub name: String,
    /// What it is, as its first bytes tell.
    pub media: &'static str,
    /// Its size.
    pub bytes: u64,
    pub(crate) kept: Kept,
}

impl HeldFile {
    fn is(&self, enclosure: Enclosure, file: &Judged<'_>) -> bool {
        self.enclosure == enclosure && self.name == file.name && self.kept.sha256 == file.sha256
    }
}

impl Office {
    /// Holds files for the form of a browser, beside those that it holds already: all together no more than one message
    /// may carry. One that it holds already, to the last byte, was sent by a second press of the button.
    ///
    /// # Errors
    /// `File` with what is wrong with which, and then none is held; `NoDraft` when nothing was typed into the form.
    pub(crate) async fn hold(
        &self,
        secret: &DraftSecret,
        form: &str,
        enclosure: Enclosure,
        files: &[Upload],
    ) -> Result<()> {
        let mut judged = judged(files)?;
        let held = self.held(secret, form).await?;
        judged.retain(|file| !held.iter().any(|one| one.is(enclosure, file)));
        // Looked at before anything is written, and again when it counts.
        fit(sizes(&held, &judged.iter().collect::<Vec<_>>()))?;
        let mut kept = Vec::new();
        for file in &judged {
            kept.push(self.keep_file(&secret.key(), "drafts", file.bytes).await?);
        }
        let new: Vec<_> = judged.iter().zip(&kept).collect();
        let done = self.insert_held(secret, &secret.hash(form), enclosure, new).await;
        let idle = done.as_ref().map_or(&kept, |idle| idle);
        self.drop_files(idle).await;
        done.map(drop)
    }

    /// Names files that are kept; gives those for which another press of the button was first.
    async fn insert_held(
        &self,
        secret: &DraftSecret,
        draft: &str,
        enclosure: Enclosure,
        files: Vec<(&Judged<'_>, &Kept)>,
    ) -> Result<Vec<Kept>> {
        let mut tx = self.store.begin_write().await?;
        // Two uploads at once meet here, so that both together keep to the limits.
        let touched = sqlx::query("UPDATE drafts SET touched_at = $1 WHERE hash = $2")
            .bind(self.now().as_microsecond())
            .bind(draft)
            .execute(&mut *tx)
            .await?;
        if touched.rows_affected() == 0 {
            return Err(DeskError::NoDraft);
        }
        let held = rows(&mut tx, secret, draft).await?;
        let is_held = |(file, _): &(&Judged<'_>, &Kept)| held.iter().any(|one| one.is(enclosure, file));
        let (idle, new): (Vec<_>, Vec<_>) = files.into_iter().partition(is_held);
        fit(sizes(&held, &new.iter().map(|(judged, _)| *judged).collect::<Vec<_>>()))?;
        // Lists go by id: sorted, they stand in the order in which they were chosen.
        let mut ids = Vec::from_iter(new.iter().map(|_| self.random.id(self.now())));
        ids.sort_unstable();
        for (file, id) in new.into_iter().zip(ids) {
            self.insert_one(&mut tx, secret, (draft, enclosure, &id.to_string()), file).await?;
        }
        tx.commit().await?;
        Ok(idle.into_iter().map(|(_, kept)| kept.clone()).collect())
    }

    async fn insert_one(
        &self,
        db: &mut Connection,
        secret: &DraftSecret,
        (draft, enclosure, id): (&str, Enclosure, &str),
        (file, kept): (&Judged<'_>, &Kept),
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO draft_files (id, draft, enclosure, name, media, sha256, bytes, blob)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(id)
        .bind(draft)
        .bind(enclosure.code())
        .bind(self.vault.seal(&secret.key(), name_spot(id), file.name.as_bytes()))
        .bind(file.media)
        .bind(&kept.sha256)
        .bind(i64::try_from(kept.bytes).unwrap_or(i64::MAX))
        .bind(&kept.name)
        .execute(db)
        .await?;
        Ok(())
    }

    /// The files that are held for the form of a browser, in the order in which they came.
    pub(crate) async fn held(&self, secret: &DraftSecret, form: &str) -> Result<Vec<HeldFile>> {
        let mut db = self.store.pool().acquire().await?;
        rows(&mut db, secret, &secret.hash(form)).await
    }

    /// Destroys a file that is held. One that is gone already is no error.
    pub(crate) async fn let_go(&self, secret: &DraftSecret, form: &str, id: Uuid) -> Result<()> {
        let held = self.held(secret, form).await?;
        let Some(file) = held.into_iter().find(|file| file.id == id) else { return Ok(()) };
        sqlx::query("DELETE FROM draft_files WHERE id = $1").bind(id.to_string()).execute(self.store.pool()).await?;
        self.drop_file(&file.kept).await;
        Ok(())
    }

    /// Lets go of everything that is held for a form, within the transaction that files it. The sealed files themselves
    /// are the caller's to drop once that is committed.
    pub(crate) async fn release(&self, db: &mut Connection, secret: &DraftSecret, form: &str) -> Result<()> {
        sqlx::query("DELETE FROM draft_files WHERE draft = $1").bind(secret.hash(form)).execute(db).await?;
        Ok(())
    }

    /// Takes files away that nothing names.
    pub(crate) async fn drop_files(&self, files: &[Kept]) {
        for file in files {
            self.drop_file(file).await;
        }
    }
}

/// Where files lie, of which nothing else is needed any more.
pub(crate) fn places(files: &[HeldFile]) -> Vec<Kept> {
    files.iter().map(|file| file.kept.clone()).collect()
}

fn sizes(held: &[HeldFile], more: &[&Judged<'_>]) -> Vec<usize> {
    let held = held.iter().map(|file| usize::try_from(file.bytes).unwrap_or(usize::MAX));
    held.chain(more.iter().map(|file| file.bytes.len())).collect()
}

async fn rows(db: &mut Connection, secret: &DraftSecret, draft: &str) -> Result<Vec<HeldFile>> {
    let rows = sqlx::query("SELECT * FROM draft_files WHERE draft = $1 ORDER BY id").bind(draft).fetch_all(db).await?;
    rows.iter().map(|row| read(secret, row)).collect()
}

fn read(secret: &DraftSecret, row: &AnyRow) -> Result<HeldFile> {
    let (id, enclosure): (String, String) = (row.try_get("id")?, row.try_get("enclosure")?);
    let name = secret.key().open(name_spot(&id), &row.try_get::<Vec<u8>, _>("name")?)?;
    let kept = Kept::read(row)?;
    Ok(HeldFile {
        id: id.parse()?,
        enclosure: Enclosure::from_code(&enclosure).ok_or_else(|| DeskError::internal("a file for nothing known"))?,
        name: String::from_utf8(name.to_vec()).map_err(DeskError::internal)?,
        media: taken(&row.try_get::<String, _>("media")?),
        bytes: kept.bytes,
        kept,
    })
}

fn name_spot(id: &str) -> Spot<'_> {
    Spot("draft_files", id, "name")
}
