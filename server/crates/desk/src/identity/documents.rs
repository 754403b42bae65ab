//! Copies of identity documents. Each lies under a key of its own in a place of its own; who looked at it, at what, and what
//! came of it is kept, and the copy is destroyed by that.

use crate::conversation::{Judged, Upload, attachment_of, judged, taken};
use crate::files::Kept;
use crate::package::Download;
use crate::post::{Errand, put};
use crate::staff::written;
use crate::store::{Connection, RequestRow, TextPurpose};
use crate::subject::SubjectDesk;
use crate::vault::{Key, Scope};
use crate::{DeskError, Office, Result, StaffDesk, conversation::FileFault};
use domain::access::Part;
use domain::identity::{DocumentOutcome, DocumentPart};
use domain::ids::{DocumentId, MessageId, RequestId};
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use jiff::{Timestamp, ToSpan};
use sqlx::Row;
use uuid::Uuid;

/// A copy of an identity document that nobody looked at yet.
#[derive(Debug, Clone)]
pub struct IdDocument {
    /// Which.
    pub id: DocumentId,
    /// Since when it is there.
    pub since: Timestamp,
    /// What it is, as its first bytes tell.
    pub media: &'static str,
    /// Its size.
    pub bytes: u64,
    kept: Kept,
}

impl StaffDesk {
    /// Asks for an identity document, and puts down why nothing milder does (Art. 12(6)). Both reasons are for the record.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn ask_document(
        &self,
        reference: &Reference,
        seen: i64,
        parts: Vec<DocumentPart>,
        (doubt, unfit): (&str, &str),
    ) -> Result<()> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let question = MessageId(office.random.id(office.now()));
        let (doubt, unfit) = (written(doubt), written(unfit));
        let [doubted, unfitting] = [doubt, unfit].map(|text| text.map(|text| key.commit(text)));
        let command = Command::AskDocument { by: self.who(), question, parts, doubt: doubted, unfit: unfitting };
        row.act(office, &mut tx, command).await?;
        for (purpose, text) in [(TextPurpose::Doubt(question), doubt), (TextPurpose::Unfit(question), unfit)] {
            if let Some(text) = text {
                row.keep_text(&office.vault, &mut tx, &key, purpose, text).await?;
            }
        }
        put(office, &mut tx, &Errand::Asked { request: row.id, message: question }).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// Takes a file that came with a message, such as the scan of a letter, for what it is: a copy of an identity document.
    /// It is no part of the conversation any more, nor of an answer.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn take_document(&self, reference: &Reference, seen: i64, attachment: Uuid) -> Result<()> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let file = attachment_of(&mut tx, (row.id, &key), attachment).await?;
        let document = DocumentId(office.random.id(office.now()));
        row.act(office, &mut tx, Command::TakeDocument { by: self.who(), document }).await?;
        let own = office.vault.new_key(Scope::Document(document)).await?;
        let content = office.open_stream(&key, &file.kept).await?;
        let kept = office.keep_stream_as(&own, &place(document), file.bytes, content).await?;
        insert(office, &mut tx, row.id, document, (taken(&file.media), &kept)).await?;
        sqlx::query("DELETE FROM attachments WHERE id = $1").bind(attachment.to_string()).execute(&mut *tx).await?;
        tx.commit().await?;
        office.drop_file(&file.kept).await;
        Ok(())
    }

    /// A document, to save and look at; recorded as read. Not for who only reads along.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn document(&self, reference: &Reference, id: DocumentId) -> Result<Download> {
        let office = self.office();
        let mut db = office.store.pool().acquire().await?;
        let request = RequestRow::by_reference(&mut db, reference).await?;
        let held = of_request(&mut db, request.id).await?;
        let held = held.into_iter().find(|held| held.id == id).ok_or(DeskError::NotFound)?;
        drop(db);
        self.read(request.id, Part::IdentityDocument).await?;
        let key = office.vault.key(Scope::Document(id)).await?;
        let content = office.open_stream(&key, &held.kept).await?;
        let name = format!("document.{}", held.media.rsplit('/').next().unwrap_or("bin"));
        Ok(Download { name, media_type: held.media, bytes: Some(held.bytes), content })
    }

    /// Puts down that a document was looked at, at what of it, and what came of that. It and its key are destroyed then;
    /// one that matches is the identity.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn check_document(
        &self,
        reference: &Reference,
        seen: i64,
        document: DocumentId,
        parts: Vec<DocumentPart>,
        outcome: DocumentOutcome,
    ) -> Result<()> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        row.act(office, &mut tx, Command::CheckDocument { by: self.who(), document, parts, outcome }).await?;
        tx.commit().await?;
        office.destroy_now().await;
        Ok(())
    }
}

