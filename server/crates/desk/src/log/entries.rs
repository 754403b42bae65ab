use super::{counted, stored};
use crate::store::Connection;
use crate::{DeskError, Result};
use domain::log::{Edge, Hash, Span, Subtree};
use sqlx::Row;

/// How many digits a hash has.
pub(super) const DIGITS: usize = 64;

/// How many entries the log has.
pub(super) async fn size(db: &mut Connection) -> Result<u64> {
    let row = sqlx::query("SELECT COALESCE(MAX(leaf) + 1, 0) AS size FROM log_entries").fetch_one(db).await?;
    counted(row.try_get("size")?)
}

/// The edge of the tree of this size, by which it grows.
pub(super) async fn edge(db: &mut Connection, size: u64) -> Result<Edge> {
    Ok(Edge::new(size, subtrees(db, Span::whole(size)).await?))
}

/// The roots of these spans: a row for each complete subtree of them, and for a proof that is twice the height of the
/// tree at most.
pub(super) async fn roots(db: &mut Connection, spans: &[Span]) -> Result<Vec<Hash>> {
    let mut roots = Vec::new();
    for span in spans {
        roots.push(Hash::over(&subtrees(db, *span).await?));
    }
    Ok(roots)
}

async fn subtrees(db: &mut Connection, span: Span) -> Result<Vec<Hash>> {
    let mut hashes = Vec::new();
    for subtree in span.subtrees() {
        hashes.push(hash(db, subtree).await?);
    }
    Ok(hashes)
}

/// The hash of a complete subtree: it rests with its last leaf.
async fn hash(db: &mut Connection, subtree: Subtree) -> Result<Hash> {
    let row = sqlx::query("SELECT hashes FROM log_entries WHERE leaf = $1")
        .bind(stored(subtree.last_leaf())?)
        .fetch_one(db)
        .await?;
    let start = subtree.level as usize * DIGITS;
    let hashes: &str = row.try_get("hashes")?;
    let digits = hashes.get(start..start + DIGITS).ok_or_else(|| DeskError::internal("a subtree has no hash"))?;
    Hash::parse(digits).map_err(DeskError::internal)
}

/// Hashes as they rest: one after the other.
pub(super) fn joined(hashes: &[Hash]) -> String {
    hashes.iter().map(Hash::to_string).collect()
}
