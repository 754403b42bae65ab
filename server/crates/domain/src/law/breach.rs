//! The clock of a personal data breach: within how many hours the authority is told (GDPR Art. 33).
//!
//! Hours are hours that pass (Reg. 1182/71 Art. 3(2)(a)), whatever the clock on the wall does, and they do not move off
//! weekends or holidays: Art. 3(4) leaves periods in hours out.

use std::fmt;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::place::local_date;
use super::validity::{Certainty, Validity};

const SECONDS_OF_AN_HOUR: i64 = 3_600;

/// Within how many hours a breach is notified, and which, as one dated row of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreachRule {
    /// Its number in the register of rules.
    pub number: u8,
    /// The article.
    pub article: &'static str,
    /// From when until when.
    pub validity: Validity,
    /// How certain it is.
    pub certainty: Certainty,
    /// So many hours after awareness.
    pub hours: u16,
    /// From which risk on the authority is told at all.
    pub owed_from: Risk,
}

/// The rows. The first that holds on the day of awareness is the law of that day.
pub const BREACH_RULES: [BreachRule; 2] = [
    BreachRule {
        number: 26,
        article: "33(1), as proposed on 19 November 2025",
        validity: Validity::PROPOSED,
        certainty: Certainty::Contested,
        hours: 96,
        owed_from: Risk::High,
    },
    BreachRule {
        number: 25,
        article: "33(1)",
        validity: Validity::GDPR,
        certainty: Certainty::Certain,
        hours: 72,
        owed_from: Risk::Likely,
    },
];

/// How likely it is that the rights and freedoms of people suffer (Art. 33(1), 34(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Unlikely: nobody is told, but the breach is registered.
    Unlikely,
    /// The risk is high: people are told too (Art. 34(1)).
    High,
    /// Not unlikely, or not assessed yet: the authority is told.
    #[default]
    #[serde(other)]
    Likely,
}

/// From when the hours run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HourReading {
    /// From the instant of awareness: the safe reading.
    #[default]
    Elapsed,
    /// From the next full hour, because the hour of the event is not counted (Reg. 1182/71 Art. 3(1)).
    NextFullHour,
}

/// The operator's reading of what Art. 33 leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BreachPolicy {
    /// So many hours instead of those of the law of the day. Default: those of the law.
    pub hours: Option<u16>,
    /// From when they run. Default: the instant of awareness.
    pub hour_reading: HourReading,
}

/// What is known of a breach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Breach {
    /// When the controller became aware of it: for a breach at a processor, when that told the controller (Art. 33(2)).
    pub aware_at: Timestamp,
    /// When the authority was told, if it was.
    pub notified_at: Option<Timestamp>,
    /// The risk.
    pub risk: Risk,
}

/// What is owed for a breach, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachClock {
    /// The last instant at which a notice is in time; `None` if the authority need not be told.
    pub notify_by: Option<Timestamp>,
    /// Whether the notice was in time; `None` if there was none, or none was owed.
    pub timely: Option<bool>,
    /// Whether it goes into the register: every breach does (Art. 33(5)).
    pub registered: bool,
    /// The steps of the computation, in order.
    pub trace: Vec<BreachStep>,
}

/// One step on the way to the last instant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum BreachStep {
    /// The controller became aware.
    Aware {
        /// When.
        at: Timestamp,
    },
    /// No rule obliged anybody on that day.
    NoRule,
    /// The risk is below the one from which the authority is told: the breach is registered and no more (Art. 33(5)).
    NotOwed {
        /// The risk.
        risk: Risk,
    },
    /// The hours run from the next full hour.
    FromFullHour {
        /// From then.
        at: Timestamp,
    },
    /// The hours were added.
    HoursAdded {
        /// How many.
        hours: u16,
        /// Which gives this instant.
        to: Timestamp,
    },
    /// The notice came too late: it carries the reasons for the delay (Art. 33(1)).
    Late {
        /// When.
        at: Timestamp,
    },
}

impl BreachRule {
    /// The law of a day, if there was one.
    pub fn on(day: jiff::civil::Date) -> Option<&'static Self> {
        BREACH_RULES.iter().find(|rule| rule.validity.holds_on(day))
    }
}

impl Breach {
    /// What is owed for it in this zone, and by when.
    pub fn clock(&self, zone: &TimeZone, policy: &BreachPolicy) -> BreachClock {
        let mut trace = vec![BreachStep::Aware { at: self.aware_at }];
        let nothing = |registered, trace| BreachClock { notify_by: None, timely: None, registered, trace };
        let Some(rule) = BreachRule::on(local_date(self.aware_at, zone)) else {
            trace.push(BreachStep::NoRule);
            return nothing(false, trace);
        };
        if !self.risk.reaches(rule.owed_from) {
            trace.push(BreachStep::NotOwed { risk: self.risk });
            return nothing(true, trace);
        }
        let start = match policy.hour_reading {
            HourReading::Elapsed => self.aware_at,
            HourReading::NextFullHour => {
                let at = next_full_hour(self.aware_at, zone);
                trace.push(BreachStep::FromFullHour { at });
                at
            }
        };
        let hours = policy.hours.unwrap_or(rule.hours);
        let to = later(start, SignedDuration::from_hours(i64::from(hours)));
        trace.push(BreachStep::HoursAdded { hours, to });
        let timely = self.notified_at.map(|notified| notified <= to);
        trace.extend(self.notified_at.filter(|_| timely == Some(false)).map(|at| BreachStep::Late { at }));
        BreachClock { notify_by: Some(to), timely, registered: true, trace }
    }
}

impl BreachClock {
    /// Whether the notice must carry the reasons for its delay (Art. 33(1)); `None` if there was none, or none was owed.
    pub fn reasons_required(&self) -> Option<bool> {
        self.timely.map(|timely| !timely)
    }
}

impl Risk {
    /// Whether it is at least as grave as another.
    const fn reaches(self, threshold: Self) -> bool {
        self.gravity() >= threshold.gravity()
    }

    const fn gravity(self) -> u8 {
        match self {
            Self::Unlikely => 0,
            Self::Likely => 1,
            Self::High => 2,
        }
    }
}

/// The first full hour on the wall after an instant, also if that is one itself.
fn next_full_hour(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let (second, offset) = (at.as_second(), i64::from(zone.to_offset(at).seconds()));
    let within = (second + offset).rem_euclid(SECONDS_OF_AN_HOUR);
    let next = second + SECONDS_OF_AN_HOUR - within;
    Timestamp::from_second(next).unwrap_or(Timestamp::MAX)
}

/// So much later; the last instant there is if it is not before.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

impl BreachStep {
    /// The name of the step, stable: the key of its sentence in every language.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Aware { .. } => "aware",
            Self::NoRule => "no_rule",
            Self::NotOwed { .. } => "not_owed",
            Self::FromFullHour { .. } => "from_full_hour",
            Self::HoursAdded { .. } => "hours_added",
            Self::Late { .. } => "late",
        }
    }
}

/// The code, and what it was computed with after a colon.
impl fmt::Display for BreachStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::Aware { at } | Self::FromFullHour { at } | Self::Late { at } => write!(f, ":{at}"),
            Self::HoursAdded { hours, .. } => write!(f, ":{hours}"),
            Self::NoRule | Self::NotOwed { .. } => Ok(()),
        }
    }
}
