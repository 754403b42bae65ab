use super::StaffDesk;
use crate::Result;
use domain::procedure::Standing;
use domain::reference::Reference;
use domain::words::{Outcome, Relationship, Right};
use jiff::Timestamp;

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
    /// How many open requests there are in each standing, whatever the filter.
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
    /// A page of the queue.
    pub async fn queue(&self, filter: &QueueFilter) -> Result<QueuePage> {
        todo!()
    }
}
