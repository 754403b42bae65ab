//! What moves the end of a period, and where it stands.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::deadline::{Deadline, LawError};
use super::policy::FurtherMonths;
use super::trace::Step;

/// What happened to a request, as far as its dates depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// When it was received.
    pub received: Timestamp,
    /// When the person was asked who they are and when they said so, in order.
    pub identity: Vec<IdentityAct>,
    /// By how much the period was extended, if it was.
    pub extension: Option<FurtherMonths>,
}

/// A question about identity (Art. 12(6)), or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityAct {
    /// The person was asked.
    Requested(Timestamp),
    /// The person supplied what was asked.
    Supplied(Timestamp),
}

/// Where a period stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// It ends on a day.
    Running(Deadline),
    /// It stands still for a question about identity: there is no last day, and no act is late.
    Stopped {
        /// Since this day.
        since: Date,
        /// The steps so far.
        trace: Vec<Step>,
    },
}

impl Facts {
    /// A request of which nothing is known but its receipt.
    pub const fn received(at: Timestamp) -> Self {
        Self { received: at, identity: Vec::new(), extension: None }
    }
}

impl Term {
    /// The deadline, if the clock runs.
    pub const fn deadline(&self) -> Option<&Deadline> {
        match self {
            Self::Running(deadline) => Some(deadline),
            Self::Stopped { .. } => None,
        }
    }

    /// The steps of the computation.
    pub fn trace(&self) -> &[Step] {
        match self {
            Self::Running(Deadline { trace, .. }) | Self::Stopped { trace, .. } => trace,
        }
    }

    /// Whether an act at this instant is in time. While the clock stands still, every act is.
    pub fn is_met_at(&self, act: Timestamp, zone: &TimeZone) -> bool {
        self.deadline().is_none_or(|deadline| deadline.is_met_at(act, zone))
    }

    /// This term if no list of holidays was missing for it; see [`Deadline::firm`].
    ///
    /// # Errors
    /// [`LawError`] naming the list or the state.
    pub fn firm(self, calendar: &Calendar) -> Result<Self, LawError> {
        match self {
            Self::Running(deadline) => deadline.firm(calendar).map(Self::Running),
            stopped @ Self::Stopped { .. } => Ok(stopped),
        }
    }

    /// This term, with the steps of an earlier one before its own.
    pub(super) fn after(mut self, earlier: Self) -> Self {
        let (Self::Running(Deadline { trace, .. }) | Self::Stopped { trace, .. }) = &mut self;
        trace.splice(0..0, earlier.trace().iter().cloned());
        self
    }
}
