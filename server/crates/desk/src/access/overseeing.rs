use crate::registers::{ControllerRow, StaffRow};
use crate::store::{Connection, RequestRow, instant};
use crate::{Office, Result};
use domain::access::{Access, Visitor};
use domain::reference::Reference;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// How many entries a page has.
const PAGE: i64 = 50;

/// What is asked of an entry: its place, what it says, and which request was read.
const ENTRIES: &str = "SELECT l.leaf, e.stream_id, e.at, e.body, r.reference FROM log_entries l
     JOIN events e ON e.stream_id = l.stream_id AND e.seq = l.seq
     LEFT JOIN readings d ON d.stream_id = l.stream_id AND d.seq = l.seq
     LEFT JOIN requests r ON r.id = d.request_id
     WHERE l.leaf < $1 AND (l.stream_id LIKE '%/%' OR l.stream_id = 'stranger') ORDER BY l.leaf DESC LIMIT $2";

/// The same for the readings of one request.
const READINGS: &str = "SELECT l.leaf, e.stream_id, e.at, e.body, r.reference FROM readings d
     JOIN log_entries l ON l.stream_id = d.stream_id AND l.seq = d.seq
     JOIN events e ON e.stream_id = d.stream_id AND e.seq = d.seq
     JOIN requests r ON r.id = d.request_id
     WHERE l.leaf < $1 AND d.request_id = $3 ORDER BY l.leaf DESC LIMIT $2";

/// The desk of who oversees the work: it sees in the log who came in and who read what, and changes nothing.
pub struct OverseeingDesk {
    office: Office,
}

/// An entry of the log about a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log, from 0.
    pub position: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub visitor: Visitor,
    /// The name of the member of staff or of the controller.
    pub name: Option<String>,
    /// What.
    pub access: Access,
    /// The request that was read.
    pub reference: Option<Reference>,
    /// The name of the member of staff who did it to the account or contact.
    pub by: Option<String>,
}

/// A page of entries, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Below which place the next page begins, if there is one.
    pub next: Option<i64>,
}

impl OverseeingDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office) -> Self {
        Self { office }
    }

    /// Entries about visitors, newest first, below a place in the log; of one request, who read it.
    ///
    /// # Errors
    /// `NotFound` when there is no such request.
    pub async fn entries(&self, of: Option<&Reference>, below: Option<i64>) -> Result<LogPage> {
        let mut db = self.office.store.pool().acquire().await?;
        let below = below.unwrap_or(i64::MAX);
        let mut rows = match of {
            None => sqlx::query(ENTRIES).bind(below).bind(PAGE + 1).fetch_all(&mut *db).await?,
            Some(reference) => {
                let id = RequestRow::find(&mut db, reference).await?.id.to_string();
                sqlx::query(READINGS).bind(below).bind(PAGE + 1).bind(id).fetch_all(&mut *db).await?
            }
        };
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let names = Names::read(&self.office, &mut db).await?;
        let mut entries = rows.iter().map(|row| entry(row, &names)).collect::<Result<Vec<_>>>()?;
        let next = entries.last().filter(|_| more).map(|entry| entry.position);
        // What came within the same few seconds has its places by stream.
        entries.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.position)));
        Ok(LogPage { entries, next })
    }
}

fn entry(row: &AnyRow, names: &Names) -> Result<Entry> {
    let visitor: Visitor = row.try_get::<&str, _>("stream_id")?.parse().map_err(crate::DeskError::internal)?;
    let access: Access = serde_json::from_str(row.try_get("body")?)?;
    let reference: Option<&str> = row.try_get("reference")?;
    let by = match access {
        Access::Account { by, .. } | Access::Contact { by, .. } => by,
        _ => None,
    };
    Ok(Entry {
        position: row.try_get("leaf")?,
        at: instant(row.try_get("at")?)?,
        name: names.of(visitor),
        visitor,
        reference: reference.and_then(|text| Reference::parse(text).ok()),
        by: by.and_then(|staff| names.of(Visitor::Staff(staff))),
        access,
    })
}

/// What staff and controllers are called.
struct Names(Vec<(Visitor, String)>);

impl Names {
    async fn read(office: &Office, db: &mut Connection) -> Result<Self> {
        let staff = StaffRow::names(office, db).await?.into_iter().map(|(id, name)| (Visitor::Staff(id), name));
        let mut names: Vec<_> = staff.collect();
        let controllers = ControllerRow::all(db).await?.into_iter();
        names.extend(controllers.map(|row| (Visitor::Controller(row.id), row.record.name)));
        Ok(Self(names))
    }

    fn of(&self, visitor: Visitor) -> Option<String> {
        self.0.iter().find(|(who, _)| *who == visitor).map(|(_, name)| name.clone())
    }
}
