use super::StaffDesk;
use crate::store::{Connection, RequestRow};
use crate::{DeskError, Result};
use domain::ids::RequestId;
use domain::procedure::Standing;
use domain::reference::Reference;
use domain::words::{Outcome, Relationship, Right};
use jiff::Timestamp;
use sqlx::Row;

/// Rows of a page.
const PAGE: i64 = 50;

/// What the queue shows; every field narrows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only this standing; `None` shows all that are open.
    pub standing: Option<Standing>,
    /// Only this right.
    pub right: Option<Right>,
    /// Only this relationship.
    pub relationship: Option<Relationship>,
    /// Only this reference.
    pub reference: Option<Reference>,
    /// The page after this row, as [`QueuePage::next`] gave it.
    pub after: Option<String>,
}

/// A page of the queue, due first.
#[derive(Debug, Clone)]
pub struct QueuePage {
    /// Its rows.
    pub rows: Vec<QueueRow>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
    /// How many requests there are in each standing, whatever the filter.
    pub counts: Vec<(Standing, i64)>,
}

/// A row of the queue; no personal data.
#[derive(Debug, Clone)]
pub struct QueueRow {
    /// The reference.
    pub reference: Reference,
    /// The right.
    pub right: Right,
    /// The relationship.
    pub relationship: Relationship,
    /// Where it stands.
    pub standing: Standing,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
    /// When it was received.
    pub received: Timestamp,
    /// The last day, in the operator's calendar.
    pub due: jiff::civil::Date,
    /// Whether a list of holidays was missing for it.
    pub provisional: bool,
    /// Whole calendar days from today to the last day; negative when it is over.
    pub days_left: i32,
}

impl StaffDesk {
    /// A page of the queue: without a standing, everything that is open.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn queue(&self, filter: &QueueFilter) -> Result<QueuePage> {
        let mut db = self.office.store.pool().acquire().await?;
        let (after_due, after_id) = filter.after.as_deref().and_then(cursor).unwrap_or((i64::MIN, String::new()));
        let found = sqlx::query(
            "SELECT * FROM requests WHERE (standing = $1 OR ($1 = '' AND standing <> 'closed'))
             AND ($2 = '' OR right_code = $2) AND ($3 = '' OR relationship = $3) AND ($4 = '' OR reference = $4)
             AND (due_at > $5 OR (due_at = $5 AND id > $6)) ORDER BY due_at, id LIMIT $7",
        )
        .bind(filter.standing.map_or("", Standing::code))
        .bind(filter.right.map_or("", Right::code))
        .bind(filter.relationship.map_or("", Relationship::code))
        .bind(filter.reference.map(|reference| reference.to_string()).unwrap_or_default())
        .bind(after_due)
        .bind(after_id)
        .bind(PAGE + 1)
        .fetch_all(&mut *db)
        .await?;
        let mut rows: Vec<RequestRow> = found.iter().map(RequestRow::read).collect::<Result<_>>()?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| format!("{}_{}", row.due_at, row.id));
        let rows = rows.into_iter().map(|row| self.queue_row(row)).collect();
        Ok(QueuePage { rows, next, counts: counts(&mut db).await? })
    }

    fn queue_row(&self, row: RequestRow) -> QueueRow {
        QueueRow {
            right: row.procedure.right,
            relationship: row.procedure.relationship,
            standing: row.standing,
            outcome: row.outcome(),
            received: row.procedure.received,
            due: row.due,
            provisional: row.provisional,
            days_left: self.office.days_left(row.due),
            reference: row.reference,
        }
    }
}

/// Where a page starts, from a link that may hold anything.
fn cursor(text: &str) -> Option<(i64, String)> {
    let (due, id) = text.split_once('_')?;
    let id: RequestId = id.parse().ok()?;
    Some((due.parse().ok()?, id.to_string()))
}

async fn counts(db: &mut Connection) -> Result<Vec<(Standing, i64)>> {
    let rows = sqlx::query("SELECT standing, COUNT(*) AS many FROM requests GROUP BY standing").fetch_all(db).await?;
    let mut counts = Vec::new();
    for row in rows {
        let code: String = row.try_get("standing")?;
        let standing = Standing::from_code(&code).ok_or_else(|| DeskError::internal("unknown standing"))?;
        counts.push((standing, row.try_get("many")?));
    }
    counts.sort_by_key(|(standing, _)| Standing::ALL.iter().position(|known| known == standing));
    Ok(counts)
}
