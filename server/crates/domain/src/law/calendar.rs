//! The public holidays of every state and year for which a list is known (Reg. 1182/71 Art. 2(1)).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::file::{self, CalendarError};
use super::holiday::{Basis, Country, Group, Holiday, YearList};
use super::place::MemberState;

/// The calendar of this process: settled once, when somebody asks or supplies.
static CALENDAR: OnceLock<Calendar> = OnceLock::new();

/// The lists that come with the program.
const BUNDLED: &str = include_str!("../../data/public-holidays.json");

/// The public holidays, by state and year.
///
/// The default calendar knows none, so with it nothing passes silently: every look-up is a [`MissingList`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    countries: BTreeMap<MemberState, Country>,
}

/// There is no list of holidays for a state and year, so nobody can say yet which of its weekdays extend a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[error("no list of public holidays for {member_state} in {year}")]
pub struct MissingList {
    /// The state.
    pub member_state: MemberState,
    /// The year.
    pub year: i16,
}

/// Lists were supplied after somebody computed without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("public holidays must be supplied before anybody asks for the calendar")]
pub struct TooLate;

/// The lists of one state, if there are any.
#[derive(Clone, Copy)]
pub(super) struct StateLists<'a> {
    member_state: MemberState,
    country: Option<&'a Country>,
}

impl Calendar {
    /// The calendar that comes with the program, with what was [supplied](Self::supply) at its start.
    pub fn bundled() -> &'static Self {
        CALENDAR.get_or_init(Self::of_the_program)
    }

    /// Adds the lists of `newer` to those that come with the program, for as long as it runs.
    ///
    /// # Errors
    /// [`TooLate`] once anybody asked for the calendar, unless it holds these lists already: dates that were computed
    /// would not be those that are computed next.
    pub fn supply(newer: Self) -> Result<(), TooLate> {
        match CALENDAR.set(Self::of_the_program().with(newer)) {
            Err(again) if again != *Self::bundled() => Err(TooLate),
            _ => Ok(()),
        }
    }

    fn of_the_program() -> Self {
        Self::parse(BUNDLED).unwrap_or_default()
    }

    /// Reads a file of format `public-holidays/1`, such as an operator adds when the next year's notice appears.
    ///
    /// # Errors
    /// [`CalendarError`], which names the mistake and its place.
    pub fn parse(json: &str) -> Result<Self, CalendarError> {
        file::read(json).map(|countries| Self { countries })
    }

    /// This calendar with all lists of `newer`, which win where both have one for a state and year.
    #[must_use]
    pub fn with(mut self, newer: Self) -> Self {
        for (state, country) in newer.countries {
            match self.countries.get_mut(&state) {
                Some(known) => known.years.extend(country.years),
                None => drop(self.countries.insert(state, country)),
            }
        }
        self
    }

    /// This calendar with `days` as the list of a state and year. Nothing in it is disputed.
    ///
    /// Does nothing for a state that the calendar does not [know](Self::knows); days of another year are left out.
    #[must_use]
    pub fn with_year(mut self, member_state: MemberState, year: i16, mut days: Vec<Holiday>) -> Self {
        days.retain(|day| day.date.year() == year);
        days.sort_by_key(|day| day.date);
        days.dedup_by_key(|day| day.date);
        if let Some(country) = self.countries.get_mut(&member_state) {
            let list = YearList { basis: Basis::Supplied, source: String::new(), days, disputed: Vec::new() };
            country.years.insert(year, list);
        }
        self
    }

    /// Whether there is any list for this state. A state without one is unknown, not free of holidays.
    pub fn knows(&self, member_state: MemberState) -> bool {
        self.countries.contains_key(&member_state)
    }

    /// The state with its lists, if it is known.
    pub fn country(&self, member_state: MemberState) -> Option<&Country> {
        self.countries.get(&member_state)
    }

    /// Every known state, by code.
    pub fn countries(&self) -> impl Iterator<Item = (MemberState, &Country)> {
        self.countries.iter().map(|(state, country)| (*state, country))
    }

    /// Whether dates of this state are estimates, because it is not established that Regulation 1182/71 governs them.
    pub fn is_estimate(&self, member_state: MemberState) -> bool {
        self.of(member_state).is_estimate()
    }

    /// The list of a state and year.
    ///
    /// # Errors
    /// [`MissingList`] if there is none; never an empty list instead.
    pub fn year(&self, member_state: MemberState, year: i16) -> Result<&YearList, MissingList> {
        self.of(member_state).year(year)
    }

    /// The holiday on this day of this state, if it is one that extends a period, on whatever day of the week.
    ///
    /// # Errors
    /// [`MissingList`] if there is no list for the year of the day.
    pub fn counts(&self, member_state: MemberState, date: Date) -> Result<Option<&Holiday>, MissingList> {
        self.year(member_state, date.year()).map(|list| list.holiday(date))
    }

    /// The lists of one state, found once for many questions.
    pub(super) fn of(&self, member_state: MemberState) -> StateLists<'_> {
        StateLists { member_state, country: self.country(member_state) }
    }

    /// Whether a period can end on this day (Reg. 1182/71 Art. 2(2)): all days are working days but Saturdays, Sundays
    /// and holidays.
    ///
    /// # Errors
    /// [`MissingList`] if the day is not in a weekend and there is no list for its year.
    pub fn is_working_day(&self, member_state: MemberState, date: Date) -> Result<bool, MissingList> {
        Ok(!is_weekend(date) && self.counts(member_state, date)?.is_none())
    }
}

impl<'a> StateLists<'a> {
    pub(super) fn year(self, year: i16) -> Result<&'a YearList, MissingList> {
        let list = self.country.and_then(|country| country.years.get(&year));
        list.ok_or(MissingList { member_state: self.member_state, year })
    }

    pub(super) fn is_estimate(self) -> bool {
        self.country.is_some_and(|country| country.group == Group::EconomicArea)
    }
}

/// Whether this is a Saturday or a Sunday.
pub fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}
