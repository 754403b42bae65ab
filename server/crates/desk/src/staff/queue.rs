use super::ReadingDesk;
use crate::store::{Connection, RequestRow};
use crate::{DeskError, Result};
use domain::ids::RequestId;
use domain::law::Ground;
use domain::procedure::{Party, Standing};
use domain::reference::Reference;
use domain::words::{Channel, Outcome, Relationship, Right};
use jiff::{Timestamp, ToSpan};
use sqlx::Any;
use sqlx::Row;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;

/// Rows of a page.
const PAGE: i64 = 50;

/// What the queue shows; every field narrows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only this standing; `None` shows all that are open, or all that ended where another field says so.
    pub standing: Option<Standing>,
    /// Only what waits for them; what waits for nobody has ended.
    pub waits_for: Option<Party>,
    /// Only this right.
    pub right: Option<Right>,
    /// Only this relationship.
    pub relationship: Option<Relationship>,
    /// Only what came in this way.
    pub channel: Option<Channel>,
    /// Only what ended so.
    pub outcome: Option<Outcome>,
    /// The page after this row, as [`QueuePage::next`] gave it.
    pub after: Option<String>,
}

/// A page of the queue: what is open with the first due on top, what has ended with the last on top.
#[derive(Debug, Clone)]
pub struct QueuePage {
    /// Its rows.
    pub rows: Vec<QueueRow>,
    /// Where the next page starts, if there is one.
    pub next: Option<String>,
    /// How many requests match, on all pages.
    pub tally: Tally,
    /// How many requests there are in each standing, whatever the filter.
    pub counts: Vec<(Standing, i64)>,
}

/// How many requests match a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub all: i64,
    /// Those whose last day is over, though they have not ended.
    pub late: i64,
    /// Those whose last day is today or one of the seven days after.
    pub soon: i64,
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
    /// How it came in.
    pub channel: Channel,
    /// Where it stands.
    pub standing: Standing,
    /// How and when it ended, if it has.
    pub ended: Option<(Outcome, Timestamp)>,
    /// On which ground the whole was refused, if it was.
    pub ground: Option<Ground>,
    /// When it was received.
    pub received: Timestamp,
    /// Whether what is due is to pass it on to a controller, not to answer it.
    pub is_to_forward: bool,
    /// The last day, in the operator's calendar.
    pub due: jiff::civil::Date,
    /// Whether a list of holidays was missing for it.
    pub provisional: bool,
    /// Whole calendar days from today to the last day; negative when it is over.
    pub days_left: i32,
}

/// What a filter selects: one clause for the rows and for their number.
macro_rules! selected {
    () => {
        "standing IN ($1, $2, $3, $4, $5, $6, $7, $8) AND ($9 = '' OR right_code = $9)
         AND ($10 = '' OR relationship = $10) AND ($11 = '' OR channel = $11) AND ($12 = '' OR outcome = $12)"
    };
}

const DUE_FIRST: &str = concat!(
    "SELECT * FROM requests WHERE ",
    selected!(),
    " AND (due_at > $13 OR (due_at = $13 AND id > $14)) ORDER BY due_at, id LIMIT $15"
);

const LAST_ENDED_FIRST: &str = concat!(
    "SELECT * FROM requests WHERE ",
    selected!(),
    " AND (ended_at < $13 OR (ended_at = $13 AND id < $14)) ORDER BY ended_at DESC, id DESC LIMIT $15"
);

const TALLY: &str = concat!(
    "SELECT COUNT(*) AS matching,
     COUNT(CASE WHEN standing <> 'closed' AND due_at < $13 THEN 1 END) AS late,
     COUNT(CASE WHEN standing <> 'closed' AND due_at >= $13 AND due_at < $14 THEN 1 END) AS soon
     FROM requests WHERE ",
    selected!()
);

impl QueueFilter {
    /// Whether what it shows has ended, so that the last to end is on top.
    pub fn shows_ended(&self) -> bool {
        let ends_by_itself = self.outcome.is_some() || self.waits_for == Some(Party::Nobody);
        self.standing.map_or(ends_by_itself, |standing| standing == Standing::Closed)
    }

