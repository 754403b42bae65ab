use super::StaffDesk;
use crate::Result;
use domain::export::Group;
use domain::ids::PieceId;
use domain::reference::Reference;
use jiff::Timestamp;

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
        todo!()
    }

    /// Takes a piece out again.
    pub async fn discard(&self, reference: &Reference, seen: i64, piece: PieceId) -> Result<()> {
        todo!()
    }

    /// What was gathered, as `export.json`; recorded.
    ///
    /// # Errors
    /// Refused with `IdentityUnconfirmed` before anybody recorded whose data they are.
    pub async fn export(&self, reference: &Reference) -> Result<Exported> {
        todo!()
    }
}
