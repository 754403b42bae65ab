//! What a data subject can do once a mailbox is proven. A mailbox is not a person: staff confirm who that is.

mod answers;
mod overview;
mod requests;
mod routing;

pub use crate::relay::Nameable;
pub use answers::WHOLE;
pub use overview::{Overview, RequestCard, UnclaimedFiling};
pub use requests::{ForwardingTrail, SubjectRequest};
pub use routing::Choice;

use crate::Office;
use crate::vault::Mac;

/// The desk of whoever proved a mailbox. It sees what was filed under that mailbox, and nothing else.
#[derive(Clone)]
pub struct SubjectDesk {
    office: Office,
    mailbox: Mac,
}

impl SubjectDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, mailbox: Mac) -> Self {
        Self { office, mailbox }
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }
}
