use super::StaffDesk;
use super::package::StoredPiece;
use super::request::seen_row;
use crate::store::{Connection, RequestRow};
use crate::vault::{Key, Scope};
use crate::{DeskError, Result};
use domain::export::{Group, JsonFault, groups};
use domain::ids::PieceId;
use domain::procedure::{Command, Digest};
use domain::reference::Reference;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// A piece of gathered data.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its id.
    pub id: PieceId,
    /// The system's configured name.
    pub system: String,
    /// What people read for it.
    pub label: String,
    /// When it was added.
    pub added: Timestamp,
    /// The size of the untouched input, in bytes.
    pub bytes: u64,
    /// SHA-256 of the untouched input, in hex.
    pub sha256: String,
    /// Its data.
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

impl StaffDesk {
    /// Adds a piece of data from `system`: JSON, pasted or uploaded, kept untouched.
    ///
    /// # Errors
    /// `Unreadable` with line and column, `NotFound` for an unknown system, `Conflict`, or a refusal.
    pub async fn gather(&self, reference: &Reference, seen: i64, system: &str, json: &[u8]) -> Result<()> {
        let office = &self.office;
        let label = office.label(system).ok_or(DeskError::NotFound)?;
        groups(system, label, text(json)?)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let (piece, sha256) = (PieceId(office.random.id(office.now())), sha256(json));
        let digest = Digest(sha256.clone());
        let command = Command::Gather { by: self.staff, piece, system: system.to_owned(), digest };
        row.act(office, &mut tx, command).await?;
        let blob = office.keep_file(&key, "pieces", json).await?;
        sqlx::query(
            "INSERT INTO pieces (id, request_id, system, sha256, bytes, added_at, blob)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(piece.to_string())
        .bind(row.id.to_string())
        .bind(system)
        .bind(sha256)
        .bind(i64::try_from(json.len()).unwrap_or(i64::MAX))
        .bind(office.now().as_microsecond())
        .bind(blob)
        .execute(&mut *tx)
        .await?;
        Ok(tx.commit().await?)
    }

    /// Takes a piece out again; its file is swept later.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn discard(&self, reference: &Reference, seen: i64, piece: PieceId) -> Result<()> {
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
        let pieces = self.pieces(&mut tx, &row, &key).await?;
        let json = serde_json::to_vec_pretty(&office.export_of(&row, pieces))?;
        tx.commit().await?;
        Ok(Exported { name: format!("{}-export.json", row.reference), json })
    }

    /// The pieces of a request with their data, read anew from the untouched inputs.
    pub(super) async fn pieces(&self, db: &mut Connection, row: &RequestRow, key: &Key) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        for stored in StoredPiece::of_request(db, row.id).await? {
            let json = self.office.open_file(key, &stored.blob).await?;
            let label = self.office.label(&stored.system).unwrap_or(&stored.system).to_owned();
            pieces.push(Piece {
                groups: groups(&stored.system, &label, text(&json)?)?,
                id: stored.id,
                system: stored.system,
                label,
                added: stored.added,
                bytes: stored.bytes,
                sha256: stored.sha256,
            });
        }
        Ok(pieces)
    }
}

/// JSON is UTF-8 (RFC 8259 §8.1); a byte-order mark, as some exports begin with, is passed over.
fn text(json: &[u8]) -> Result<&str> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    std::str::from_utf8(json).map_err(|error| {
        let line = json.get(..error.valid_up_to()).map_or(0, |good| good.iter().filter(|b| **b == b'\n').count());
        DeskError::Unreadable(JsonFault::Syntax { line: line + 1, column: 1 })
    })
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