impl SubjectDesk {
    /// Sends the document that was asked for.
    ///
    /// # Errors
    /// `NotFound`, `File` with what is wrong with it, or a refusal.
    pub async fn give_document(&self, reference: &Reference, file: &Upload) -> Result<()> {
        let office = self.office();
        let judged = judged(std::slice::from_ref(file))?;
        let [file] = judged.as_slice() else { return Err(FileFault::Empty.into()) };
        if file.media == "text/plain" {
            return Err(FileFault::Kind.into());
        }
        let mut tx = office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        let document = DocumentId(office.random.id(office.now()));
        row.act(office, &mut tx, Command::GiveDocument { document }).await?;
        let key = office.vault.new_key(Scope::Document(document)).await?;
        let kept = keep(office, &key, document, file).await?;
        insert(office, &mut tx, row.id, document, (file.media, &kept)).await?;
        Ok(tx.commit().await?)
    }
}

impl Office {
    /// Destroys documents that nobody looked at in their time.
    pub(crate) async fn destroy_the_unchecked(&self) -> Result<()> {
        let days = self.policy.identity.document_days.saturating_mul(24).hours();
        let before = self.now().checked_sub(days).map_err(DeskError::internal)?;
        let old = sqlx::query("SELECT id, request_id FROM documents WHERE given_at <= $1 ORDER BY id")
            .bind(before.as_microsecond())
            .fetch_all(self.store.pool())
            .await?;
        for row in old {
            let document = row.try_get::<String, _>("id")?.parse()?;
            let mut tx = self.store.begin_write().await?;
            let mut request = RequestRow::by_id(&mut tx, row.try_get::<String, _>("request_id")?.parse()?).await?;
            match request.act(self, &mut tx, Command::DestroyDocument { document, is_lost: false }).await {
                // Somebody checked it this very moment.
                Err(DeskError::Conflict | DeskError::Refused(_)) => {}
                Err(error) => return Err(error),
                Ok(()) => tx.commit().await?,
            }
        }
        Ok(())
    }

    /// A backup of the main database holds a document again whose key is destroyed: it is gone.
    pub(crate) async fn lose_document(&self, db: &mut Connection, document: DocumentId) -> Result<()> {
        let found = sqlx::query("SELECT request_id FROM documents WHERE id = $1")
            .bind(document.to_string())
            .fetch_optional(&mut *db)
            .await?;
        let Some(found) = found else { return Ok(()) };
        let mut request = RequestRow::by_id(db, found.try_get::<String, _>("request_id")?.parse()?).await?;
        match request.act(self, db, Command::DestroyDocument { document, is_lost: true }).await {
            Err(DeskError::Refused(Refusal::NoSuchDocument)) => forget(db, document).await,
            acted => acted,
        }
    }
}

/// The documents of a request, oldest first.
pub(crate) async fn of_request(db: &mut Connection, request: RequestId) -> Result<Vec<IdDocument>> {
    let rows = sqlx::query("SELECT * FROM documents WHERE request_id = $1 ORDER BY id")
        .bind(request.to_string())
        .fetch_all(db)
        .await?;
    let read = |row: &sqlx::any::AnyRow| {
        let kept = Kept::read(row)?;
        Ok(IdDocument {
            id: row.try_get::<String, _>("id")?.parse()?,
            since: crate::store::instant(row.try_get("given_at")?)?,
            media: taken(row.try_get("media")?),
            bytes: kept.bytes,
            kept,
        })
    };
    rows.iter().map(read).collect()
}

pub(super) async fn forget(db: &mut Connection, document: DocumentId) -> Result<()> {
    sqlx::query("DELETE FROM documents WHERE id = $1").bind(document.to_string()).execute(db).await?;
    Ok(())
}

/// Where it rests: told by its id, so that whoever destroys its key finds it too.
pub(crate) fn place(document: DocumentId) -> String {
    format!("documents/{document}")
}

async fn keep(office: &Office, key: &Key, document: DocumentId, file: &Judged<'_>) -> Result<Kept> {
    let content = futures::stream::iter([Ok(bytes::Bytes::copy_from_slice(file.bytes))]);
    office.keep_stream_as(key, &place(document), file.bytes.len() as u64, content).await
}

async fn insert(
    office: &Office,
    db: &mut Connection,
    request: RequestId,
    document: DocumentId,
    (media, kept): (&str, &Kept),
) -> Result<()> {
    sqlx::query(
        "INSERT INTO documents (id, request_id, given_at, media, sha256, bytes, blob)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(document.to_string())
    .bind(request.to_string())
    .bind(office.now().as_microsecond())
    .bind(media)
    .bind(&kept.sha256)
    .bind(i64::try_from(kept.bytes).unwrap_or(i64::MAX))
    .bind(&kept.name)
    .execute(db)
    .await?;
    Ok(())
}
