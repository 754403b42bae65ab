//! How staff sign in: a password, then a second factor.

mod account;
mod browser;
mod factor;
mod invitation;
mod password;
mod recovery;
mod threshold;

pub use account::{AccountDesk, Confirmed, OpenSession};
pub use factor::{Enrolment, TOTP_SECRET};
pub use invitation::Invitee;
pub(crate) use invitation::{InvitationId, LINK_DAYS};
pub(crate) use password::{Checked, check, hash};
pub use password::{PASSWORD_MAX, PASSWORD_MIN, PasswordFault};
pub use threshold::ThresholdDesk;
