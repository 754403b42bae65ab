use super::super::{Broken, Misfit, stored};
use super::PAGE;
use crate::Result;
use crate::store::Connection;
use domain::log::entry;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Where a stream has been walked to.
#[derive(Default)]
struct Walked {
    stream: String,
    number: i64,
    hash: String,
}

/// Walks all streams, each from its first event on, or from where the pruning of the entries before `kept` cut it.
pub(super) async fn first_broken(db: &mut Connection, kept: u64) -> Result<Option<Broken>> {
    let mut walked = Walked::default();
    loop {
        let page = page(db, &walked, kept).await?;
        if page.is_empty() {
            return removed_while_waiting(db).await;
        }
        for row in &page {
            if let Some((number, why)) = walked.step(row)? {
                return Ok(Some(Broken::Event { stream: row.try_get("stream_id")?, number, why }));
            }
        }
    }
}

/// What went is passed over, also where it is still there: nobody's page shows it.
async fn page(db: &mut Connection, from: &Walked, kept: u64) -> Result<Vec<AnyRow>> {
    Ok(sqlx::query(
        "SELECT e.stream_id, e.seq, e.at, e.body, e.prev_hash, e.hash, l.hashes, w.seq AS waiting,
         c.seq AS cut, c.hash AS cut_hash FROM events e
         LEFT JOIN log_entries l ON l.stream_id = e.stream_id AND l.seq = e.seq
         LEFT JOIN log_waiting w ON w.stream_id = e.stream_id AND w.seq = e.seq
         LEFT JOIN cuts c ON c.stream_id = e.stream_id AND $4 > 0
         WHERE (e.stream_id > $1 OR (e.stream_id = $1 AND e.seq > $2)) AND (l.leaf IS NULL OR l.leaf >= $4)
         ORDER BY e.stream_id, e.seq LIMIT $3",
    )
    .bind(&from.stream)
    .bind(from.number)
    .bind(PAGE)
    .bind(stored(kept)?)
    .fetch_all(db)
    .await?)
}

impl Walked {
    /// Takes the next event: what does not fit about it, or about the number that should have come.
    fn step(&mut self, row: &AnyRow) -> Result<Option<(i64, Misfit)>> {
        let stream: String = row.try_get("stream_id")?;
        if stream != self.stream {
            let (number, hash): (Option<i64>, Option<String>) = (row.try_get("cut")?, row.try_get("cut_hash")?);
            *self = Self { stream, number: number.unwrap_or_default(), hash: hash.unwrap_or_default() };
        }
        let number: i64 = row.try_get("seq")?;
        if number != self.number + 1 {
            return Ok(Some((self.number + 1, Misfit::Missing)));
        }
        let hash: String = row.try_get("hash")?;
        let link = entry::link(&self.hash, &self.stream, number, row.try_get("at")?, row.try_get("body")?);
        let waiting: Option<i64> = row.try_get("waiting")?;
        let why = match row.try_get::<Option<String>, _>("hashes")? {
            _ if row.try_get::<&str, _>("prev_hash")? != self.hash => Some(Misfit::Order),
            _ if link != hash => Some(Misfit::Changed),
            None if waiting.is_none() => Some(Misfit::Unlogged),
            Some(hashes) if !hashes.starts_with(&entry::leaf(&self.stream, number, &hash).to_string()) => {
                Some(Misfit::Exchanged)
            }
            _ => None,
        };
        (self.number, self.hash) = (number, hash);
        Ok(why.map(|why| (number, why)))
    }
}

/// An event that was still to get its place.
async fn removed_while_waiting(db: &mut Connection) -> Result<Option<Broken>> {
    let row = sqlx::query(
        "SELECT w.stream_id, w.seq FROM log_waiting w
         LEFT JOIN events e ON e.stream_id = w.stream_id AND e.seq = w.seq
         WHERE e.seq IS NULL ORDER BY w.stream_id, w.seq LIMIT 1",
    )
    .fetch_optional(db)
    .await?;
    let broken = |row: AnyRow| {
        Ok(Broken::Event { stream: row.try_get("stream_id")?, number: row.try_get("seq")?, why: Misfit::Removed })
    };
    row.map(broken).transpose()
}
