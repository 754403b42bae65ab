use super::request::seen_row;
use super::{ReadingDesk, StaffDesk};
use crate::files::Kept;
use crate::package::{Download, Letters, StoredPiece, archive, name_spot};
use crate::signin::Confirmed;
use crate::store::{Connection, RequestRow};
use crate::vault::{Key, Scope};
use crate::{DeskError, Office, Result};
use bytes::Bytes;
use domain::export::package::media_type;
use domain::export::{DataFault, Distinct, Format, Group};
use domain::ids::PieceId;
use domain::procedure::{Command, Digest};
use domain::reference::Reference;
use futures::stream::{Stream, once};
use jiff::Timestamp;

/// The most bytes of one input that is read into groups: JSON or CSV. It is read whole, so this bounds memory.
pub const DATA_MAX: u64 = 20 * 1024 * 1024;
/// The most bytes of one document. It is never read whole.
pub const DOCUMENT_MAX: u64 = 256 * 1024 * 1024;

/// A piece of gathered data.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its id.
    pub id: PieceId,
    /// The system's configured name.
    pub system: String,
    /// What people read for it.
    pub label: String,
    /// The form in which it came.
    pub format: Format,
    /// The name of its file, if it came as one.
    pub name: Option<String>,
    /// When it was added.
    pub added: Timestamp,
    /// The size of the untouched input, in bytes.
    pub bytes: u64,
    /// SHA-256 of the untouched input, in hex.
    pub sha256: String,
    /// Its data; a document has none.
    pub groups: Vec<Group>,
}

/// An export as staff download it.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The name to save it under.
    pub name: String,
    /// The JSON.
    pub json: Vec<u8>,
}

/// What was uploaded, kept until it is gathered; left alone, it is swept later.
#[derive(Debug)]
pub struct Held {
    format: Format,
    name: String,
    kept: Kept,
}

impl StaffDesk {
    /// Adds a piece of data from `system`: JSON that was pasted, kept untouched.
    ///
    /// # Errors
    /// `Unreadable` with line and column, `TooLarge`, `NotFound` for an unknown system, `Conflict`, or a refusal.
    pub async fn gather(&self, reference: &Reference, seen: i64, system: &str, json: &[u8]) -> Result<()> {
        let content = Bytes::copy_from_slice(json);
        let held = self.hold(reference, Format::Json, "", once(async { Ok(content) })).await?;
        self.gather_held(reference, seen, system, held).await
    }

    /// Keeps a file that is being uploaded, sealed, while it comes in: memory holds little of it. `name` is its own.
    ///
    /// # Errors
    /// `NotFound`, `TooLarge`, or what the stream ends with.
    pub async fn hold(
        &self,
        reference: &Reference,
        format: Format,
        name: &str,
        content: impl Stream<Item = Result<Bytes>>,
    ) -> Result<Held> {
        let office = &self.office;
        let mut db = office.store.pool().acquire().await?;
        let row = RequestRow::by_reference(&mut db, reference).await?;
        drop(db);
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let limit = if format.is_data() { DATA_MAX } else { DOCUMENT_MAX };
        let kept = office.keep_stream(&key, "pieces", limit, content).await?;
        Ok(Held { format, name: name.to_owned(), kept })
    }

    /// Adds what was uploaded for this very request as a piece of data from `system`.
    ///
    /// # Errors
    /// Those of [`StaffDesk::gather`]; what was held is gone then.
    pub async fn gather_held(&self, reference: &Reference, seen: i64, system: &str, held: Held) -> Result<()> {
        let gathered = self.gather_kept(reference, seen, system, &held).await;
        if gathered.is_err() {
            self.office.drop_file(&held.kept).await;
        }
        gathered
    }

