//! The steps of a deadline as sentences: "Received Friday 27 March. One month later is Monday 27 April, King's Day in the
//! Netherlands, so the last day is Tuesday 28 April."

mod breach;
mod refusals;
mod report;
mod retention;
mod states;
#[cfg(test)]
mod tests;

pub use breach::explain_breach;
pub use report::{Report, report};
pub use retention::explain_retention;

use super::{Locale, dates, holidays, td_string};
use domain::law::{MemberState, Step};
use jiff::civil::Date;

/// The whole explanation. `state` is where the holidays are, if the reader should be told.
pub fn explain(locale: Locale, trace: &[Step], state: Option<MemberState>) -> String {
    let mut story = Story { locale, state, year: None, open: None, said: Vec::new(), notes: Vec::new() };
    for step in trace {
        story.tell(step);
    }
    story.close();
    story.said.append(&mut story.notes);
    story.said.join(" ")
}

/// A sentence in the making: a day that was computed, and what is said about the days skipped from there on.
struct Open {
    text: String,
    day: Option<Date>,
}

struct Story {
    locale: Locale,
    state: Option<MemberState>,
    /// The year of receipt: other years are said.
    year: Option<i16>,
    open: Option<Open>,
    said: Vec<String>,
    /// What is said after everything else.
    notes: Vec<String>,
}

impl Story {
    fn tell(&mut self, step: &Step) {
        let l = self.locale;
        match step {
            Step::Received { date } => {
                self.year = Some(date.year());
                self.begin(td_string!(l, law.received, day = self.day(*date)).to_string(), None);
            }
            Step::LocalDate { .. } => self.extend(td_string!(l, law.local_date)),
            Step::MonthsAdded { months, to, .. } => {
                let text = match months {
                    1 => td_string!(l, law.month_later, day = self.day(*to)).to_string(),
                    months => td_string!(l, law.months_later, count = months, day = self.day(*to)).to_string(),
                };
                self.begin(text, Some(*to));
            }
            Step::MonthEndClamped { day } => {
                let text = td_string!(l, law.month_end, number = day).to_string();
                self.extend(&text);
            }
            Step::WorkingDays { days } => {
                let text = match days {
                    1 => td_string!(l, law.working_day).to_owned(),
                    days => td_string!(l, law.working_days, count = days).to_string(),
                };
                self.begin(text, None);
            }
            Step::RolledWeekend { date } => self.skip(*date, td_string!(l, law.weekend).to_owned()),
            Step::RolledHoliday { date, name } => {
                let name = holidays::name(l, name.as_str());
                let what = match self.state.and_then(|state| states::within(l, state)) {
                    Some(there) => td_string!(l, law.holiday_in, name = name, there = there).to_string(),
                    None => td_string!(l, law.holiday, name = name).to_string(),
                };
                self.skip(*date, what);
            }
            Step::LastDay { date } => self.end(*date),
            other => self.tell_exception(other),
        }
    }

    /// What is not in every story: pauses, extensions, doubts.
    fn tell_exception(&mut self, step: &Step) {
        let l = self.locale;
        match step {
            Step::PausePolicyOff => self.begin(td_string!(l, law.pause_off).to_owned(), None),
            Step::PauseRefusedLateRequest { date } => {
                self.begin(td_string!(l, law.pause_late, day = self.day(*date)).to_string(), None);
            }
            Step::PausedDays { days, to, .. } => {
                let text = match days {
                    1 => td_string!(l, law.paused_day, day = self.day(*to)).to_string(),
                    days => td_string!(l, law.paused_days, count = days, day = self.day(*to)).to_string(),
                };
                self.begin(text, Some(*to));
            }
            Step::PauseOpen { since } => {
                self.begin(td_string!(l, law.pause_open, day = self.day(*since)).to_string(), None);
            }
            Step::PauseCarried { to, .. } => {
                self.begin(td_string!(l, law.pause_carried, day = self.day(*to)).to_string(), Some(*to));
            }
            Step::Extension { months, .. } => {
                let text = match months {
                    1 => td_string!(l, law.extension_one).to_owned(),
                    months => td_string!(l, law.extension_many, count = months).to_string(),
                };
                self.begin(text, None);
            }
            Step::Chosen { reading } => self.begin(refusals::chosen(l, *reading).to_owned(), None),
            Step::ExtensionRejected { refusal } => self.begin(refusals::extension(l, *refusal).to_owned(), None),
            Step::ListMissing { member_state, year } => {
                let there = states::within(l, *member_state).unwrap_or_else(|| member_state.code());
                self.notes.push(td_string!(l, law.list_missing, there = there, year = year).to_string());
            }
            Step::DisputedDay { date, name, counts } => {
                let (day, name) = (self.day(*date), holidays::name(l, name.as_str()));
                self.notes.push(if *counts {
                    td_string!(l, law.disputed_counts, day = day, name = name).to_string()
                } else {
                    td_string!(l, law.disputed_not, day = day, name = name).to_string()
                });
            }
            _ => {}
        }
    }

    /// A day of the story, with its year where that is another than the one of receipt.
    fn day(&self, date: Date) -> String {
        let is_other = self.year.is_some_and(|year| year != date.year());
        if is_other { dates::full_day(self.locale, date) } else { dates::weekday(self.locale, date) }
    }

    fn begin(&mut self, text: String, day: Option<Date>) {
        self.close();
        self.open = Some(Open { text, day });
    }

    fn extend(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(", ");
            open.text.push_str(text);
        }
    }

    /// A day that a period cannot end on: said of the day just computed, or with its own name.
    fn skip(&mut self, date: Date, what: String) {
        let said = self.day(date);
        let Some(open) = &mut self.open else { return };
        if open.day == Some(date) {
            open.text.push_str(&format!(", {what}"));
        } else {
            open.text.push_str(&td_string!(self.locale, law.then, day = said, what = what).to_string());
        }
        open.day = None;
    }

    fn end(&mut self, date: Date) {
        let said = self.day(date);
        let Some(open) = &mut self.open else { return };
        open.text.push_str(&if open.day == Some(date) {
            td_string!(self.locale, law.is_last_day).to_string()
        } else {
            td_string!(self.locale, law.so_last_day, day = said).to_string()
        });
        self.close();
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.said.push(format!("{}.", open.text));
        }
    }
}
