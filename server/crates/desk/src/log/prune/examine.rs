use super::super::lease::Lease;
use super::super::{counted, stored};
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::log::{Edge, entry};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// How many entries are held at once.
const PAGE: i64 = 500;

/// What was found of the entries that are to go.
pub(super) struct Examined {
    /// The edge of the tree of their number, as computed from them.
    pub(super) edge: Edge,
    /// The last event of each stream among them: its number and hash.
    pub(super) ends: BTreeMap<String, (i64, String)>,
}

/// What stands in the way of a pruning.
pub(super) fn unfit() -> DeskError {
    DeskError::internal("what is over its time in the log is not what was signed: `inzage log verify` names the entry")
}

impl Office {
    /// Walks the entries that are to go, those that follow on `edge` up to `size`. Nothing, when one of them says that it
    /// is younger than the limit, whenever its checkpoint was made, or when the lease is lost.
    pub(super) async fn examine_entries(
        &self,
        db: &mut Connection,
        lease: &Lease,
        edge: Edge,
        size: u64,
        limit: Timestamp,
    ) -> Result<Option<Examined>> {
        let mut examined = Examined { edge, ends: BTreeMap::new() };
        while examined.edge.size() < size {
            if !lease.holds(self, db).await? {
                return Ok(None);
            }
            let page = page(db, examined.edge.size(), size).await?;
            if page.is_empty() {
                return Err(unfit());
            }
            for row in &page {
                if row.try_get::<i64, _>("at")? > limit.as_microsecond() {
                    return Ok(None);
                }
                examined.step(row)?;
            }
        }
        Ok(Some(examined))
    }
}

impl Examined {
    fn step(&mut self, row: &AnyRow) -> Result<()> {
        let (stream, number, hash): (String, i64, String) =
            (row.try_get("stream_id")?, row.try_get("seq")?, row.try_get("hash")?);
        let before = row.try_get("prev_hash")?;
        let link = entry::link(before, &stream, number, row.try_get("at")?, row.try_get("body")?);
        if link != hash || counted(row.try_get("leaf")?)? != self.edge.size() {
            return Err(unfit());
        }
        self.edge.append(entry::leaf(&stream, number, &hash));
        self.ends.insert(stream, (number, hash));
        Ok(())
    }
}

async fn page(db: &mut Connection, from: u64, to: u64) -> Result<Vec<AnyRow>> {
    Ok(sqlx::query(
        "SELECT l.leaf, l.stream_id, l.seq, e.at, e.body, e.prev_hash, e.hash FROM log_entries l
         JOIN events e ON e.stream_id = l.stream_id AND e.seq = l.seq
         WHERE l.leaf >= $1 AND l.leaf < $2 ORDER BY l.leaf LIMIT $3",
    )
    .bind(stored(from)?)
    .bind(stored(to)?)
    .bind(PAGE)
    .fetch_all(db)
    .await?)
}
