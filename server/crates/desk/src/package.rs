//! The answer as it is delivered: a page to read, the data in one file, the untouched inputs, and their sums.
//!
//! It is laid down file by file when a request is answered, sealed, and put into a ZIP while it is fetched. Memory never
//! holds a document, and of the data no more than the one input that is read just then.

mod archive;
mod conversation;
mod lay;
mod page;
mod pieces;

pub(crate) use archive::archive;
pub(crate) use conversation::Letters;
pub use page::{Content, Cover, CoverFile, Leaf, Origin, Reading};
pub(crate) use pieces::{StoredPiece, name_spot};

pub use crate::files::FileStream;
use crate::files::Kept;
use crate::store::Connection;
use crate::{DeskError, Result};
use domain::ids::RequestId;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Something to save, as it is sent.
pub struct Download {
    /// The name to save it under.
    pub name: String,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// Its size, where that is known before it is sent.
    pub bytes: Option<u64>,
    /// Its content.
    pub content: FileStream,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download").field("name", &self.name).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Download {
    /// The whole of it: for those who know that it is small.
    ///
    /// # Errors
    /// Those of reading it.
    pub async fn whole(self) -> Result<Vec<u8>> {
        use futures::TryStreamExt;
        let parts: Vec<_> = self.content.try_collect().await?;
        Ok(parts.concat())
    }
}

/// A file of an answer.
#[derive(Debug, Clone)]
pub(crate) struct LaidFile {
    pub(crate) path: String,
    pub(crate) kept: Kept,
}

impl LaidFile {
    /// The files of an answer, in their order.
    pub(crate) async fn of_request(db: &mut Connection, request: RequestId) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM package_files WHERE request_id = $1 ORDER BY position")
            .bind(request.to_string())
            .fetch_all(db)
            .await?;
        rows.iter().map(Self::read).collect()
    }

    /// The one that lies at a path.
    ///
    /// # Errors
    /// `NotFound`.
    pub(crate) async fn at(db: &mut Connection, request: RequestId, path: &str) -> Result<Self> {
        let row = sqlx::query("SELECT * FROM package_files WHERE request_id = $1 AND path = $2")
            .bind(request.to_string())
            .bind(path)
            .fetch_optional(db)
            .await?
            .ok_or(DeskError::NotFound)?;
        Self::read(&row)
    }

    async fn insert(&self, db: &mut Connection, request: RequestId, position: i64) -> Result<()> {
        sqlx::query(
            "INSERT INTO package_files (request_id, path, position, bytes, sha256, blob)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(request.to_string())
        .bind(&self.path)
        .bind(position)
        .bind(i64::try_from(self.kept.bytes).unwrap_or(i64::MAX))
        .bind(&self.kept.sha256)
        .bind(&self.kept.name)
        .execute(db)
        .await?;
        Ok(())
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self { path: row.try_get("path")?, kept: Kept::read(row)? })
    }
}
