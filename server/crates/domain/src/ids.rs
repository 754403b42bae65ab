//! Identifiers: UUIDv7, one type per thing, so that none is taken for another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// What a person sent at once.
    FilingId,
    /// One right, one clock, one decision.
    RequestId,
    /// A request on its way to one controller.
    ForwardingId,
    /// A client of the operator in its role of controller.
    ControllerId,
    /// A mailbox to which the notices of a controller go, or are to go.
    ContactId,
    /// A member of staff; a pseudonym in the events.
    StaffId,
    /// Where a member of staff is signed in.
    SessionId,
    /// A passkey or a security key of a member of staff.
    KeyId,
    /// One piece of data that staff gathered for an answer.
    PieceId,
    /// One message between the data subject and staff.
    MessageId,
    /// One thing that staff do in one system to meet a request.
    ActId,
    /// A copy of an identity document, until it was looked at.
    DocumentId,
    /// Something that was asked for and is not done.
    WithheldId,
    /// Somebody to whom the data were disclosed.
    RecipientId,
}
