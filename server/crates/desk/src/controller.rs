//! What a controller can do with the requests that were forwarded to it.

mod envelope;
mod inbox;

pub use envelope::Envelope;
pub(crate) use inbox::expected;
pub use inbox::{ForwardedRequest, InboxRow};

use crate::Office;
use domain::ids::ControllerId;

/// The desk of a controller's contact. It sees that controller's requests alone.
#[derive(Clone)]
pub struct ControllerDesk {
    office: Office,
    controller: ControllerId,
}

impl ControllerDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, controller: ControllerId) -> Self {
        Self { office, controller }
    }
}
