//! What staff and the data subject write to each other about a request.

mod upload;

pub use upload::{FILE_MAX, FILES_MAX, FileFault, Upload};
pub(crate) use upload::{Judged, fit, judged, taken};

use crate::files::Kept;
use crate::package::Download;
use crate::post::{Errand, put};
use crate::staff::{ReadingDesk, StaffDesk, written};
use crate::store::{Connection, RequestRow, TextPurpose};
use crate::subject::SubjectDesk;
use crate::vault::{Key, Scope, Spot};
use crate::{DeskError, Office, Result};
use domain::access::Part;
use domain::ids::{MessageId, RequestId, StaffId};
use domain::procedure::{Command, Digest, Enclosed, Event, Refusal, Relayed};
use domain::reference::Reference;
use jiff::Timestamp;
use sqlx::Row;
use uuid::Uuid;

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// When it was written.
    pub at: Timestamp,
    /// Who of the staff wrote it; the data subject where nobody did.
    pub by: Option<StaffId>,
    /// What it says, if anything.
    pub words: Option<String>,
    /// What came with it.
    pub files: Vec<Attachment>,
    /// Who of the staff put down what the data subject said otherwise than in the portal, and how that came.
    pub relayed: Option<Relayed>,
}

/// A file that came with a message.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// The name that its sender gave it, without path and control characters.
    pub name: String,
    /// What it is, as its first bytes tell.
    pub media: String,
    /// Its size.
    pub bytes: u64,
    /// Where it rests.
    pub(crate) kept: Kept,
}

impl StaffDesk {
    /// Asks the data subject something. The mail says that there is a question, and not which.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Cautioned`, or a refusal.
    pub async fn ask(&self, reference: &Reference, seen: i64, words: &str) -> Result<()> {
        let office = self.office();
        let words = written(words).ok_or(Refusal::WordsMissing)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let message = MessageId(office.random.id(office.now()));
        row.act(office, &mut tx, Command::Ask { by: self.who(), message, words: key.commit(words) }).await?;
        self.send_question(&mut tx, &row, &key, message, words).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// Keeps a question that was recorded, and lets whoever can be mailed know that there is one.
    pub(crate) async fn send_question(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        message: MessageId,
        words: &str,
    ) -> Result<()> {
        let office = self.office();
        self.heed_question(db, row, words).await?;
        row.keep_text(&office.vault, db, key, TextPurpose::Message(message), words).await?;
        if row.procedure.mailbox_proven.is_some() {
            put(office, db, &Errand::Asked { request: row.id, message }).await?;
        }
        Ok(())
    }
}

impl ReadingDesk {
    /// A file that the data subject sent; recorded as read.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn attachment(&self, reference: &Reference, id: Uuid) -> Result<Download> {
        let mut db = self.office().store.pool().acquire().await?;
        let row = RequestRow::by_reference(&mut db, reference).await?;
        let file = self.office().attachment(&mut db, row.id, id).await?;
        drop(db);
        self.read(row.id, Part::Attachment).await?;
        Ok(file)
    }
}

impl SubjectDesk {
    /// Writes to staff, with files or without: an answer, or something to add.
    ///
    /// # Errors
    /// `NotFound`, `File` with what is wrong with which, or a refusal.
    pub async fn say(&self, reference: &Reference, words: &str, files: &[Upload]) -> Result<()> {
        let office = self.office();
        let judged = upload::judged(files)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = self.row(&mut tx, reference).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        office.say(&mut tx, &mut row, &key, written(words), &judged).await?;
        Ok(tx.commit().await?)
    }

    /// A file that they sent.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn attachment(&self, reference: &Reference, id: Uuid) -> Result<Download> {
        let mut db = self.office().store.pool().acquire().await?;
        let row = self.row(&mut db, reference).await?;
        self.office().attachment(&mut db, row.id, id).await
    }
}

impl Office {
    /// Everything that was written, oldest first.
    pub(crate) async fn thread(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        events: &[(Timestamp, Event)],
    ) -> Result<Vec<Message>> {
        let mut thread = Vec::new();
        for (at, event) in events {
            let (id, by, relayed) = match event {
                Event::Filed { enclosed: Some(Enclosed { message, .. }), .. } => (*message, None, None),
                Event::Asked { message, by, .. } | Event::IdentityAsked { message, by, .. } => {
                    (*message, Some(*by), None)
                }
                Event::Said { message, relayed, .. } => (*message, None, *relayed),
                _ => continue,
            };
            let words = row.text(db, key, TextPurpose::Message(id)).await?;
            thread.push(Message { id, at: *at, by, words, files: attachments(db, key, id).await?, relayed });
        }
        Ok(thread)
    }

