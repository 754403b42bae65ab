use super::Procedure;
use crate::forwarding::SilencePolicy;
use crate::identity::IdentityPolicy;
use crate::law::{Calendar, ClockPolicy, Exemptions, Place, Rules};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// What the operator chose within the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// For how many days an answer can be downloaded.
    pub available_days: i64,
    /// Within how many working days a signer's request is forwarded; what nobody proved or routed by then goes to staff
    /// (Decision (EU) 2021/915, clause 8(a): promptly).
    pub unproven_working_days: u32,
    /// After how many days a request whose mailbox was never proven lapses.
    pub lapse_days: i64,
    /// For how many days after its end a request is kept whole; then only its procedure is (Art. 5(1)(e)). The law gives
    /// no number: remedies take their time.
    pub matter_days: i64,
    /// For how many days an entry of the log is kept, and what is left of a request after its last entry (Art. 5(1)(e));
    /// not less than `matter_days`. The law gives no number: claims must be met for as long as they can be brought.
    pub log_days: i64,
    /// For how many days after somebody signed the index knows it (Art. 5(1)(e)), where the day is known and no day is given
    /// for its end sooner. Nothing, where the operator has no rule.
    pub signer_days: Option<i64>,
    /// How the law is read where it is contested.
    pub clock: ClockPolicy,
    /// What is asked of whom to show who they are.
    pub identity: IdentityPolicy,
    /// What is done when a controller says nothing.
    #[serde(default)]
    pub silence: SilencePolicy,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            available_days: 14,
            unproven_working_days: 2,
            lapse_days: 90,
            matter_days: 365,
            log_days: 6 * 365,
            signer_days: None,
            clock: ClockPolicy::default(),
            identity: IdentityPolicy::default(),
            silence: SilencePolicy::default(),
        }
    }
}

impl Policy {
    /// What of the log is from this instant or before is over its time (Art. 5(1)(e)). Never sooner than a request is
    /// forgotten, whatever `log_days` says.
    pub fn log_limit(&self, now: Timestamp) -> Timestamp {
        let days = self.log_days.max(self.matter_days);
        now.checked_sub(SignedDuration::from_secs(days.saturating_mul(24 * 3600))).unwrap_or(Timestamp::MIN)
    }
}

/// What surrounds a decision.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The instant at which it is taken.
    pub now: Timestamp,
    /// The operator's choices.
    pub policy: &'a Policy,
    /// Where the operator's days begin and end, and whose holidays count.
    pub place: &'a Place,
    /// The public holidays.
    pub calendar: &'a Calendar,
    /// What the law of Member States exempts.
    pub exemptions: &'a Exemptions,
}

impl<'a> Context<'a> {
    /// How periods are counted.
    pub const fn rules(&self) -> Rules<'a> {
        Rules { place: self.place, calendar: self.calendar, policy: &self.policy.clock }
    }

    pub(super) fn available_until(&self) -> Timestamp {
        days_after(self.now, self.policy.available_days)
    }

    pub(super) fn forgets(&self, ended: Timestamp) -> Timestamp {
        days_after(ended, self.policy.matter_days)
    }

    /// When a document that nobody checked is destroyed.
    pub(super) fn destroys(&self, since: Timestamp) -> Timestamp {
        days_after(since, self.policy.identity.document_days)
    }

    pub(super) fn lapses(&self, p: &Procedure) -> Timestamp {
        days_after(p.received, self.policy.lapse_days)
    }
}

fn days_after(instant: Timestamp, days: i64) -> Timestamp {
    instant.checked_add(days.saturating_mul(24).hours()).unwrap_or(Timestamp::MAX)
}
