use super::SubjectDesk;
use crate::Result;
use domain::ids::FilingId;
use domain::law::Deadline;
use domain::procedure::{Event, Procedure, Standing};
use domain::reference::Reference;
use jiff::Timestamp;

/// A request as its data subject sees it.
#[derive(Debug, Clone)]
pub struct SubjectRequest {
    /// The filing it belongs to.
    pub filing: FilingId,
    /// Its reference.
    pub reference: Reference,
    /// Its procedural state.
    pub procedure: Procedure,
    /// Where it stands.
    pub standing: Standing,
    /// What the person said about it.
    pub detail: String,
    /// When it is due and why.
    pub deadline: Deadline,
    /// What happened, oldest first; what concerns the staff's own work is left out.
    pub timeline: Vec<(Timestamp, Event)>,
    /// The controllers to which it went.
    pub trail: Vec<ForwardingTrail>,
    /// The answer in words, if there is one.
    pub answer: Option<String>,
    /// The files of the answer that can be downloaded now, by path: `export.json`, `originals/1-invoicing.json`.
    pub files: Vec<(String, u64)>,
}

/// What a signer sees of one forwarding.
#[derive(Debug, Clone)]
pub struct ForwardingTrail {
    /// The controller.
    pub controller: String,
    /// When it was put on its way.
    pub forwarded: Timestamp,
    /// When the controller was told.
    pub told: Option<Timestamp>,
    /// When the controller acknowledged it.
    pub acknowledged: Option<Timestamp>,
    /// Until when the controller should answer, counted from the earlier receipt.
    pub expected: Deadline,
}

impl SubjectDesk {
    /// One request of this mailbox.
    ///
    /// # Errors
    /// `NotFound`, also for somebody else's.
    pub async fn request(&self, reference: &Reference) -> Result<SubjectRequest> {
        todo!()
    }

    /// Takes a request back.
    pub async fn withdraw(&self, reference: &Reference) -> Result<()> {
        todo!()
    }
}
