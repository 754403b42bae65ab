//! What is done when a controller says nothing (Decision (EU) 2021/915, clause 8(a): it was told promptly; whether it acts
//! is its own duty, and the signer's to know).

use super::{Forwarding, ForwardingStanding};
use crate::law::Deadline;
use crate::procedure::Context;
use crate::words::words;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

words! {
    /// A step that is taken when a controller is silent. In this order.
    FollowUp {
        /// It is asked to acknowledge.
        Reminded = "reminded",
        /// It is asked once more.
        RemindedAgain = "reminded_again",
        /// Staff are asked to reach it another way.
        ToStaff = "to_staff",
        /// The signer is told that it is silent, and what can be done.
        SignerAdvised = "signer_advised",
        /// It is reminded that its answer is due soon.
        AnswerDue = "answer_due",
        /// The signer is told that the last day is over, and what can be done.
        SignerAdvisedLate = "signer_advised_late",
    }
}

/// After how many days of silence each step is taken. The law gives no number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SilencePolicy {
    /// The first reminder to acknowledge, in days after the notice.
    pub remind_days: i64,
    /// The second one, in days after the notice.
    pub remind_again_days: i64,
    /// Staff are told, in days after the notice.
    pub staff_days: i64,
    /// The signer is told what can be done, in days after the notice.
    pub advise_days: i64,
    /// The reminder to answer, in days before the last one.
    pub answer_days: i64,
}

impl Default for SilencePolicy {
    fn default() -> Self {
        Self { remind_days: 3, remind_again_days: 7, staff_days: 10, advise_days: 14, answer_days: 7 }
    }
}

/// The next step that is taken if the controller goes on to say nothing, and when; none when nothing is expected of it.
pub fn due(f: &Forwarding, expected: &Deadline, context: &Context<'_>) -> Option<(FollowUp, Timestamp)> {
    let policy = &context.policy.silence;
    let after = |days: i64| f.told?.checked_add(days.saturating_mul(24).hours()).ok();
    let morning = |day: Date| day.to_zoned(context.place.zone.clone()).ok().map(|start| start.timestamp());
    // Never on the heels of the notice.
    let soon = morning(expected.due.saturating_sub(policy.answer_days.days())).max(after(policy.remind_days));
    let to_acknowledge = [
        (FollowUp::Reminded, after(policy.remind_days)),
        (FollowUp::RemindedAgain, after(policy.remind_again_days)),
        (FollowUp::ToStaff, after(policy.staff_days)),
        (FollowUp::SignerAdvised, after(policy.advise_days)),
    ];
    let to_answer = [
        (FollowUp::AnswerDue, soon),
        (FollowUp::SignerAdvisedLate, expected.last_instant.checked_add(1.second()).ok()),
    ];
    let steps = match f.standing() {
        ForwardingStanding::Told => [&to_acknowledge[..], &to_answer[..]].concat(),
        ForwardingStanding::Acknowledged => to_answer.to_vec(),
        ForwardingStanding::Underway | ForwardingStanding::Disputed | ForwardingStanding::Answered => Vec::new(),
    };
    let open = steps.into_iter().filter(|(step, _)| !f.followed_up.contains(step));
    open.filter_map(|(step, at)| Some((step, at?))).min_by_key(|(step, at)| (*at, *step))
}
