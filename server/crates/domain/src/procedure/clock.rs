//! The clocks of a request: what of its history moves a date, and what the dates are.

use super::{Context, Procedure};
use crate::identity::ShownEid;
use crate::law::{Deadline, Facts, IdentityAct, Rules, Term, working_days_after};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// When a request is due (Art. 12(3)), and when a refusal of it is (Art. 12(4)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The first month: an extension is told within it, and a refusal, even when the period was extended.
    pub first_month: Term,
    /// The whole period.
    pub current: Term,
    /// The whole period as it would be if no question about identity had stopped it: the careful date, where whether
    /// it stops is contested.
    pub unpaused: Deadline,
}

impl Clock {
    /// The last day; while the clock stands still, the careful one.
    pub fn due(&self) -> &Deadline {
        self.current.deadline().unwrap_or(&self.unpaused)
    }

    /// Whether a pause moved or stopped the last day: then both dates are shown.
    pub fn is_paused(&self) -> bool {
        self.current.deadline().is_none_or(|deadline| deadline.due != self.unpaused.due)
    }

    /// Whether an end of this kind is late at `now`: a refusal is measured against the first month (Art. 12(4)).
    pub(super) fn is_late(&self, is_refusal: bool, now: Timestamp, zone: &TimeZone) -> bool {
        let term = if is_refusal { &self.first_month } else { &self.current };
        !term.is_met_at(now, zone)
    }
}

impl Procedure {
    /// What of its history its dates depend on.
    pub fn facts(&self) -> Facts {
        Facts { received: self.received, identity: self.identity_acts.clone(), extension: self.extension }
    }

    /// Its dates under these rules.
    pub fn clock(&self, rules: &Rules<'_>) -> Clock {
        let facts = self.facts();
        let first_month = rules.first_month(&facts);
        let current = rules.current(&facts);
        Clock { first_month, current, unpaused: unpaused(rules, facts) }
    }

    /// What is due next, as lists of staff show it: a processor forwards promptly what is a controller's to answer
    /// (Art. 28(3)(e); Decision (EU) 2021/915, clause 8(a)); everything else is the answer.
    pub fn next_due(&self, context: &Context<'_>) -> Deadline {
        if self.awaits_forwarding() {
            let days = context.policy.unproven_working_days;
            return working_days_after(self.received, days, context.place, context.calendar);
        }
        self.clock(&context.rules()).due().clone()
    }

    /// Whether it is still to be put on its way to a controller.
    pub fn awaits_forwarding(&self) -> bool {
        self.is_open() && self.relationship.is_processed_for_others() && self.forwarded.is_empty()
    }

    /// Whether the person is asked who they are, and has not answered.
    pub fn is_doubted(&self) -> bool {
        matches!(self.identity_acts.last(), Some(IdentityAct::Requested(_)))
    }

    pub(super) fn ask_identity(&mut self, at: Timestamp) {
        self.identity_acts.push(IdentityAct::Requested(at));
        self.ask(at);
    }

    /// They answered, whatever was asked.
    pub(super) fn answered(&mut self, at: Timestamp) {
        self.asked = None;
        self.end_doubt(at);
    }

    /// Facts that are right answer the question; wrong ones do once they cannot be given again.
    pub(super) fn give_facts(&mut self, is_match: bool, at: Timestamp) {
        let Some(round) = &mut self.proving.facts else { return };
        round.give(is_match, at);
        if !round.is_open() {
            self.answered(at);
        }
    }

    /// An identification that names the person answers whatever was asked of who they are.
    pub(super) fn show_eid(&mut self, provider: &str, is_match: bool, at: Timestamp) {
        self.proving.eid = Some(ShownEid { provider: provider.to_owned(), is_match, at });
        if is_match && self.is_doubted() {
            self.proving.document = None;
            self.answered(at);
        }
    }

    /// The question about identity is answered, or needs no answer any more.
    pub(super) fn end_doubt(&mut self, at: Timestamp) {
        if self.is_doubted() {
            self.identity_acts.push(IdentityAct::Supplied(at));
        }
    }
}

fn unpaused(rules: &Rules<'_>, facts: Facts) -> Deadline {
    match rules.current(&Facts { identity: Vec::new(), ..facts }) {
        Term::Running(deadline) => deadline,
        // Nothing stops a clock that no question was put to.
        Term::Stopped { .. } => crate::law::provisional_month_from(facts.received, rules.place, rules.calendar),
    }
}
