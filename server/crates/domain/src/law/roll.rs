//! How a period that would end on a free day moves on (Reg. 1182/71 Art. 3(4)), and how working days are counted.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::calendar::{MissingList, StateLists, is_weekend};
use super::trace::Step;

/// A day on which a period ends, and the list that would be needed to be sure of it.
#[derive(Clone, Copy)]
pub(super) struct LastDay {
    pub(super) date: Date,
    pub(super) missing: Option<MissingList>,
}

/// What a day is to a period that would end on it.
enum Verdict {
    /// Free through this day.
    Free(Date),
    Working,
    /// From Monday to Friday, and nobody knows.
    Unlisted(MissingList),
}

impl StateLists<'_> {
    /// The first working day from `from` on. Appends the reasons to the trace, and the last day.
    ///
    /// Where a list is missing, weekdays are taken for working days; [`Step::ListMissing`] then comes first.
    pub(super) fn roll(self, from: Date, trace: &mut Vec<Step>) -> LastDay {
        self.count(from, 1, trace)
    }

    /// The `count`th working day after `day`, which is not counted itself (Reg. 1182/71 Art. 3(1)); the first working
    /// day from `day` on if `count` is 0.
    pub(super) fn nth_after(self, day: Date, count: u32, trace: &mut Vec<Step>) -> LastDay {
        match count {
            0 => self.roll(day, trace),
            _ => self.count(day.tomorrow().unwrap_or(day), count, trace),
        }
    }

    /// The `count`th working day from `from` on; the end of the year 9999 if it is not before.
    fn count(self, from: Date, mut count: u32, trace: &mut Vec<Step>) -> LastDay {
        let start = trace.len();
        let mut last = LastDay { date: from, missing: None };
        loop {
            let mut through = last.date;
            match self.examine(last.date, trace) {
                Verdict::Free(day) => through = day,
                Verdict::Working => count -= 1,
                Verdict::Unlisted(list) => {
                    last.missing.get_or_insert(list);
                    count -= 1;
                }
            }
            if count == 0 {
                break;
            }
            let Ok(next) = through.tomorrow() else { break };
            last.date = next;
        }
        if let Some(list) = last.missing {
            trace.insert(start, Step::from(list));
        }
        trace.push(Step::LastDay { date: last.date });
        last
    }

    /// What this day is, with the reason in the trace if it is free. A holiday in a weekend adds nothing to it.
    fn examine(self, date: Date, trace: &mut Vec<Step>) -> Verdict {
        if is_weekend(date) {
            trace.push(Step::RolledWeekend { date });
            let sunday = if date.weekday() == Weekday::Saturday { date.tomorrow().ok() } else { None };
            return Verdict::Free(sunday.unwrap_or(date));
        }
        let list = match self.year(date.year()) {
            Ok(list) => list,
            Err(missing) => return Verdict::Unlisted(missing),
        };
        if let Some(day) = list.disputed(date) {
            trace.push(Step::DisputedDay { date, name: day.name.clone(), counts: day.counts });
        }
        match list.holiday(date) {
            Some(holiday) => {
                trace.push(Step::RolledHoliday { date, name: holiday.name.clone() });
                Verdict::Free(date)
            }
            None => Verdict::Working,
        }
    }
}

/// The last second of a day in a zone, whatever its clocks do at midnight (Reg. 1182/71 Art. 3(2): "the last hour").
pub fn last_instant(day: Date, zone: &TimeZone) -> Timestamp {
    let midnight = day.tomorrow().and_then(|next| zone.to_timestamp(next.into()));
    let before = midnight.and_then(|midnight| Timestamp::from_second(midnight.as_second() - 1));
    before.unwrap_or(Timestamp::MAX)
}
