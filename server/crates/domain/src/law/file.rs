//! The file format `public-holidays/1`, read with every mistake named.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::holiday::{Basis, Country, DisputedDay, Group, Holiday, YearList};
use super::place::MemberState;

/// What is wrong with a file of holidays.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not JSON, or not of this shape.
    #[error("not a file of public holidays")]
    Shape(#[from] serde_json::Error),
    /// Another format.
    #[error("the format is {0:?}, expected \"public-holidays/1\"")]
    Format(String),
    /// An alias that does not lead to the state as which [`MemberState::parse`] reads it.
    #[error("the alias {from:?} does not stand for {to:?}")]
    Alias {
        /// The other code.
        from: String,
        /// The code for which it is said to stand.
        to: String,
    },
    /// A list with a mistake in it.
    #[error("the list of {member_state} for {year}: {mistake}")]
    List {
        /// The state.
        member_state: MemberState,
        /// The year.
        year: i16,
        /// The mistake.
        mistake: ListMistake,
    },
}

/// What is wrong with the list of one state and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ListMistake {
    /// No day at all.
    #[error("it has no days")]
    Empty,
    /// A day outside the year.
    #[error("{0} is a day of another year")]
    OtherYear(Date),
    /// A day that stands twice.
    #[error("{0} stands twice")]
    Twice(Date),
    /// A disputed day that counts and is not among the days, or the other way round.
    #[error("{0} is disputed, and whether it counts does not agree with the days")]
    Contradiction(Date),
}

#[derive(Deserialize)]
struct File {
    format: String,
    #[serde(default)]
    aliases: BTreeMap<String, String>,
    countries: BTreeMap<MemberState, CountryEntry>,
}

#[derive(Deserialize)]
struct CountryEntry {
    name: String,
    group: Group,
    years: BTreeMap<i16, YearEntry>,
}

#[derive(Deserialize)]
struct YearEntry {
    basis: Basis,
    source: String,
    days: Vec<Holiday>,
    #[serde(default)]
    disputed: Vec<DisputedDay>,
}

/// Reads the countries of a file.
pub(super) fn read(json: &str) -> Result<BTreeMap<MemberState, Country>, CalendarError> {
    let file: File = serde_json::from_str(json)?;
    if file.format != "public-holidays/1" {
        return Err(CalendarError::Format(file.format));
    }
    for (from, to) in file.aliases {
        if MemberState::parse(&from).is_err() || MemberState::parse(&from) != MemberState::parse(&to) {
            return Err(CalendarError::Alias { from, to });
        }
    }
    file.countries.into_iter().map(|(state, entry)| Ok((state, country(state, entry)?))).collect()
}

fn country(member_state: MemberState, entry: CountryEntry) -> Result<Country, CalendarError> {
    let mut years = BTreeMap::new();
    for (year, entry) in entry.years {
        let list = list(year, entry).map_err(|mistake| CalendarError::List { member_state, year, mistake })?;
        years.insert(year, list);
    }
    Ok(Country { name: entry.name, group: entry.group, years })
}

fn list(year: i16, entry: YearEntry) -> Result<YearList, ListMistake> {
    let YearEntry { basis, source, mut days, mut disputed } = entry;
    days.sort_by_key(|day| day.date);
    disputed.sort_by_key(|day| day.date);
    if days.is_empty() {
        return Err(ListMistake::Empty);
    }
    check_dates(year, days.iter().map(|day| day.date))?;
    check_dates(year, disputed.iter().map(|day| day.date))?;
    let list = YearList { basis, source, days, disputed };
    match list.disputed.iter().find(|day| day.counts != list.holiday(day.date).is_some()) {
        Some(day) => Err(ListMistake::Contradiction(day.date)),
        None => Ok(list),
    }
}

/// Checks sorted dates: all of this year, none twice.
fn check_dates(year: i16, dates: impl Iterator<Item = Date>) -> Result<(), ListMistake> {
    let mut previous = None;
    for date in dates {
        if date.year() != year {
            return Err(ListMistake::OtherYear(date));
        }
        if previous.replace(date) == Some(date) {
            return Err(ListMistake::Twice(date));
        }
    }
    Ok(())
}
