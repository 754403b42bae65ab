//! The period of Art. 12(3) with everything that can move its end: a pause for identity, an extension.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::calendar::Calendar;
use super::deadline::{Deadline, add_months, days_between, receipt_date};
use super::place::{Place, local_date};
use super::policy::{ClockPolicy, ExtensionGround, ExtensionReading, ExtensionRefusal, FurtherMonths};
use super::roll::LastDay;
use super::term::{Facts, IdentityAct, Term};
use super::trace::Step;

/// The rules of the period, as they hold at one place under one policy.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Where the controller is.
    pub place: &'a Place,
    /// The public holidays.
    pub calendar: &'a Calendar,
    /// The operator's reading of what is contested.
    pub policy: &'a ClockPolicy,
}

/// What the first month and the extended period have in common.
struct Start {
    receipt: Date,
    /// One month after receipt, neither paused nor moved off a free day.
    month_end: Date,
    paused: i64,
    stopped: Option<Date>,
}

impl Rules<'_> {
    /// The first month (Art. 12(3)), within which the person is told of an extension, and a refusal with its reasons
    /// (Art. 12(4)), even when the period is extended.
    pub fn first_month(&self, facts: &Facts) -> Term {
        let mut trace = Vec::with_capacity(8);
        let start = self.start(facts, &mut trace);
        match start.stopped {
            Some(since) => Term::Stopped { since, trace },
            None => {
                let end = add_days(start.month_end, start.paused);
                Term::Running(Deadline::rolled(end, self.place, self.calendar, trace))
            }
        }
    }

    /// The whole period, extended if it was: within it the answer is due (Art. 12(3)).
    pub fn current(&self, facts: &Facts) -> Term {
        let first = self.first_month(facts);
        match self.extended(facts) {
            Some(extended) => extended.after(first),
            None => first,
        }
    }

    /// The extended period alone, if it was extended; its trace begins with the extension.
    pub fn extended(&self, facts: &Facts) -> Option<Term> {
        let months = facts.extension?.number();
        let start = self.start(facts, &mut Vec::new());
        let reading = self.policy.extension_reading;
        let mut trace = vec![Step::Extension { months, reading }];
        Some(match start.stopped {
            Some(since) => Term::Stopped { since, trace },
            None => {
                let lists = self.calendar.of(self.place.member_state);
                let last = self.extended_end(&start, months, &mut trace);
                Term::Running(Deadline::ending(last, lists, self.place, trace))
            }
        })
    }

    /// Whether the period may be extended now (Art. 12(3)), and by how much.
    ///
    /// # Errors
    /// The first [`ExtensionRefusal`] that applies.
    pub fn may_extend(
        &self,
        facts: &Facts,
        now: Timestamp,
        months: u8,
        grounds: &[ExtensionGround],
    ) -> Result<FurtherMonths, ExtensionRefusal> {
        let months = extension_form(facts, months, grounds)?;
        if self.first_month(facts).is_met_at(now, &self.place.zone) {
            Ok(months)
        } else {
            Err(ExtensionRefusal::AfterFirstMonth)
        }
    }

    fn start(&self, facts: &Facts, trace: &mut Vec<Step>) -> Start {
        let receipt = receipt_date(facts.received, &self.place.zone, trace);
        let month_end = add_months(receipt, 1, trace);
        let (paused, stopped) = self.pauses(receipt, facts, trace);
        if paused > 0 {
            trace.push(Step::PausedDays { days: paused, from: month_end, to: add_days(month_end, paused) });
        }
        if let Some(since) = stopped {
            trace.push(Step::PauseOpen { since });
        }
        Start { receipt, month_end, paused, stopped }
    }

    /// The days of all closed pauses, and the day since which one is open. A question stops the clock if it is asked soon
    /// enough after receipt, until the next reply (EDPB Guidelines 01/2022 §159).
    fn pauses(&self, receipt: Date, facts: &Facts, trace: &mut Vec<Step>) -> (i64, Option<Date>) {
        if !self.policy.pause_while_identity_unclear {
            if !facts.identity.is_empty() {
                trace.push(Step::PausePolicyOff);
            }
            return (0, None);
        }
        let mut paused = 0;
        let mut stopped = None;
        for act in &facts.identity {
            match *act {
                IdentityAct::Requested(at) => {
                    let date = local_date(at, &self.place.zone);
                    if days_between(receipt, date) > i64::from(self.policy.identity_ask_within_days) {
                        trace.push(Step::PauseRefusedLateRequest { date });
                    } else {
                        stopped.get_or_insert(date);
                    }
                }
                IdentityAct::Supplied(at) => {
                    if let Some(since) = stopped.take() {
                        paused += days_between(since, local_date(at, &self.place.zone)).max(0);
                    }
                }
            }
        }
        (paused, stopped)
    }

    /// The last day of the extended period under the policy's reading.
    fn extended_end(&self, start: &Start, months: u8, trace: &mut Vec<Step>) -> LastDay {
        use ExtensionReading::{EarlierOfBoth, OnePlusTwo, ThreeMonthsFromReceipt};
        match self.policy.extension_reading {
            ThreeMonthsFromReceipt => self.counted(start.receipt, 1 + months, start.paused, trace),
            OnePlusTwo => self.counted(start.month_end, months, start.paused, trace),
            EarlierOfBoth => {
                let (mut whole, mut apart) = (Vec::new(), Vec::new());
                let three = self.counted(start.receipt, 1 + months, start.paused, &mut whole);
                let plus = self.counted(start.month_end, months, start.paused, &mut apart);
                let (chosen, reading, steps) = if plus.date < three.date {
                    (plus, OnePlusTwo, apart)
                } else {
                    (three, ThreeMonthsFromReceipt, whole)
                };
                let missing = three.missing.or(plus.missing);
                trace.extend(missing.map(Step::from));
                trace.push(Step::Chosen { reading });
                trace.extend(steps.into_iter().filter(|step| !matches!(step, Step::ListMissing { .. })));
                LastDay { missing, ..chosen }
            }
        }
    }

    fn counted(&self, from: Date, months: u8, paused: i64, trace: &mut Vec<Step>) -> LastDay {
        let mut end = add_months(from, months, trace);
        if paused > 0 {
            end = add_days(end, paused);
            trace.push(Step::PauseCarried { days: paused, to: end });
        }
        self.calendar.of(self.place.member_state).roll(end, trace)
    }
}

/// What an extension needs whatever the date is.
pub(super) fn extension_form(
    facts: &Facts,
    months: u8,
    grounds: &[ExtensionGround],
) -> Result<FurtherMonths, ExtensionRefusal> {
    if facts.extension.is_some() {
        return Err(ExtensionRefusal::AlreadyExtended);
    }
    let months = FurtherMonths::from_number(months).ok_or(ExtensionRefusal::BadMonths)?;
    if grounds.is_empty() {
        return Err(ExtensionRefusal::NoGrounds);
    }
    if !grounds.iter().any(|ground| ground.is_allowed()) {
        return Err(ExtensionRefusal::GroundNotAllowed);
    }
    Ok(months)
}

/// So many days later.
fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(SignedDuration::from_hours(days.saturating_mul(24)))
}
