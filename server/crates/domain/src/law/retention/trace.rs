//! How a date of keeping came about: typed steps, as with deadlines.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rule::Span;

/// One step of a computation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RetentionStep {
    /// The service runs: nothing is counted yet.
    ServiceRuns,
    /// The service stands still for a while since this day: nothing is counted.
    Suspended {
        /// That day.
        since: Date,
    },
    /// The service ended for good.
    ServiceEnded {
        /// On this day, which is not counted.
        date: Date,
    },
    /// The service was taken up again: what was counted is void.
    Resumed {
        /// On this day.
        date: Date,
    },
    /// The later of the service's end and the record's own day, and the end of the fiscal year in which it lies.
    FiscalYear {
        /// The day.
        date: Date,
        /// The end of its fiscal year.
        end: Date,
    },
    /// The length of the rule was added.
    SpanAdded {
        /// The length.
        span: Span,
        /// To this day.
        from: Date,
        /// Which gives this day.
        to: Date,
    },
    /// The month in which it ends has no such day, so its last day was taken.
    MonthEndClamped {
        /// The day number that it lacks.
        day: i8,
    },
    /// Days of a stop that was for a while are not counted.
    NotCounted {
        /// How many.
        days: i64,
        /// Which gives this day.
        to: Date,
    },
}

impl RetentionStep {
    /// The name of the step, stable: the key of its sentence in every language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ServiceRuns => "service_runs",
            Self::Suspended { .. } => "suspended",
            Self::ServiceEnded { .. } => "service_ended",
            Self::Resumed { .. } => "resumed",
            Self::FiscalYear { .. } => "fiscal_year",
            Self::SpanAdded { .. } => "span_added",
            Self::MonthEndClamped { .. } => "month_end_clamped",
            Self::NotCounted { .. } => "not_counted",
        }
    }
}

/// The code, and its parameter after a colon.
impl fmt::Display for RetentionStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::Suspended { since: date }
            | Self::ServiceEnded { date }
            | Self::Resumed { date }
            | Self::FiscalYear { end: date, .. }
            | Self::SpanAdded { to: date, .. } => write!(f, ":{date}"),
            Self::NotCounted { days, .. } => write!(f, ":{days}"),
            Self::ServiceRuns | Self::MonthEndClamped { .. } => Ok(()),
        }
    }
}
