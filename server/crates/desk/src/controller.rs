//! What a controller can do with the requests that were forwarded to it.

mod acts;
mod envelope;
mod inbox;
mod keys;

pub use envelope::{ENVELOPE_TYPE, ENVELOPE_VERSION, Envelope, RequestStatus, Terms, vocabulary};
pub(crate) use inbox::expected;
pub use inbox::{ForwardedRequest, InboxRow};

use crate::Office;
use crate::Result;
use crate::registers::{ContactRow, ControllerRow};
use crate::store::Connection;
use domain::ids::{ContactId, ControllerId};

/// The desk of a controller's contact. It sees that controller's requests alone.
#[derive(Clone)]
pub struct ControllerDesk {
    office: Office,
    controller: ControllerId,
    contact: ContactId,
}

impl ControllerDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, contact: &ContactRow) -> Self {
        Self { office, controller: contact.controller, contact: contact.id }
    }

    async fn controller(&self, db: &mut Connection) -> Result<ControllerRow> {
        ControllerRow::by_id(db, self.controller).await
    }
}