    /// Records what the data subject wrote, with what came with it.
    pub(crate) async fn say(
        &self,
        db: &mut Connection,
        row: &mut RequestRow,
        key: &Key,
        words: Option<&str>,
        files: &[Judged<'_>],
    ) -> Result<()> {
        self.hear(db, row, key, (words, files), None).await
    }

    /// The same, for what staff put down if it did not come through the portal.
    pub(crate) async fn hear(
        &self,
        db: &mut Connection,
        row: &mut RequestRow,
        key: &Key,
        (words, files): (Option<&str>, &[Judged<'_>]),
        relayed: Option<Relayed>,
    ) -> Result<()> {
        let message = MessageId(self.random.id(self.now()));
        let (commitment, digests) = (words.map(|text| key.commit(text)), digests(files));
        let command = match relayed {
            None => Command::Say { message, words: commitment, files: digests },
            Some(relayed) => Command::Relay { relayed, message, words: commitment, files: digests },
        };
        row.act(self, db, command).await?;
        if let Some(text) = words {
            row.keep_text(&self.vault, db, key, TextPurpose::Message(message), text).await?;
        }
        for file in files {
            self.attach(db, row.id, key, message, file).await?;
        }
        Ok(())
    }

    async fn attach(
        &self,
        db: &mut Connection,
        request: RequestId,
        key: &Key,
        message: MessageId,
        file: &Judged<'_>,
    ) -> Result<()> {
        let kept = self.keep_file(key, "attachments", file.bytes).await?;
        self.name_attachment(db, (request, key), message, (&file.name, file.media, &kept)).await
    }

    /// Puts a file that is kept already under a message, by name, kind and place.
    pub(crate) async fn name_attachment(
        &self,
        db: &mut Connection,
        (request, key): (RequestId, &Key),
        message: MessageId,
        (name, media, kept): (&str, &str, &Kept),
    ) -> Result<()> {
        let id = self.random.id(self.now()).to_string();
        sqlx::query(
            "INSERT INTO attachments (id, request_id, message_id, name, media, sha256, bytes, blob)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&id)
        .bind(request.to_string())
        .bind(message.to_string())
        .bind(self.vault.seal(key, Spot("attachments", &id, "name"), name.as_bytes()))
        .bind(media)
        .bind(&kept.sha256)
        .bind(i64::try_from(kept.bytes).unwrap_or(i64::MAX))
        .bind(&kept.name)
        .execute(db)
        .await?;
        Ok(())
    }

    async fn attachment(&self, db: &mut Connection, request: RequestId, id: Uuid) -> Result<Download> {
        let key = self.vault.key(Scope::Request(request)).await?;
        self.fetch(&key, attachment_of(db, (request, &key), id).await?).await
    }

    /// A file as its sender gave it, to save.
    pub(crate) async fn fetch(&self, key: &Key, file: Attachment) -> Result<Download> {
        let content = self.open_stream(key, &file.kept).await?;
        Ok(Download { name: file.name, media_type: taken(&file.media), bytes: Some(file.bytes), content })
    }
}

/// A file that came with a message of a request.
pub(crate) async fn attachment_of(
    db: &mut Connection,
    (request, key): (RequestId, &Key),
    id: Uuid,
) -> Result<Attachment> {
    let row = sqlx::query("SELECT * FROM attachments WHERE id = $1 AND request_id = $2")
        .bind(id.to_string())
        .bind(request.to_string())
        .fetch_one(db)
        .await?;
    read(key, "attachments", &row)
}

/// The sums of files, as events hold them.
pub(crate) fn digests(files: &[Judged<'_>]) -> Vec<Digest> {
    files.iter().map(|file| Digest(file.sha256.clone())).collect()
}

async fn attachments(db: &mut Connection, key: &Key, message: MessageId) -> Result<Vec<Attachment>> {
    let rows = sqlx::query("SELECT * FROM attachments WHERE message_id = $1 ORDER BY id")
        .bind(message.to_string())
        .fetch_all(db)
        .await?;
    rows.iter().map(|row| read(key, "attachments", row)).collect()
}

/// A row of a table that holds files as people sent them.
pub(crate) fn read(key: &Key, table: &'static str, row: &sqlx::any::AnyRow) -> Result<Attachment> {
    let id: String = row.try_get("id")?;
    let name: Vec<u8> = row.try_get("name")?;
    let name = key.open(Spot(table, &id, "name"), &name)?;
    let kept = Kept::read(row)?;
    Ok(Attachment {
        id: id.parse()?,
        name: String::from_utf8(name.to_vec()).map_err(DeskError::internal)?,
        media: row.try_get("media")?,
        bytes: kept.bytes,
        kept,
    })
}