    async fn gather_kept(&self, reference: &Reference, seen: i64, system: &str, held: &Held) -> Result<()> {
        let office = &self.office;
        office.label(system).ok_or(DeskError::NotFound)?;
        let mut db = office.store.pool().acquire().await?;
        let row = RequestRow::by_reference(&mut db, reference).await?;
        drop(db);
        let key = office.vault.key(Scope::Request(row.id)).await?;
        readable(office, &key, system, held).await?;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let piece = PieceId(office.random.id(office.now()));
        let digest = Digest(held.kept.sha256.clone());
        row.act(office, &mut tx, Command::Gather { by: self.staff, piece, system: system.to_owned(), digest }).await?;
        insert(office, &mut tx, &row, &key, (piece, system), held).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a piece out again; its file is swept later. Who does it showed lately who they are.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn discard(&self, reference: &Reference, seen: i64, piece: PieceId, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::Discard { by: self.staff, piece }).await?;
        sqlx::query("DELETE FROM pieces WHERE id = $1").bind(piece.to_string()).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// What was gathered, as `export.json`; recorded.
    ///
    /// # Errors
    /// Refused with `IdentityUnconfirmed` before anybody recorded whose data they are.
    pub async fn export(&self, reference: &Reference) -> Result<Exported> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = RequestRow::by_reference(&mut tx, reference).await?;
        row.act(office, &mut tx, Command::Export { by: self.staff }).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let stored = StoredPiece::of_request(&mut tx, &row, &key).await?;
        let (mut groups, mut distinct) = (Vec::new(), Distinct::default());
        for piece in &stored {
            groups.extend(piece.groups(office, &key).await?.into_iter().map(|group| distinct.name(group)));
        }
        let letters = Letters::of_request(office, &mut tx, (&row, &key), stored.len()).await?;
        let export = office.export_of(&row, &office.originals(&stored), &letters, groups);
        let json = serde_json::to_vec_pretty(&export)?;
        tx.commit().await?;
        Ok(Exported { name: format!("{}-export.json", row.reference), json })
    }

    /// The whole answer as it would be delivered now, as a ZIP; recorded as an export.
    ///
    /// # Errors
    /// As with [`StaffDesk::export`].
    pub async fn preview(&self, reference: &Reference) -> Result<Download> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = RequestRow::by_reference(&mut tx, reference).await?;
        row.act(office, &mut tx, Command::Export { by: self.staff }).await?;
        tx.commit().await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let mut db = office.store.pool().acquire().await?;
        let files = office.package(&mut db, &row, &key).await?;
        let name = format!("{}-preview.zip", row.reference);
        let content = archive(office.clone(), key, files, office.now());
        Ok(Download { media_type: media_type(&name), name, bytes: None, content })
    }
}

impl ReadingDesk {
    /// The pieces of a request with their data.
    pub(super) async fn pieces(&self, db: &mut Connection, row: &RequestRow, key: &Key) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        for stored in StoredPiece::of_request(db, row, key).await? {
            pieces.push(Piece {
                groups: stored.groups(&self.office, key).await?,
                label: self.office.called(&stored.system).to_owned(),
                id: stored.id,
                system: stored.system,
                format: stored.format,
                name: Some(stored.name).filter(|name| !name.is_empty()),
                added: stored.added,
                bytes: stored.kept.bytes,
                sha256: stored.kept.sha256,
            });
        }
        Ok(pieces)
    }
}

/// Whether it can be read as what it is said to be.
async fn readable(office: &Office, key: &Key, system: &str, held: &Held) -> Result<()> {
    if !held.format.is_data() {
        return Ok(());
    }
    let input = office.open_file(key, &held.kept).await?;
    held.format.groups(system, "", &input).map(drop).map_err(|fault: DataFault| fault.into())
}

async fn insert(
    office: &Office,
    db: &mut Connection,
    row: &RequestRow,
    key: &Key,
    (piece, system): (PieceId, &str),
    held: &Held,
) -> Result<()> {
    let id = piece.to_string();
    sqlx::query(
        "INSERT INTO pieces (id, request_id, system, format, name, sha256, bytes, added_at, blob)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&id)
    .bind(row.id.to_string())
    .bind(system)
    .bind(held.format.code())
    .bind(office.vault.seal(key, name_spot(&id), held.name.as_bytes()))
    .bind(&held.kept.sha256)
    .bind(i64::try_from(held.kept.bytes).unwrap_or(i64::MAX))
    .bind(office.now().as_microsecond())
    .bind(&held.kept.name)
    .execute(db)
    .await?;
    Ok(())
}
