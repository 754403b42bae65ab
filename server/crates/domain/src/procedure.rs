//! The life of a request: commands in, events out.
//!
//! [`decide`] holds every rule and answers a refused command with the article that forbids it; [`apply`] folds what
//! happened into the [`Procedure`] and never fails. Neither knows a name, an address or a text: what is personal lies
//! sealed beside the procedure, and free text enters here as a [`Commitment`] only.

mod acts;
mod answer;
mod clock;
mod command;
mod context;
mod decide;
mod decision;
mod dispatch;
mod event;
mod guard;
mod identity;
mod lifting;
mod marks;
mod recipients;
mod refusal;
mod routing;
mod standing;
#[cfg(test)]
mod tests;
mod time;

pub use acts::Act;
pub use clock::Clock;
pub use command::Command;
pub use context::{Context, Policy};
pub use decide::decide;
pub use decision::{Decision, Remedies, Withheld};
pub use dispatch::{Dispatched, Writing};
pub use event::{Enclosed, Event};
pub use lifting::Lifting;
pub use marks::{Commitment, Digest, NamedBy, Relayed, TriageReason};
pub use recipients::{Recipient, Spared};
pub use refusal::Refusal;
pub use standing::{Party, Standing, standing};

use crate::identity::{FactsRound, HeldDocument, Proving, TRIES};
use crate::ids::{ControllerId, ForwardingId, PieceId};
use crate::law::{FurtherMonths, Ground, IdentityAct};
use crate::words::{Channel, IdentityBasis, Outcome, Relationship, Right};
use jiff::Timestamp;
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
    /// Since when it is on record that whoever filed may act for the person.
    #[serde(default)]
    pub authority: Option<Timestamp>,
    /// The pieces of data gathered so far.
    pub pieces: Vec<PieceId>,
    /// What is to be done in which system, and what of it was.
    #[serde(default)]
    pub acts: Vec<Act>,
    /// To whom the data were disclosed, and which of them know what was done (Art. 19).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Recipient>,
    /// How the restriction ends, once the person was told that it will (Art. 18(3)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifting: Option<Lifting>,
    /// What was written to the person and left, the last of each kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dispatched: Vec<Dispatched>,
    /// What of the request is not done.
    #[serde(default)]
    pub withheld: Vec<Withheld>,
    /// Since when staff wait for the data subject to answer a question.
    #[serde(default)]
    pub asked: Option<Timestamp>,
    /// When the person was asked who they are, and when that ended (Art. 12(6)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity_acts: Vec<IdentityAct>,
    /// How far they have come with showing it.
    #[serde(default, skip_serializing_if = "Proving::is_idle")]
    pub proving: Proving,
    /// By how much the period was extended, if it was (Art. 12(3)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<FurtherMonths>,
    /// Why staff must route it, if they must.
    pub triage: Option<TriageReason>,
    /// To which controllers it went, each once, but for those who say that it is not theirs.
    pub forwarded: Vec<(ForwardingId, ControllerId)>,
    /// Which controllers say that it is not theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed_by: Vec<ControllerId>,
    /// How and when it ended.
    pub closed: Option<(Outcome, Timestamp)>,
    /// On which ground the whole was refused, if it was.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// How and when it ended before it was reopened, oldest first.
    #[serde(default)]
    pub ended_before: Vec<(Outcome, Timestamp)>,
    /// Whether the owner of the mailbox said that it is not theirs.
    #[serde(default)]
    pub disowned: bool,
    /// Whether what it was about is forgotten, and only the procedure is kept (Art. 5(1)(e)).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forgotten: bool,
    /// Until when the answer can be downloaded.
    pub available_until: Option<Timestamp>,
    /// How many events it is the fold of.
    pub version: i64,
}

impl Procedure {
    /// Whether it still waits for its end. What is forgotten waits for nothing, also where a backup lost how it ended.
    pub const fn is_open(&self) -> bool {
        self.closed.is_none() && !self.forgotten
    }

    /// Whether it lapsed for want of a proven mailbox, and proving it would bring it back.
    pub fn has_lapsed(&self) -> bool {
        matches!(self.closed, Some((Outcome::LapsedUnverified, _))) && !self.disowned && !self.forgotten
    }

    /// Whether nobody doubts that whoever filed it can be written to: the mailbox is proven, or there was none to prove.
    pub const fn is_settled(&self) -> bool {
        self.mailbox_proven.is_some() || self.channel.is_taken_in_by_staff()
    }

    /// Whether somebody behind the mailbox is still to say whether it is theirs.
    pub fn is_unclaimed(&self) -> bool {
        (self.is_open() && self.mailbox_proven.is_none() && !self.disowned) || self.has_lapsed()
    }

    fn ask(&mut self, at: Timestamp) {
        self.asked = Some(at);
        self.rewrite(Writing::Question);
    }

    fn close(&mut self, outcome: Outcome, at: Timestamp) {
        self.closed = Some((outcome, at));
        self.asked = None;
        self.proving = Proving::default();
        self.end_doubt(at);
    }

