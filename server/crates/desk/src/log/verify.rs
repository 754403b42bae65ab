mod pruned;
mod streams;
mod tree;

use super::pruned::Pruned;
use super::{Broken, counted, entries};
use crate::store::Connection;
use crate::{Office, Result};
use domain::log::proof::is_consistent;
use domain::log::tree::consistency;
use domain::log::{Checkpoint, Edge, Note, Verifier};
use sqlx::Row;

/// How many rows are held at once.
const PAGE: i64 = 500;

/// What came out when the log was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFindings {
    /// How many entries fit, from the first on that is kept.
    pub entries: u64,
    /// How many went before those, because they were over their time.
    pub pruned: u64,
    /// How many signed checkpoints fit.
    pub checkpoints: u64,
    /// The first that does not fit: among the prunings; then among the events, stream by stream; then in the tree; then in
    /// the file.
    pub broken: Option<Broken>,
}

impl Office {
    /// Verifies every stream, that every event is in the log at its place, the tree, and its signed checkpoints; and that
    /// the checkpoint `exported`, which was kept elsewhere, is of a beginning of this log (RFC 9162 §2.1.4). What is over
    /// its time and went must have gone by a signed pruning. Others may go on working meanwhile.
    ///
    /// # Errors
    /// When the store does not answer. What does not fit is no error but a finding.
    pub async fn verify_log(&self, exported: Option<&str>) -> Result<LogFindings> {
        let mut db = self.store.pool().acquire().await?;
        let verifier = self.log_signer(&mut db).await?.verifier();
        loop {
            let before = last_pruning(&mut db).await?;
            let findings = findings(&mut db, &verifier, exported).await?;
            // A pruning meanwhile took away what was still to be looked at.
            if findings.broken.is_none() || last_pruning(&mut db).await? == before {
                return Ok(findings);
            }
        }
    }
}

async fn last_pruning(db: &mut Connection) -> Result<Option<u64>> {
    Ok(Pruned::newest(db).await?.map(|pruned| pruned.size))
}

async fn findings(db: &mut Connection, verifier: &Verifier, exported: Option<&str>) -> Result<LogFindings> {
    let kept = match pruned::edge(db, verifier).await? {
        Ok(edge) => edge,
        Err(broken) => return Ok(LogFindings { entries: 0, pruned: 0, checkpoints: 0, broken: Some(broken) }),
    };
    let from = kept.size();
    let mut tree = if from == 0 { tree::Walked::default() } else { tree::Walked::from(kept) };
    let mut broken = streams::first_broken(db, from).await?;
    if broken.is_none() {
        broken = tree.walk(db, verifier).await?;
    }
    if broken.is_none() {
        broken = truncated(db).await?;
    }
    if let (None, Some(text)) = (&broken, exported) {
        broken = against_the_exported(db, &tree.edge, from, verifier, text).await?;
    }
    Ok(LogFindings { entries: tree.edge.size() - from, pruned: from, checkpoints: tree.checkpoints, broken })
}

/// Whether a checkpoint covers more than there is: asked at once, for both grow.
async fn truncated(db: &mut Connection) -> Result<Option<Broken>> {
    let row = sqlx::query(
        "SELECT COALESCE(MAX(size), 0) AS size,
         (SELECT COALESCE(MAX(leaf) + 1, (SELECT MAX(size) FROM prunings), 0) FROM log_entries) AS entries
         FROM checkpoints",
    )
    .fetch_one(db)
    .await?;
    let (size, entries) = (counted(row.try_get("size")?)?, counted(row.try_get("entries")?)?);
    Ok((size > entries).then_some(Broken::Truncated { entries, size }))
}

async fn against_the_exported(
    db: &mut Connection,
    edge: &Edge,
    from: u64,
    verifier: &Verifier,
    text: &str,
) -> Result<Option<Broken>> {
    let opened = text.parse::<Note>().and_then(|note| Checkpoint::open(&note, verifier));
    let old = match opened {
        Ok(old) => old,
        Err(fault) => return Ok(Some(Broken::Exported(fault))),
    };
    if old.size > edge.size() {
        return Ok(Some(Broken::Truncated { entries: edge.size(), size: old.size }));
    }
    let Some(path) = consistency(old.size, edge.size()) else { return Ok(Some(Broken::Rewritten(old.size))) };
    let Some(path) = entries::roots(db, &path).await? else { return Ok(Some(Broken::Older { size: old.size, from })) };
    let fits = is_consistent(old.size, edge.size(), old.root, edge.root(), &path);
    Ok((!fits).then_some(Broken::Rewritten(old.size)))
}
