//! A request on its way to one controller: an aggregate of its own (Art. 28(3)(e)).

mod decide;
mod event;
mod silence;
mod standing;
#[cfg(test)]
mod tests;

pub use decide::{Command, decide};
pub use event::{Event, apply};
pub use silence::{FollowUp, SilencePolicy, due};
pub use standing::{ForwardingStanding, all_answered};

use crate::ids::{ControllerId, RequestId};
use crate::words::{Channel, Outcome};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where a forwarding stands. The fold of its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarding {
    /// The request that is forwarded.
    pub request: RequestId,
    /// The addressee.
    pub controller: ControllerId,
    /// When the processor received the request: the first of the two receipts.
    pub received_by_processor: Timestamp,
    /// Whether the signer had proven the mailbox.
    pub proven: bool,
    /// When the notice reached the controller's mail server: the second receipt.
    pub told: Option<Timestamp>,
    /// When the controller acknowledged it.
    pub acknowledged: Option<Timestamp>,
    /// When the controller said that the request is not its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disputed: Option<Timestamp>,
    /// When the controller said that it answered, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported: Option<(Timestamp, Report)>,
    /// How its silence was followed up, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub followed_up: Vec<FollowUp>,
    /// How many events it is the fold of.
    pub version: i64,
}

/// How a controller answered, as it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// What the answer was.
    pub outcome: Outcome,
    /// On which day it was given, where the operator is.
    pub on: Date,
    /// By which way it went to the person.
    pub channel: Channel,
}
