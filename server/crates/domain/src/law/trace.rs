//! Why a date is what it is: the steps of its computation, in order.
//!
//! A trace reads like the sentences that the portal makes of it: *received* Friday 27 March; *one month later* is Monday
//! 27 April, a *holiday* (King's Day), so the *last day* is Tuesday 28 April.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::calendar::MissingList;
use super::holiday::DayName;
use super::place::MemberState;
use super::policy::{ExtensionReading, ExtensionRefusal};

/// One step of a computation. Stored and sent as an object whose `code` names the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Step {
    /// The day of receipt at the controller's place. It is not counted (Reg. 1182/71 Art. 3(1)).
    Received {
        /// That day.
        date: Date,
    },
    /// The day of receipt at the controller's place is not that of the instant in UTC.
    LocalDate {
        /// The day at the controller's place.
        date: Date,
    },
    /// Months were added (GDPR Art. 12(3); Reg. 1182/71 Art. 3(2)(c)).
    MonthsAdded {
        /// How many.
        months: u8,
        /// To this day.
        from: Date,
        /// Which gives this day, not yet moved off a weekend or holiday.
        to: Date,
    },
    /// The month in which the period ends has no such day, so its last day was taken (Reg. 1182/71 Art. 3(2)(c)).
    MonthEndClamped {
        /// The day number that it lacks.
        day: i8,
    },
    /// The person was asked who they are, and by the operator's policy that stops nothing (Art. 12(6)).
    PausePolicyOff,
    /// The person was asked who they are too late for the clock to stop.
    PauseRefusedLateRequest {
        /// The day on which they were asked.
        date: Date,
    },
    /// The clock stood still and these days were added.
    PausedDays {
        /// How many, over all pauses.
        days: i64,
        /// To this day.
        from: Date,
        /// Which gives this day, not yet moved off a weekend or holiday.
        to: Date,
    },
    /// The clock stands still until the person says who they are: there is no last day yet.
    PauseOpen {
        /// Since this day.
        since: Date,
    },
    /// The days of the pause lengthen the extended period too.
    PauseCarried {
        /// How many.
        days: i64,
        /// Which gives this day, not yet moved off a weekend or holiday.
        to: Date,
    },
    /// The period was extended (GDPR Art. 12(3)); what follows is the extended computation.
    Extension {
        /// By how many further months.
        months: u8,
        /// How the operator counts them.
        reading: ExtensionReading,
    },
    /// Of both readings, this one gives the earlier last day.
    Chosen {
        /// The reading.
        reading: ExtensionReading,
    },
    /// An extension was not accepted, and changes nothing.
    ExtensionRejected {
        /// Why.
        refusal: ExtensionRefusal,
    },
    /// Working days are counted from the day after receipt (Reg. 1182/71 Art. 3(1) and (3)).
    WorkingDays {
        /// How many.
        days: u32,
    },
    /// No list of holidays for this state and year: what follows is counted without holidays, and provisional.
    ListMissing {
        /// The state.
        member_state: MemberState,
        /// The year.
        year: i16,
    },
    /// On a day that was examined, the published list and national law part. Whether it counts, the next step shows.
    DisputedDay {
        /// The day.
        date: Date,
        /// Its name.
        name: DayName,
        /// Whether it extends the period.
        counts: bool,
    },
    /// A weekend was skipped (Reg. 1182/71 Art. 3(4)).
    RolledWeekend {
        /// Its first day that was skipped: the Saturday, or the Sunday if the period would have ended then.
        date: Date,
    },
    /// A holiday from Monday to Friday was skipped (Reg. 1182/71 Art. 3(4)).
    RolledHoliday {
        /// The day.
        date: Date,
        /// Its name.
        name: DayName,
    },
    /// The last day of the period.
    LastDay {
        /// That day.
        date: Date,
    },
}

impl Step {
    /// The name of the step, stable: the key of its sentence in every language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::LocalDate { .. } => "local_date",
            Self::MonthsAdded { .. } => "months_added",
            Self::MonthEndClamped { .. } => "month_end_clamped",
            Self::PausePolicyOff => "pause_policy_off",
            Self::PauseRefusedLateRequest { .. } => "pause_refused_late_request",
            Self::PausedDays { .. } => "paused_days",
            Self::PauseOpen { .. } => "pause_open",
            Self::PauseCarried { .. } => "pause_carried",
            Self::Extension { .. } => "extension",
            Self::Chosen { .. } => "chosen",
            Self::ExtensionRejected { .. } => "extension_rejected",
            Self::WorkingDays { .. } => "working_days",
            Self::ListMissing { .. } => "list_missing",
            Self::DisputedDay { .. } => "disputed_day",
            Self::RolledWeekend { .. } => "rolled_weekend",
            Self::RolledHoliday { .. } => "rolled_holiday",
            Self::LastDay { .. } => "last_day",
        }
    }

    /// Whether the step only tells the way. The others are exceptions, and the ones that `deadline-cases/1` lists.
    pub const fn is_narrative(&self) -> bool {
        matches!(
            self,
            Self::Received { .. }
                | Self::MonthsAdded { .. }
                | Self::PauseCarried { .. }
                | Self::WorkingDays { .. }
                | Self::ListMissing { .. }
                | Self::LastDay { .. }
        )
    }
}

impl From<MissingList> for Step {
    fn from(MissingList { member_state, year }: MissingList) -> Self {
        Self::ListMissing { member_state, year }
    }
}

/// The form of `deadline-cases/1`: the code, and its parameter after a colon where that format has one.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::LocalDate { date } | Self::DisputedDay { date, .. } | Self::RolledHoliday { date, .. } => {
                write!(f, ":{date}")
            }
            Self::PausedDays { days, .. } => write!(f, ":{days}"),
            Self::Extension { reading, .. } | Self::Chosen { reading } => write!(f, ":{}", reading.code()),
            Self::ExtensionRejected { refusal } => write!(f, ":{}", refusal.code()),
            _ => Ok(()),
        }
    }
}
