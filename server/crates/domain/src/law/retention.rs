//! How long something is kept, and by when it is gone (GDPR Art. 5(1)(e), 17(3)(b)): rules as rows, dates computed.
//!
//! Limits never roll forward: a minimum that the law demands ends on its day, and so does a maximum that was promised.
//!
//! * [`rule`](mod@rule): the rows. [`trace`](mod@trace): how a date came about.
//! * [`service`]: the clock of what is deleted so long after a service ends.
//! * [`erasure`]: an erasure item by item: what goes, what is kept, why and until when.

pub mod erasure;
pub mod rule;
pub mod service;
pub mod trace;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use erasure::{Erasure, ErasureItem, Fate, erase};
pub use rule::{Limit, RETENTION_RULES, RetentionKind, RetentionRule, Span};
pub use service::{ServiceEvent, ServiceEventKind, support};
pub use trace::RetentionStep;

use crate::words::words;

words! {
    /// Where the keeping of something stands.
    RetentionState {
        /// It is kept until a day, because a law demands it.
        KeptByLaw = "kept_by_law",
        /// It is gone by a day.
        Counting = "counting",
        /// The service stands still for a while: no clock runs.
        Suspended = "suspended",
        /// The service runs: no clock has begun.
        Running = "running",
    }
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// Where it stands.
    pub state: RetentionState,
    /// The last day on which it must be kept, at least.
    pub keep_until: Option<Date>,
    /// The last day on which it may be there, at most.
    pub gone_by: Option<Date>,
    /// The steps of the computation, in order.
    pub trace: Vec<RetentionStep>,
}

/// The day of the year on which a fiscal year ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiscalYearEnd {
    month: i8,
    day: i8,
}

/// A text that names no day of the year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no day of the year: give month and day, such as 12-31")]
pub struct NoDayOfTheYear(pub String);

impl Retention {
    pub(super) fn kept(until: Date, trace: Vec<RetentionStep>) -> Self {
        Self { state: RetentionState::KeptByLaw, keep_until: Some(until), gone_by: None, trace }
    }

    pub(super) fn gone(by: Date, trace: Vec<RetentionStep>) -> Self {
        Self { state: RetentionState::Counting, keep_until: None, gone_by: Some(by), trace }
    }

    pub(super) fn undated(state: RetentionState, trace: Vec<RetentionStep>) -> Self {
        Self { state, keep_until: None, gone_by: None, trace }
    }
}

/// The books: so many fiscal years follow the later of the one in which the service ended and the record's own.
///
/// A minimum (Art. 17(3)(b)): the day after is the first on which deletion is allowed. `None` if no rule held then.
pub fn accounting(fiscal_year: FiscalYearEnd, record: Date, service_ended: Option<Date>) -> Option<Retention> {
    let Some(ended) = service_ended else {
        return Some(Retention::undated(RetentionState::Running, vec![RetentionStep::ServiceRuns]));
    };
    let date = record.max(ended);
    let span = RetentionKind::Accounting.rule_on(date)?.span;
    let from = fiscal_year.ending_from(date);
    let to = span.after(from, fiscal_year);
    let trace = vec![RetentionStep::FiscalYear { date, end: from }, RetentionStep::SpanAdded { span, from, to }];
    Some(Retention::kept(to, trace))
}

/// What left the live system and is still in backups. `None` if no rule held then.
pub fn backup(deleted_live_on: Date) -> Option<Retention> {
    gone_after(RetentionKind::Backup, deleted_live_on)
}

/// A cookie. `None` if no rule held then.
pub fn cookie(set_on: Date) -> Option<Retention> {
    gone_after(RetentionKind::Cookie, set_on)
}

fn gone_after(kind: RetentionKind, from: Date) -> Option<Retention> {
    let span = kind.rule_on(from)?.span;
    let to = span.after(from, FiscalYearEnd::CALENDAR);
    let mut trace = vec![RetentionStep::SpanAdded { span, from, to }];
    if matches!(span, Span::Months(_)) && from.day() != to.day() {
        trace.push(RetentionStep::MonthEndClamped { day: from.day() });
    }
    Some(Retention::gone(to, trace))
}

impl FiscalYearEnd {
    /// The calendar year.
    pub const CALENDAR: Self = Self { month: 12, day: 31 };

    /// Reads month and day: `06-30`. 29 February is the last day of every February.
    ///
    /// # Errors
    /// [`NoDayOfTheYear`].
    pub fn parse(text: &str) -> Result<Self, NoDayOfTheYear> {
        // In a leap year every day of the year exists.
        let day =
            Some(text).filter(|text| text.len() == 5).and_then(|text| format!("2024-{text}").parse::<Date>().ok());
        day.map(|day| Self { month: day.month(), day: day.day() }).ok_or_else(|| NoDayOfTheYear(text.to_owned()))
    }

    /// The end of the fiscal year that ends in a calendar year.
    fn in_year(self, year: i16) -> Date {
        let end = Date::new(year, self.month, self.day);
        end.or_else(|_| Date::new(year, self.month, 1).map(Date::last_of_month)).unwrap_or(Date::MAX)
    }

    /// The end of the fiscal year in which a day lies.
    fn ending_from(self, day: Date) -> Date {
        let this = self.in_year(day.year());
        if day <= this { this } else { self.in_year(day.year().saturating_add(1)) }
    }
}

impl TryFrom<String> for FiscalYearEnd {
    type Error = NoDayOfTheYear;

    fn try_from(text: String) -> Result<Self, NoDayOfTheYear> {
        Self::parse(&text)
    }
}

impl From<FiscalYearEnd> for String {
    fn from(end: FiscalYearEnd) -> Self {
        format!("{:02}-{:02}", end.month, end.day)
    }
}

impl Span {
    /// The day so much later. A month that has no such day gives its last; the last day of all is the end of 9999.
    fn after(self, from: Date, fiscal_year: FiscalYearEnd) -> Date {
        match self {
            Self::FiscalYears(years) => fiscal_year.in_year(from.year().saturating_add(i16::from(years))),
            Self::Days(days) => from.saturating_add(i64::from(days).days()),
            Self::Months(months) => from.saturating_add(i64::from(months).months()),
        }
    }
}