    /// Whether the answer can be downloaded at `now`.
    pub fn is_available(&self, now: Timestamp) -> bool {
        self.available_until.is_some_and(|until| now < until)
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
                authority: None,
                pieces: Vec::new(),
                acts: Vec::new(),
                recipients: Vec::new(),
                lifting: None,
                dispatched: Vec::new(),
                withheld: Vec::new(),
                asked: None,
                identity_acts: Vec::new(),
                proving: Proving::default(),
                extension: None,
                triage: None,
                forwarded: Vec::new(),
                disputed_by: Vec::new(),
                closed: None,
                ground: None,
                ended_before: Vec::new(),
                disowned: false,
                forgotten: false,
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
        Event::Disowned => {
            // Of a letter it says only that staff put down the wrong mailbox.
            if !p.channel.is_taken_in_by_staff() {
                p.close(Outcome::LapsedUnverified, at);
            }
            p.disowned = true;
        }
        Event::Forgotten => {
            p.forgotten = true;
            p.proving = Proving::default();
            p.pieces.clear();
            p.available_until = None;
        }
        Event::Lapsed => p.close(Outcome::LapsedUnverified, at),
        Event::IdentityConfirmed { basis, .. } => {
            p.identity = Some(*basis);
            if p.proving.is_asked() {
                p.asked = None;
            }
            p.proving = Proving::default();
            p.end_doubt(at);
        }
        Event::IdentityAsked { .. } => p.ask_identity(at),
        Event::FactsAsked { facts, .. } => {
            p.proving.facts = Some(FactsRound { facts: facts.clone(), left: TRIES, matched: None });
            p.ask_identity(at);
        }
        Event::FactsGiven { is_match, .. } => p.give_facts(*is_match, at),
        Event::EidShown { provider, is_match } => p.show_eid(provider, *is_match, at),
        Event::DocumentAsked { parts, .. } => {
            p.proving.document = Some(parts.clone());
            p.ask_identity(at);
        }
        Event::DocumentGiven { document, .. } => {
            p.proving.documents.push(HeldDocument { id: *document, since: at });
            p.proving.document = None;
            p.answered(at);
        }
        Event::DocumentChecked { document, .. } | Event::DocumentDestroyed { document } => {
            p.proving.documents.retain(|held| held.id != *document);
        }
        Event::Extended { months, .. } => p.extension = Some(*months),
        Event::AuthorityConfirmed { .. } => p.authority = Some(at),
        Event::Gathered { piece, .. } => p.pieces.push(*piece),
        Event::Discarded { piece, .. } => p.pieces.retain(|kept| kept != piece),
        Event::Decided { outcome, ground, available_until, .. } => {
            p.close(*outcome, at);
            p.rewrite(Writing::Answer);
            p.ground = *ground;
            p.available_until = *available_until;
        }
        Event::MadeAvailable { until, .. } => p.available_until = Some(*until),
        Event::Withdrawn => p.close(Outcome::Withdrawn, at),
        Event::Reopened { .. } => {
            p.ended_before.extend(p.closed.take());
            p.ground = None;
            p.available_until = None;
            // It is looked at anew: what was said of its end holds no more.
            p.lifting = None;
            p.triage = p.triage.or((!p.forwarded.is_empty()).then_some(TriageReason::Reopened));
        }
        Event::Withheld { item, .. } => p.withheld.push(item.clone()),
        Event::Released { item, .. } => p.withheld.retain(|kept| kept.id != *item),
        Event::Asked { .. } => p.ask(at),
        Event::Said { relayed, .. } => {
            p.answered(relayed.map_or(at, |relayed| relayed.noon()));
        }
        Event::ActPlanned { act, system, deed, .. } => {
            p.acts.push(Act { id: *act, system: system.clone(), deed: *deed, done: None });
        }
        Event::ActDropped { act, .. } => p.acts.retain(|kept| kept.id != *act),
        Event::ActDone { act, .. } => p.finish(*act, at),
        Event::RecipientNamed { recipient, .. } => p.recipients.push(Recipient::named(*recipient)),
        Event::RecipientStruck { recipient, .. } => p.recipients.retain(|kept| kept.id != *recipient),
        Event::RecipientTold { recipient, .. } => p.note(*recipient, |noted| noted.tell(at)),
        Event::RecipientSpared { recipient, ground, .. } => p.note(*recipient, |noted| noted.spared = Some(*ground)),
        Event::LiftingAnnounced { on, .. } => {
            p.lifting = Some(Lifting { announced: at, on: *on, lifted: None });
            p.rewrite(Writing::Lifting);
        }
        Event::Dispatched { writing, .. } => p.dispatched.push(Dispatched { writing: *writing, at }),
        Event::RestrictionLifted { .. } => {
            if let Some(lifting) = &mut p.lifting {
                lifting.lifted = Some(at);
            }
        }
        Event::ReferredToStaff { reason } => p.triage = Some(*reason),
        Event::Forwarded { forwarding, controller, .. } => {
            p.forwarded.push((*forwarding, *controller));
            p.triage = None;
        }
        Event::Disputed { forwarding, controller } => {
            p.forwarded.retain(|(id, _)| id != forwarding);
            p.disputed_by.push(*controller);
            p.triage = Some(TriageReason::Disputed);
        }
        Event::LeftAtThat { .. } => p.triage = None,
        Event::AnsweredByControllers => p.close(Outcome::AnsweredByController, at),
    }
    Some(p)
}
