//! One state's public holidays of one year, and what is disputed about them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A state with its lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its English name, as the data has it.
    pub name: String,
    /// Whether Regulation 1182/71 certainly governs periods here.
    pub group: Group,
    /// One list per year.
    pub years: BTreeMap<i16, YearList>,
}

/// What a state belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Group {
    /// The European Union.
    #[serde(rename = "EU")]
    Union,
    /// The European Economic Area outside the Union. Whether Regulation 1182/71 governs periods there is not
    /// established: dates are an estimate, and shown as such.
    #[serde(rename = "EEA")]
    EconomicArea,
}

/// The list of one state and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearList {
    /// Where the list comes from.
    pub basis: Basis,
    /// The publication or the statutes, to be cited.
    pub source: String,
    /// The days that extend a period, in order.
    pub days: Vec<Holiday>,
    /// The days on which the published list and national law part, in order, whether they count or not.
    pub disputed: Vec<DisputedDay>,
}

/// Where a list comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Published in the Official Journal (Reg. 1182/71 Art. 2(1)).
    PublishedList,
    /// Taken from national law, for want of a published list.
    NationalLaw,
    /// Put in the place of the known list, for one computation.
    Supplied,
}

/// A day that extends a period (Reg. 1182/71 Art. 3(4)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// What it celebrates.
    pub name: DayName,
}

/// A day on which the published list and national law part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputedDay {
    /// The day.
    pub date: Date,
    /// What it celebrates.
    pub name: DayName,
    /// Whether the published list has it.
    pub listed: bool,
    /// Whether national law makes it a day off for everyone; `None` if that is not clear either.
    pub national_law: Option<bool>,
    /// Whether it extends a period all the same.
    pub counts: bool,
    /// The reason, in English.
    pub why: String,
}

/// The English name of a day, as the data has it. Cheap to clone: traces share it with the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DayName(Arc<str>);

impl YearList {
    /// The holiday on this day, if any.
    pub fn holiday(&self, date: Date) -> Option<&Holiday> {
        self.days.binary_search_by_key(&date, |day| day.date).ok().and_then(|at| self.days.get(at))
    }

    /// The dispute about this day, if any.
    pub fn disputed(&self, date: Date) -> Option<&DisputedDay> {
        self.disputed.binary_search_by_key(&date, |day| day.date).ok().and_then(|at| self.disputed.get(at))
    }
}

impl Holiday {
    /// A day of which only the date is known.
    pub fn unnamed(date: Date) -> Self {
        Self { date, name: DayName::from("Public holiday") }
    }
}

impl DayName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for DayName {
    fn from(name: &str) -> Self {
        Self(Arc::from(name))
    }
}

impl fmt::Display for DayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for DayName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DayName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|name| Self(Arc::from(name)))
    }
}
