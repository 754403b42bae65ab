//! How a period that would end on a free day moves on (Reg. 1182/71 Art. 3(4)), and how working days are counted.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};

use super::calendar::{Calendar, MissingList, is_weekend};
use super::place::MemberState;
use super::trace::Step;

/// The holidays of one state, asked day by day.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    pub(super) member_state: MemberState,
    pub(super) calendar: &'a Calendar,
}

/// A day on which a period ends, and the list that would be needed to be sure of it.
#[derive(Clone, Copy)]
pub(super) struct LastDay {
    pub(super) date: Date,
    pub(super) missing: Option<MissingList>,
}

/// What a day is to a period that would end on it.
enum Verdict {
    /// Free; the next day to examine.
    Free(Date),
    Working,
    /// From Monday to Friday, and nobody knows.
    Unlisted(MissingList),
}

impl Days<'_> {
    /// The first working day from `from` on. Appends the reasons to the trace, and the last day.
    ///
    /// Where a list is missing, weekdays are taken for working days; [`Step::ListMissing`] then comes first.
    pub(super) fn roll(self, from: Date, trace: &mut Vec<Step>) -> LastDay {
        let start = trace.len();
        self.find(from, 1, start, trace)
    }

    /// The `count`th working day after `day`, which is not counted itself (Reg. 1182/71 Art. 3(1)); the first working
    /// day from `day` on if `count` is 0.
    pub(super) fn nth_after(self, day: Date, count: u32, trace: &mut Vec<Step>) -> LastDay {
        let start = trace.len();
        match count {
            0 => self.find(day, 1, start, trace),
            _ => self.find(next(day, 1).unwrap_or(day), count, start, trace),
        }
    }

    /// The `count`th working day from `day` on.
    fn find(self, mut day: Date, mut count: u32, start: usize, trace: &mut Vec<Step>) -> LastDay {
        let mut missing = None;
        loop {
            let following = match self.examine(day, trace) {
                Verdict::Free(following) => Some(following),
                verdict => {
                    if let Verdict::Unlisted(list) = verdict {
                        missing.get_or_insert(list);
                    }
                    count = count.saturating_sub(1);
                    if count == 0 { None } else { next(day, 1) }
                }
            };
            match following {
                Some(following) if following > day => day = following,
                _ => break,
            }
        }
        if let Some(MissingList { member_state, year }) = missing {
            trace.insert(start, Step::ListMissing { member_state, year });
        }
        trace.push(Step::LastDay { date: day });
        LastDay { date: day, missing }
    }

    /// What this day is, with the reason in the trace if it is free. A holiday in a weekend adds nothing to it.
    fn examine(self, date: Date, trace: &mut Vec<Step>) -> Verdict {
        if is_weekend(date) {
            trace.push(Step::RolledWeekend { date });
            let to_monday = 8 - date.weekday().to_monday_one_offset();
            return Verdict::Free(next(date, to_monday).unwrap_or(date));
        }
        let list = match self.calendar.year(self.member_state, date.year()) {
            Ok(list) => list,
            Err(missing) => return Verdict::Unlisted(missing),
        };
        if let Some(day) = list.disputed(date) {
            trace.push(Step::DisputedDay {
                date,
                name: day.name.clone(),
                counts: day.counts,
            });
        }
        match list.holiday(date) {
            Some(holiday) => {
                trace.push(Step::RolledHoliday {
                    date,
                    name: holiday.name.clone(),
                });
                Verdict::Free(next(date, 1).unwrap_or(date))
            }
            None => Verdict::Working,
        }
    }
}

/// The day so many days later; `None` at the end of the year 9999.
fn next(date: Date, days: i8) -> Option<Date> {
    date.checked_add(i64::from(days).days()).ok()
}

/// The last second of a day in a zone, whatever its clocks do at midnight (Reg. 1182/71 Art. 3(2): "the last hour").
pub fn last_instant(day: Date, zone: &TimeZone) -> Timestamp {
    let after = day.tomorrow().and_then(|next| zone.to_zoned(next.into()));
    match after {
        Ok(midnight) => midnight.timestamp() - SignedDuration::from_secs(1),
        Err(_) => Timestamp::MAX,
    }
}
