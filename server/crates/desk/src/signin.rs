//! How staff sign in: a password and then a second factor, or a passkey, or by what a provider says.

mod account;
mod app;
mod browser;
mod factor;
mod invitation;
pub(crate) mod keys;
mod password;
mod provider;
mod recovery;
mod threshold;

pub use account::{AccountDesk, Confirmed, OpenSession};
pub(crate) use browser::Attempt;
pub use factor::{Enrolment, TOTP_SECRET};
pub use invitation::Invitee;
pub(crate) use invitation::{InvitationId, LINK_DAYS};
pub(crate) use keys::RelyingParty;
pub use keys::{KeyFault, OwnKey};
pub(crate) use password::{Checked, check, hash};
pub use password::{PASSWORD_MAX, PASSWORD_MIN, PasswordFault};
pub use provider::{Entrance, Link};
pub use threshold::ThresholdDesk;
