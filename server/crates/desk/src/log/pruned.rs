use super::{counted, stored};
use crate::store::{Connection, instant};
use crate::{DeskError, Result};
use domain::log::pruning::Cut;
use domain::log::{Edge, Hash, Note, NoteFault, Pruning, Verifier};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A signed pruning as it rests.
pub(super) struct Pruned {
    pub(super) size: u64,
    pub(super) made: Timestamp,
    edge: String,
    note: String,
}

impl Pruned {
    /// The newest, if anything was pruned yet.
    pub(super) async fn newest(db: &mut Connection) -> Result<Option<Self>> {
        let row = sqlx::query("SELECT * FROM prunings ORDER BY size DESC LIMIT 1").fetch_optional(db).await?;
        row.as_ref().map(Self::read).transpose()
    }

    /// All, the newest last.
    pub(super) async fn all(db: &mut Connection) -> Result<Vec<Self>> {
        let rows = sqlx::query("SELECT * FROM prunings ORDER BY size").fetch_all(db).await?;
        rows.iter().map(Self::read).collect()
    }

    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            size: counted(row.try_get("size")?)?,
            made: instant(row.try_get("made_at")?)?,
            edge: row.try_get("edge")?,
            note: row.try_get("note")?,
        })
    }

    /// What was signed, once its signature is checked.
    pub(super) fn open(&self, verifier: &Verifier) -> std::result::Result<Pruning, NoteFault> {
        let note: Note = self.note.parse()?;
        Pruning::open(&note, verifier)
    }

    /// The edge from which the tree grows; nothing, when it is none of a tree of this size.
    pub(super) fn edge(&self) -> Option<Edge> {
        let (digits, rest) = self.edge.as_bytes().as_chunks::<{ super::entries::DIGITS }>();
        let peaks = digits.iter().map(|digits| Hash::parse(str::from_utf8(digits).ok()?).ok());
        Edge::checked(self.size, peaks.collect::<Option<_>>()?).filter(|_| rest.is_empty())
    }

    pub(super) async fn insert(db: &mut Connection, edge: &Edge, pruning: &Pruning, note: &Note) -> Result<()> {
        sqlx::query("INSERT INTO prunings (size, made_at, edge, note) VALUES ($1, $2, $3, $4)")
            .bind(stored(pruning.size)?)
            .bind(pruning.at.as_microsecond())
            .bind(super::entries::joined(edge.peaks()))
            .bind(note.to_string())
            .execute(db)
            .await?;
        Ok(())
    }
}

/// Where what is kept begins: the edge of all that went. Of an empty tree, when nothing did.
pub(super) async fn edge(db: &mut Connection) -> Result<Edge> {
    match Pruned::newest(db).await? {
        None => Ok(Edge::default()),
        Some(pruned) => pruned.edge().ok_or_else(|| DeskError::internal("the pruning of the log has no edge")),
    }
}

/// All cuts.
pub(super) async fn cuts(db: &mut Connection) -> Result<Vec<Cut>> {
    let rows = sqlx::query("SELECT stream_id, seq, hash FROM cuts").fetch_all(db).await?;
    let cut = |row: &AnyRow| {
        Ok(Cut { stream: row.try_get("stream_id")?, number: row.try_get("seq")?, hash: row.try_get("hash")? })
    };
    rows.iter().map(cut).collect()
}

/// Puts down where the streams are cut by a pruning of this size, which end so. What cannot go on needs no cut: a stream
/// of which nothing is left, unless it is a visitor's.
pub(super) async fn cut(db: &mut Connection, size: u64, ends: BTreeMap<String, (i64, String)>) -> Result<()> {
    part_with_the_gone(db, size).await?;
    for (stream, (number, hash)) in ends {
        sqlx::query(
            "INSERT INTO cuts (stream_id, seq, hash) VALUES ($1, $2, $3)
             ON CONFLICT (stream_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        )
        .bind(stream)
        .bind(number)
        .bind(hash)
        .execute(&mut *db)
        .await?;
    }
    sqlx::query(
        "DELETE FROM cuts WHERE NOT EXISTS (SELECT 1 FROM visitors v WHERE v.stream_id = cuts.stream_id)
         AND NOT EXISTS (SELECT 1 FROM events e WHERE e.stream_id = cuts.stream_id AND e.seq > cuts.seq)",
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The data subject of a filing that is gone comes in no more.
async fn part_with_the_gone(db: &mut Connection, size: u64) -> Result<()> {
    sqlx::query(
        "DELETE FROM visitors WHERE stream_id LIKE 'filing/%'
         AND NOT EXISTS (SELECT 1 FROM filings f WHERE f.id = SUBSTR(visitors.stream_id, 8))
         AND NOT EXISTS (
             SELECT 1 FROM events e LEFT JOIN log_entries l ON l.stream_id = e.stream_id AND l.seq = e.seq
             WHERE e.stream_id = visitors.stream_id AND (l.leaf IS NULL OR l.leaf >= $1)
         )",
    )
    .bind(stored(size)?)
    .execute(db)
    .await?;
    Ok(())
}
