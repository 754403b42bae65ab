//! What a data subject can do once a mailbox is proven. A mailbox is not a person: staff confirm who that is.

mod answers;
mod overview;
mod persons;
mod requests;
mod routing;

pub use crate::relay::Nameable;
pub use answers::WHOLE;
pub use overview::{Overview, RequestCard, UnclaimedFiling};
pub use requests::{ForwardingTrail, SubjectRequest};
pub use routing::Choice;

use crate::Office;
use crate::vault::Mac;

/// The desk of whoever proved a mailbox. It sees what was filed under that mailbox and a name that was given, and nothing
/// else: several people may read one mailbox.
#[derive(Clone)]
pub struct SubjectDesk {
    office: Office,
    mailbox: Mac,
    persons: Vec<Mac>,
}

impl SubjectDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, mailbox: Mac, persons: Vec<Mac>) -> Self {
        Self { office, mailbox, persons }
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }
}
