use super::{Piece, StaffDesk};
use crate::Result;
use domain::filing::{Contact, Signing};
use domain::law::Deadline;
use domain::procedure::{Event, Procedure, Standing};
use domain::reference::Reference;
use domain::words::IdentityBasis;
use jiff::Timestamp;

/// A request as staff see it.
#[derive(Debug, Clone)]
pub struct StaffRequest {
    /// Its reference.
    pub reference: Reference,
    /// Its procedural state.
    pub procedure: Procedure,
    /// Where it stands.
    pub standing: Standing,
    /// Who asks.
    pub contact: Contact,
    /// What a signer said about the signing.
    pub signing: Signing,
    /// What the person said about this right.
    pub detail: String,
    /// When it is due and why.
    pub deadline: Deadline,
    /// Whole calendar days left.
    pub days_left: i32,
    /// What happened, oldest first.
    pub timeline: Vec<StaffEvent>,
    /// What was gathered.
    pub pieces: Vec<Piece>,
    /// The controllers to which it went.
    pub forwardings: Vec<StaffForwarding>,
    /// The answer in words, if there is one.
    pub answer: Option<String>,
    /// The reasons that staff gave for the identity, if any.
    pub identity_reasons: Option<String>,
    /// The other requests of the same filing.
    pub siblings: Vec<Reference>,
}

/// An event with its time and, where staff acted, their name.
#[derive(Debug, Clone)]
pub struct StaffEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// The name of the member of staff, if one acted.
    pub by: Option<String>,
}

/// What staff see of one forwarding.
#[derive(Debug, Clone)]
pub struct StaffForwarding {
    /// The controller.
    pub controller: String,
    /// Its state.
    pub forwarding: domain::forwarding::Forwarding,
    /// When it was put on its way.
    pub forwarded: Timestamp,
    /// Until when the controller should answer.
    pub expected: Deadline,
}

impl StaffDesk {
    /// One request.
    pub async fn request(&self, reference: &Reference) -> Result<StaffRequest> {
        todo!()
    }

    /// Records who asks, and on what that rests (Art. 12(6)). `seen` is the version of the page that staff looked at:
    /// if somebody else acted meanwhile, the answer is `Conflict`. So in every act below.
    pub async fn confirm_identity(
        &self,
        reference: &Reference,
        seen: i64,
        basis: IdentityBasis,
        reasons: &str,
    ) -> Result<()> {
        todo!()
    }
}
