use super::{FollowUp, Forwarding, Report};
use crate::ids::{ControllerId, RequestId};
use crate::procedure::Commitment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What happened to a forwarding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// It was put on its way.
    Opened {
        /// The request that is forwarded.
        request: RequestId,
        /// The addressee.
        controller: ControllerId,
        /// When the processor received the request.
        received_by_processor: Timestamp,
        /// Whether the signer had proven the mailbox.
        proven: bool,
    },
    /// The notice reached the controller's mail server.
    Told,
    /// The notice came back: nobody has it.
    Returned,
    /// The controller fetched it as JSON.
    Downloaded,
    /// The controller acknowledged it.
    Acknowledged,
    /// The controller said that it is not its own.
    Disputed {
        /// Why.
        reasons: Commitment,
    },
    /// The controller answered the person, and says how.
    Reported {
        /// How.
        report: Report,
    },
    /// The controller was silent, and that was followed up.
    FollowedUp {
        /// How.
        step: FollowUp,
    },
}

impl Event {
    /// The code under which texts are found: the `kind` of its serialised form.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Told => "told",
            Self::Returned => "returned",
            Self::Downloaded => "downloaded",
            Self::Acknowledged => "acknowledged",
            Self::Disputed { .. } => "disputed",
            Self::Reported { .. } => "reported",
            Self::FollowedUp { .. } => "followed_up",
        }
    }
}

/// Folds one event into the forwarding; `None` stands for one before its first event.
pub fn apply(forwarding: Option<Forwarding>, at: Timestamp, event: &Event) -> Option<Forwarding> {
    let Some(mut f) = forwarding else {
        return match *event {
            Event::Opened { request, controller, received_by_processor, proven } => Some(Forwarding {
                request,
                controller,
                received_by_processor,
                proven,
                told: None,
                acknowledged: None,
                disputed: None,
                reported: None,
                followed_up: Vec::new(),
                version: 1,
            }),
            _ => None,
        };
    };
    f.version = f.version.saturating_add(1);
    match event {
        Event::Opened { .. } | Event::Downloaded => {}
        Event::Told => f.told = Some(at),
        Event::Returned => {
            f.told = None;
            // Nobody was silent who was never told.
            f.followed_up.clear();
        }
        Event::Acknowledged => f.acknowledged = Some(at),
        Event::Disputed { .. } => f.disputed = Some(at),
        Event::Reported { report } => {
            f.reported = Some((at, *report));
            f.acknowledged = f.acknowledged.or(Some(at));
        }
        Event::FollowedUp { step } => f.followed_up.push(*step),
    }
    Some(f)
}
