use super::{counted, pruned, stored};
use crate::store::Connection;
use crate::{DeskError, Result};
use domain::log::{Edge, Hash, Span, Subtree};
use sqlx::Row;

/// How many digits a hash has.
pub(super) const DIGITS: usize = 64;

/// How many entries the log has, those included that went.
pub(super) async fn size(db: &mut Connection) -> Result<u64> {
    let row =
        sqlx::query("SELECT COALESCE(MAX(leaf) + 1, (SELECT MAX(size) FROM prunings), 0) AS size FROM log_entries")
            .fetch_one(db)
            .await?;
    counted(row.try_get("size")?)
}

/// The edge of the tree of this size, by which it grows.
pub(super) async fn edge(db: &mut Connection, size: u64) -> Result<Edge> {
    let kept = pruned::edge(db).await?;
    let peaks = subtrees(db, &kept, Span::whole(size)).await?;
    Ok(Edge::new(size, peaks.ok_or_else(|| DeskError::internal("a subtree has no hash"))?))
}

/// The roots of these spans: a row for each complete subtree of them, and for a proof that is twice the height of the
/// tree at most. Nothing, where one went with what was pruned.
pub(super) async fn roots(db: &mut Connection, spans: &[Span]) -> Result<Option<Vec<Hash>>> {
    let (kept, mut roots) = (pruned::edge(db).await?, Vec::new());
    for span in spans {
        let Some(subtrees) = subtrees(db, &kept, *span).await? else { return Ok(None) };
        roots.push(Hash::over(&subtrees));
    }
    Ok(Some(roots))
}

/// The subtrees of a span; of those that went, the edge from which on the log is kept has what is still needed.
async fn subtrees(db: &mut Connection, kept: &Edge, span: Span) -> Result<Option<Vec<Hash>>> {
    let mut hashes = Vec::new();
    for subtree in span.subtrees() {
        let is_kept = subtree.last_leaf() >= kept.size();
        let hash = if is_kept { Some(hash(db, subtree).await?) } else { kept.peak(subtree) };
        let Some(hash) = hash else { return Ok(None) };
        hashes.push(hash);
    }
    Ok(Some(hashes))
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
