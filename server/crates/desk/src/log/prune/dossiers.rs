use super::super::lease::Lease;
use super::super::{counted, stored};
use crate::oblivion::erase;
use crate::store::{Connection, instant};
use crate::{Office, Result};
use domain::ids::{FilingId, RequestId};
use domain::log::pruning::{Dossier, held_from};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// How many are looked at, or erased, in one go.
const PAGE: i64 = 100;

/// The first entry from `from` on, and below `below`, of a request that must stay, or of a forwarding of one.
pub(super) async fn first_held(
    db: &mut Connection,
    mut from: u64,
    below: u64,
    limit: Timestamp,
) -> Result<Option<u64>> {
    loop {
        let page = page(db, from, below).await?;
        let dossiers: Vec<Dossier> = page.iter().map(|found| found.dossier).collect();
        let Some(last) = dossiers.last() else { return Ok(None) };
        if let Some(held) = held_from(limit, &dossiers) {
            return Ok(Some(held));
        }
        from = last.first + 1;
    }
}

/// A dossier, by one of the entries with which its streams begin.
struct Found {
    dossier: Dossier,
    request: RequestId,
    filing: FilingId,
}

impl Found {
    fn read(row: &AnyRow) -> Result<Self> {
        let last = row.try_get::<i64, _>("last_at")?.max(row.try_get("forwarded_at")?);
        Ok(Self {
            dossier: Dossier {
                first: counted(row.try_get("leaf")?)?,
                is_forgotten: row.try_get::<i64, _>("forgotten")? != 0,
                last: instant(last)?,
            },
            request: row.try_get::<String, _>("id")?.parse()?,
            filing: row.try_get::<String, _>("filing_id")?.parse()?,
        })
    }
}

/// In the order of the entries with which their streams begin; that of a forwarding may come before its request's.
async fn page(db: &mut Connection, from: u64, below: u64) -> Result<Vec<Found>> {
    let rows = sqlx::query(
        "SELECT l.leaf, r.id, r.filing_id, r.forgotten,
         (SELECT COALESCE(MAX(e.at), 0) FROM events e WHERE e.stream_id = r.id) AS last_at,
         (SELECT COALESCE(MAX(e.at), 0) FROM forwardings g JOIN events e ON e.stream_id = g.id
          WHERE g.request_id = r.id) AS forwarded_at
         FROM log_entries l LEFT JOIN forwardings f ON f.id = l.stream_id
         JOIN requests r ON r.id = COALESCE(f.request_id, l.stream_id)
         WHERE l.seq = 1 AND l.leaf >= $1 AND l.leaf < $2 ORDER BY l.leaf LIMIT $3",
    )
    .bind(stored(from)?)
    .bind(stored(below)?)
    .bind(PAGE)
    .fetch_all(db)
    .await?;
    rows.iter().map(Found::read).collect()
}

impl Office {
    /// Erases what is left of the requests that have an entry between these: all of them are over. Says whether all are
    /// gone.
    pub(super) async fn erase_dossiers(
        &self,
        lease: &Lease,
        (from, size): (u64, u64),
        limit: Timestamp,
    ) -> Result<bool> {
        loop {
            let mut tx = self.store.begin_write().await?;
            if !lease.holds(self, &mut tx).await? {
                return Ok(false);
            }
            let page = page(&mut tx, from, size).await?;
            for found in &page {
                if !found.dossier.is_over(limit) {
                    return Ok(false);
                }
                erase(&mut tx, found.request, found.filing).await?;
            }
            tx.commit().await?;
            if page.is_empty() {
                return Ok(true);
            }
        }
    }
}
