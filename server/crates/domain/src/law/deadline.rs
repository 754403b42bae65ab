//! When an answer is due: one month from receipt (GDPR Art. 12(3)), and a processor's own working days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::calendar::{Calendar, MissingList, StateLists};
use super::place::{MemberState, Place, local_date};
use super::roll::{LastDay, last_instant};
use super::trace::Step;

const SECONDS_OF_A_DAY: i64 = 86_400;

/// A last day, its last second, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day on which an act is in time, at the controller's place.
    pub due: Date,
    /// The last second of that day.
    pub last_instant: Timestamp,
    /// The list of holidays that is not known yet, so that the last day may move *later* once it is. Until then the
    /// day is counted with weekends only, and is shown as provisional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisional: Option<MissingList>,
    /// Whether it is an estimate, because Regulation 1182/71 may not govern periods at this place (IS, LI, NO).
    #[serde(default)]
    pub estimate: bool,
    /// The steps of the computation, in order.
    pub trace: Vec<Step>,
}

/// Why there is no firm date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum LawError {
    /// The calendar has no list at all for this state: no guess (Reg. 1182/71 Art. 2(1)).
    #[error("no public holidays are known for {0}")]
    UnknownMemberState(MemberState),
    /// The calendar has no list for a year in which a day had to be examined.
    #[error(transparent)]
    HolidayListMissing(#[from] MissingList),
}

impl LawError {
    /// The code of the error, as in `deadline-cases/1`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownMemberState(_) => "unknown_member_state",
            Self::HolidayListMissing(_) => "holiday_list_missing",
        }
    }
}

/// The end of the month after receipt (GDPR Art. 12(3); Reg. 1182/71 Art. 3(2)(c), (4)), if it is certain.
///
/// `received` is the instant at which the request reached the organisation through any official channel, noticed or not.
///
/// # Errors
/// [`LawError`] if a list of holidays is missing; [`provisional_month_from`] computes a date all the same.
pub fn month_from(received: Timestamp, place: &Place, calendar: &Calendar) -> Result<Deadline, LawError> {
    provisional_month_from(received, place, calendar).firm(calendar)
}

/// As [`month_from`], but where a list of holidays is missing, counted with weekends only and marked
/// [provisional](Deadline::provisional).
pub fn provisional_month_from(received: Timestamp, place: &Place, calendar: &Calendar) -> Deadline {
    let mut trace = Vec::with_capacity(8);
    let receipt = receipt_date(received, &place.zone, &mut trace);
    let end = add_months(receipt, 1, &mut trace);
    Deadline::rolled(end, place, calendar, trace)
}

/// The end of so many working days after receipt (Reg. 1182/71 Art. 3(1) and (3)): the day of receipt is not counted,
/// nor are Saturdays, Sundays and holidays. For the processor's duty to tell the controller promptly (GDPR Art. 28(3)(e);
/// Decision (EU) 2021/915, clause 8(a)). Provisional where a list is missing; see [`Deadline::firm`].
pub fn working_days_after(received: Timestamp, count: u32, place: &Place, calendar: &Calendar) -> Deadline {
    let mut trace = Vec::with_capacity(8);
    let receipt = receipt_date(received, &place.zone, &mut trace);
    trace.push(Step::WorkingDays { days: count });
    let lists = calendar.of(place.member_state);
    let last = lists.nth_after(receipt, count, &mut trace);
    Deadline::ending(last, lists, place, trace)
}

impl Deadline {
    /// The first working day from `end` on.
    pub(super) fn rolled(end: Date, place: &Place, calendar: &Calendar, mut trace: Vec<Step>) -> Self {
        let lists = calendar.of(place.member_state);
        let last = lists.roll(end, &mut trace);
        Self::ending(last, lists, place, trace)
    }

    pub(super) fn ending(last: LastDay, lists: StateLists<'_>, place: &Place, trace: Vec<Step>) -> Self {
        Self {
            due: last.date,
            last_instant: last_instant(last.date, &place.zone),
            provisional: last.missing,
            estimate: lists.is_estimate(),
            trace,
        }
    }

    /// This deadline if no list of holidays was missing for it.
    ///
    /// # Errors
    /// [`LawError`] naming the list, or the state if the calendar knows nothing about it.
    pub fn firm(self, calendar: &Calendar) -> Result<Self, LawError> {
        match self.provisional {
            None => Ok(self),
            Some(list) if calendar.knows(list.member_state) => Err(LawError::HolidayListMissing(list)),
            Some(list) => Err(LawError::UnknownMemberState(list.member_state)),
        }
    }

    /// Whether an act at this instant is in time: the time of day is irrelevant, the local date decides.
    pub fn is_met_at(&self, act: Timestamp, zone: &TimeZone) -> bool {
        local_date(act, zone) <= self.due
    }

    /// How many days are left at this instant: 0 on the last day, negative when overdue.
    pub fn days_left(&self, now: Timestamp, zone: &TimeZone) -> i64 {
        days_between(local_date(now, zone), self.due)
    }
}

/// How many days `to` lies after `from`.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The day of receipt at a place. The time of day is irrelevant.
pub(super) fn receipt_date(received: Timestamp, zone: &TimeZone, trace: &mut Vec<Step>) -> Date {
    let offset = zone.to_offset(received);
    let date = offset.to_datetime(received).date();
    trace.push(Step::Received { date });
    let second = received.as_second();
    let local_second = second + i64::from(offset.seconds());
    if second.div_euclid(SECONDS_OF_A_DAY) != local_second.div_euclid(SECONDS_OF_A_DAY) {
        trace.push(Step::LocalDate { date });
    }
    date
}

/// The same day number so many months on, or the last day of a month that has none (Reg. 1182/71 Art. 3(2)(c);
/// Case C-171/03 Toeters and Verberk). Never thirty days, never the day after.
pub(super) fn add_months(from: Date, months: u8, trace: &mut Vec<Step>) -> Date {
    let to = from.saturating_add(i32::from(months).months());
    trace.push(Step::MonthsAdded { months, from, to });
    if to.day() != from.day() {
        trace.push(Step::MonthEndClamped { day: from.day() });
    }
    to
}
