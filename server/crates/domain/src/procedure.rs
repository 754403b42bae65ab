//! The life of a request: commands in, events out.
//!
//! [`decide`] holds every rule and answers a refused command with the article that forbids it; [`apply`] folds what
//! happened into the [`Procedure`] and never fails. Neither knows a name, an address or a text: what is personal lies
//! sealed beside the procedure, and free text enters here as a [`Commitment`] only.

mod decide;
mod event;
mod refusal;
mod standing;
#[cfg(test)]
mod tests;

pub use decide::decide;
pub use event::{Commitment, Digest, Event, NamedBy, TriageReason};
pub use refusal::Refusal;
pub use standing::{Standing, standing};

use crate::ids::{ControllerId, ForwardingId, PieceId, StaffId};
use crate::words::{Channel, IdentityBasis, Outcome, Relationship, Right};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// Where a request stands, with no personal data in it. The fold of its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// The right that is exercised.
    pub right: Right,
    /// How the person stands to the operator.
    pub relationship: Relationship,
    /// How it came in.
    pub channel: Channel,
    /// When it was received; the clock runs from here whether or not the mailbox was proven (Art. 12(3)).
    pub received: Timestamp,
    /// Whether it objects to direct marketing, which cannot be refused (Art. 21(3)).
    #[serde(default)]
    pub direct_marketing: bool,
    /// Whether somebody asks for another person, whose authority is to be shown.
    #[serde(default)]
    pub represented: bool,
    /// When the mailbox was proven for this request.
    pub mailbox_proven: Option<Timestamp>,
    /// On what staff rely for the identity (Art. 12(6)).
    pub identity: Option<IdentityBasis>,
    /// The pieces of data gathered so far.
    pub pieces: Vec<PieceId>,
    /// Why staff must route it, if they must.
    pub triage: Option<TriageReason>,
    /// To which controllers it went, each once.
    pub forwarded: Vec<(ForwardingId, ControllerId)>,
    /// How and when it ended.
    pub closed: Option<(Outcome, Timestamp)>,
    /// Until when the answer can be downloaded.
    pub available_until: Option<Timestamp>,
    /// How many events it is the fold of.
    pub version: i64,
}

impl Procedure {
    /// Whether it still waits for its end.
    pub const fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether the answer can be downloaded at `now`.
    pub fn is_available(&self, now: Timestamp) -> bool {
        self.available_until.is_some_and(|until| now < until)
    }
}

/// What somebody wants to happen to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The person showed that the mailbox is theirs and the filing too.
    ProveMailbox,
    /// The owner of the mailbox says: I never filed this.
    Disown,
    /// Staff establish who asks.
    ConfirmIdentity {
        /// Who.
        by: StaffId,
        /// On what they rely.
        basis: IdentityBasis,
        /// Why, in words; owed for [`IdentityBasis::Other`].
        reasons: Option<Commitment>,
    },
    /// Staff add a piece of data.
    Gather {
        /// Who.
        by: StaffId,
        /// The piece.
        piece: PieceId,
        /// The system it comes from, by its configured name.
        system: String,
        /// SHA-256 of the untouched input.
        digest: Digest,
    },
    /// Staff take a piece out again: the wrong file, the wrong person.
    Discard {
        /// Who.
        by: StaffId,
        /// The piece.
        piece: PieceId,
    },
    /// Staff export what was gathered.
    Export {
        /// Who.
        by: StaffId,
    },
    /// Staff answer.
    Decide {
        /// Who.
        by: StaffId,
        /// How it ends.
        outcome: Outcome,
        /// The answer in words, if there are any.
        words: Option<Commitment>,
    },
    /// Staff open the download again.
    MakeAvailable {
        /// Who.
        by: StaffId,
    },
    /// The data subject fetches a file of the answer.
    Download {
        /// Its path within the package.
        file: String,
    },
    /// The data subject takes the request back.
    Withdraw,
    /// Nothing routes it by itself: staff must.
    ReferToStaff {
        /// Why.
        reason: TriageReason,
    },
    /// It goes to a controller.
    Forward {
        /// The forwarding.
        forwarding: ForwardingId,
        /// Its addressee.
        controller: ControllerId,
        /// Who picked the controller.
        named_by: NamedBy,
    },
}

/// What the operator chose within the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// For how many days an answer can be downloaded.
    pub available_days: i64,
    /// After how many working days an unproven signer's request goes to staff (Decision 2021/915, clause 8(a)).
    pub unproven_working_days: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self { available_days: 14, unproven_working_days: 2 }
    }
}

/// What surrounds a decision.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The instant at which it is taken.
    pub now: Timestamp,
    /// The operator's choices.
    pub policy: &'a Policy,
}

impl Context<'_> {
    fn available_until(&self) -> Timestamp {
        let hours = self.policy.available_days.saturating_mul(24);
        self.now.checked_add(hours.hours()).unwrap_or(Timestamp::MAX)
    }
}

/// Folds one event into the procedure. Total: what was recorded has happened, whatever today's rules say.
///
/// `None` stands for a request before its first event; an event other than [`Event::Filed`] on it is ignored.
pub fn apply(procedure: Option<Procedure>, at: Timestamp, event: &Event) -> Option<Procedure> {
    let Some(mut p) = procedure else {
        return match event {
            &Event::Filed { right, relationship, channel, received, .. } => Some(Procedure {
                right,
                relationship,
                channel,
                received,
                direct_marketing: matches!(event, Event::Filed { direct_marketing: true, .. }),
                represented: matches!(event, Event::Filed { represented: true, .. }),
                mailbox_proven: None,
                identity: None,
                pieces: Vec::new(),
                triage: None,
                forwarded: Vec::new(),
                closed: None,
                available_until: None,
                version: 1,
            }),
            _ => None,
        };
    };
    p.version = p.version.saturating_add(1);
    match event {
        Event::Filed { .. } | Event::Exported { .. } | Event::Downloaded { .. } => {}
        Event::MailboxProven => {
            p.mailbox_proven = Some(at);
            p.triage = p.triage.filter(|reason| *reason != TriageReason::StayedUnproven);
        }
        Event::Disowned => p.closed = Some((Outcome::LapsedUnverified, at)),
        Event::IdentityConfirmed { basis, .. } => p.identity = Some(*basis),
        Event::Gathered { piece, .. } => p.pieces.push(*piece),
        Event::Discarded { piece, .. } => p.pieces.retain(|kept| kept != piece),
        Event::Decided { outcome, available_until, .. } => {
            p.closed = Some((*outcome, at));
            p.available_until = *available_until;
        }
        Event::MadeAvailable { until, .. } => p.available_until = Some(*until),
        Event::Withdrawn => p.closed = Some((Outcome::Withdrawn, at)),
        Event::ReferredToStaff { reason } => p.triage = Some(*reason),
        Event::Forwarded { forwarding, controller, .. } => {
            p.forwarded.push((*forwarding, *controller));
            p.triage = None;
        }
    }
    Some(p)
}
