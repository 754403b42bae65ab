use super::ControllerDesk;
use crate::Result;
use domain::filing::{Contact, Signing};
use domain::forwarding::Forwarding;
use domain::ids::ForwardingId;
use domain::law::Deadline;
use domain::reference::Reference;
use domain::words::Right;

/// A row of a controller's inbox; no personal data.
#[derive(Debug, Clone)]
pub struct InboxRow {
    /// Its id.
    pub id: ForwardingId,
    /// The reference of the request.
    pub reference: Reference,
    /// The right.
    pub right: Right,
    /// Its state, with both receipts.
    pub forwarding: Forwarding,
    /// Until when the controller should answer.
    pub expected: Deadline,
    /// Whether the signer took the request back meanwhile.
    pub withdrawn: bool,
}

/// A forwarded request with everything needed to act.
#[derive(Debug, Clone)]
pub struct ForwardedRequest {
    /// What the inbox shows of it.
    pub row: InboxRow,
    /// Who asks.
    pub contact: Contact,
    /// What the signer said about the signing.
    pub signing: Signing,
    /// What the person said about this right.
    pub detail: String,
}

impl ControllerDesk {
    /// The controller's name.
    pub async fn name(&self) -> Result<String> {
        todo!()
    }

    /// What was forwarded to this controller, newest first.
    pub async fn inbox(&self) -> Result<Vec<InboxRow>> {
        todo!()
    }

    /// One forwarding to this controller.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's.
    pub async fn forwarding(&self, id: ForwardingId) -> Result<ForwardedRequest> {
        todo!()
    }

    /// Acknowledges it; the signer is told.
    pub async fn acknowledge(&self, id: ForwardingId) -> Result<()> {
        todo!()
    }
}
