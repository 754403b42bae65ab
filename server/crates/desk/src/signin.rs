//! How staff sign in: a password, then a second factor.

mod browser;
mod factor;
mod password;
mod recovery;
mod threshold;

pub use factor::{Enrolment, TOTP_SECRET};
pub use password::{PASSWORD_MAX, PASSWORD_MIN, PasswordFault};
pub(crate) use password::{Checked, check, hash};
pub use threshold::ThresholdDesk;