    /// The standings that it lets through.
    fn standings(&self) -> impl Iterator<Item = Standing> {
        let shows_ended = self.shows_ended();
        let is_meant =
            move |at: &Standing| self.standing.map_or((*at == Standing::Closed) == shows_ended, |s| s == *at);
        let is_waited_for = |at: &Standing| self.waits_for.is_none_or(|party| at.waits_for() == party);
        Standing::ALL.iter().copied().filter(is_meant).filter(is_waited_for)
    }

    /// Binds what [`selected`] asks for.
    fn bind(&self, sql: &'static str) -> Query<'static, Any, AnyArguments> {
        let mut codes = self.standings().map(Standing::code);
        let places = Standing::ALL.iter().map(|_| codes.next().unwrap_or_default());
        places
            .fold(sqlx::query(sql), Query::bind)
            .bind(self.right.map_or("", Right::code))
            .bind(self.relationship.map_or("", Relationship::code))
            .bind(self.channel.map_or("", Channel::code))
            .bind(self.outcome.map_or("", Outcome::code))
    }

    async fn rows(&self, db: &mut Connection) -> Result<Vec<AnyRow>> {
        let (sql, start) = if self.shows_ended() { (LAST_ENDED_FIRST, i64::MAX) } else { (DUE_FIRST, i64::MIN) };
        let (at, id) = self.after.as_deref().and_then(cursor).unwrap_or((start, String::new()));
        Ok(self.bind(sql).bind(at).bind(id).bind(PAGE + 1).fetch_all(db).await?)
    }
}

impl ReadingDesk {
    /// A page of the queue: of an empty filter, everything that is open.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn queue(&self, filter: &QueueFilter) -> Result<QueuePage> {
        let mut db = self.office.store.pool().acquire().await?;
        let found = filter.rows(&mut db).await?;
        let mut rows: Vec<RequestRow> = found.iter().map(RequestRow::read).collect::<Result<_>>()?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(place);
        let rows = rows.into_iter().map(|row| self.queue_row(row)).collect();
        Ok(QueuePage { rows, next, tally: self.tally(&mut db, filter).await?, counts: counts(&mut db).await? })
    }

    /// Whether there is a request of this reference, open or not.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn has_request(&self, reference: &Reference) -> Result<bool> {
        let mut db = self.office.store.pool().acquire().await?;
        match RequestRow::find(&mut db, reference).await {
            Ok(_) => Ok(true),
            Err(DeskError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn tally(&self, db: &mut Connection, filter: &QueueFilter) -> Result<Tally> {
        let place = &self.office.place;
        let today = place.date(self.office.now());
        let midnight = |days: i64| -> Result<i64> {
            let day = today.checked_add(days.days()).map_err(DeskError::internal)?;
            let zoned = day.to_zoned(place.zone.clone()).map_err(DeskError::internal)?;
            Ok(zoned.timestamp().as_microsecond())
        };
        let row = filter.bind(TALLY).bind(midnight(0)?).bind(midnight(8)?).fetch_one(db).await?;
        Ok(Tally { all: row.try_get("matching")?, late: row.try_get("late")?, soon: row.try_get("soon")? })
    }

    fn queue_row(&self, row: RequestRow) -> QueueRow {
        QueueRow {
            right: row.procedure.right,
            relationship: row.procedure.relationship,
            channel: row.procedure.channel,
            standing: row.standing,
            ended: row.procedure.closed,
            ground: row.procedure.ground,
            received: row.procedure.received,
            is_to_forward: row.procedure.awaits_forwarding(),
            due: row.due,
            provisional: row.provisional,
            days_left: self.office.days_left(row.due),
            reference: row.reference,
        }
    }
}

/// Where the page after this row starts.
fn place(row: &RequestRow) -> String {
    let at = row.ended_at().unwrap_or(row.due_at);
    format!("{at}_{}", row.id)
}

/// Where a page starts, from a link that may hold anything.
fn cursor(text: &str) -> Option<(i64, String)> {
    let (at, id) = text.split_once('_')?;
    let id: RequestId = id.parse().ok()?;
    Some((at.parse().ok()?, id.to_string()))
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
