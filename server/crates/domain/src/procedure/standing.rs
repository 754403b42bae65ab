use super::Procedure;
use crate::forwarding::Forwarding;

/// For what, and for whom, a request waits: what lists show and filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// For the person to prove the mailbox.
    AwaitingMailbox,
    /// For the signer to say which organisations are meant.
    AwaitingChoice,
    /// For staff to find the controller.
    Triage,
    /// For staff to answer.
    WithStaff,
    /// For the person to answer a question.
    AwaitingSubject,
    /// For a controller to acknowledge.
    Forwarded,
    /// Every controller acknowledged; they answer.
    Acknowledged,
    /// For nobody.
    Closed,
}

impl Standing {
    /// Every standing, in the order of a request's life.
    pub const ALL: &'static [Self] = &[
        Self::AwaitingMailbox,
        Self::AwaitingChoice,
        Self::Triage,
        Self::WithStaff,
        Self::AwaitingSubject,
        Self::Forwarded,
        Self::Acknowledged,
        Self::Closed,
    ];

    /// The code under which it is stored, filtered and found in texts.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AwaitingMailbox => "awaiting_mailbox",
            Self::AwaitingChoice => "awaiting_choice",
            Self::Triage => "triage",
            Self::WithStaff => "with_staff",
            Self::AwaitingSubject => "awaiting_subject",
            Self::Forwarded => "forwarded",
            Self::Acknowledged => "acknowledged",
            Self::Closed => "closed",
        }
    }

    /// The standing of this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|standing| standing.code() == code)
    }
}

/// Where a request stands; a signer's follows from its forwardings.
pub fn standing(p: &Procedure, forwardings: &[Forwarding]) -> Standing {
    if !p.is_open() {
        Standing::Closed
    } else if p.asked.is_some() && p.forwarded.is_empty() {
        Standing::AwaitingSubject
    } else if p.triage.is_some() {
        Standing::Triage
    } else if !p.forwarded.is_empty() {
        let all_acknowledged = !forwardings.is_empty() && forwardings.iter().all(|f| f.acknowledged.is_some());
        if all_acknowledged { Standing::Acknowledged } else { Standing::Forwarded }
    } else if !p.is_settled() {
        Standing::AwaitingMailbox
    } else if p.relationship.is_processed_for_others() {
        Standing::AwaitingChoice
    } else {
        Standing::WithStaff
    }
}
