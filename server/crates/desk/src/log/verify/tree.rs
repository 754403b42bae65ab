use super::super::checkpoints::Signed;
use super::super::entries::DIGITS;
use super::super::{Broken, Misfit, counted, entries, stored};
use super::PAGE;
use crate::Result;
use crate::store::Connection;
use domain::log::{Edge, Hash, Verifier, entry};
use sqlx::Row;
use sqlx::any::AnyRow;

/// The tree as it was computed so far, from its entries alone.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) edge: Edge,
    pub(super) checkpoints: u64,
    /// How many entries the last checkpoint covered.
    covered: u64,
}

impl Walked {
    /// From where the log is kept; the checkpoint of what went fits.
    pub(super) const fn from(edge: Edge) -> Self {
        Self { covered: edge.size(), edge, checkpoints: 1 }
    }

    /// Walks the log from the first entry that is kept on. Stops at the first that does not fit.
    pub(super) async fn walk(&mut self, db: &mut Connection, verifier: &Verifier) -> Result<Option<Broken>> {
        loop {
            let start = self.edge.size();
            let page = page(db, start).await?;
            let mut signed = Signed::between(db, start, start + page.len() as u64).await?.into_iter().peekable();
            for row in &page {
                if let Some(broken) = self.step(row)? {
                    return Ok(Some(broken));
                }
                while let Some(checkpoint) = signed.next_if(|next| next.size == self.edge.size()) {
                    if let Some(broken) = self.compare(&checkpoint, verifier) {
                        return Ok(Some(broken));
                    }
                }
            }
            if page.is_empty() {
                return Ok(None);
            }
        }
    }

    fn step(&mut self, row: &AnyRow) -> Result<Option<Broken>> {
        let leaf = self.edge.size();
        if counted(row.try_get("leaf")?)? != leaf {
            return Ok(Some(Broken::Entry(leaf)));
        }
        let (stream, number): (String, i64) = (row.try_get("stream_id")?, row.try_get("seq")?);
        let Some(hash) = row.try_get::<Option<String>, _>("hash")? else {
            return Ok(Some(Broken::Event { stream, number, why: Misfit::Removed }));
        };
        let completed = self.edge.append(entry::leaf(&stream, number, &hash));
        let kept: &str = row.try_get("hashes")?;
        if kept == entries::joined(&completed) {
            return Ok(None);
        }
        let is_kept = |level: &usize, hash: &Hash| {
            kept.get(level * DIGITS..).is_some_and(|kept| kept.starts_with(&hash.to_string()))
        };
        Ok(Some(match completed.iter().enumerate().take_while(|(level, hash)| is_kept(level, hash)).count() {
            0 => Broken::Event { stream, number, why: Misfit::Exchanged },
            levels => {
                let over: u64 = 1 << levels.min(completed.len() - 1);
                Broken::Entries { from: leaf + 1 - over, to: leaf, is_signed: false }
            }
        }))
    }

    fn compare(&mut self, signed: &Signed, verifier: &Verifier) -> Option<Broken> {
        let size = signed.size;
        match signed.open(verifier) {
            Err(fault) => Some(Broken::Checkpoint { size, fault }),
            Ok(said) if (said.size, said.root) != (size, self.edge.root()) => {
                Some(Broken::Entries { from: self.covered, to: size - 1, is_signed: true })
            }
            Ok(_) => {
                self.checkpoints += 1;
                self.covered = size;
                None
            }
        }
    }
}

async fn page(db: &mut Connection, start: u64) -> Result<Vec<AnyRow>> {
    Ok(sqlx::query(
        "SELECT l.leaf, l.stream_id, l.seq, l.hashes, e.hash FROM log_entries l
         LEFT JOIN events e ON e.stream_id = l.stream_id AND e.seq = l.seq
         WHERE l.leaf >= $1 ORDER BY l.leaf LIMIT $2",
    )
    .bind(stored(start)?)
    .bind(PAGE)
    .fetch_all(db)
    .await?)
}
