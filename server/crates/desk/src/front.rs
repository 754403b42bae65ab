//! The desk that is open to everybody: drafts, filing, codes, signing in.

mod codes;
mod drafts;
mod filing;
mod signin;

pub(crate) use codes::{Challenge, ChallengePurpose, MINUTES, TRIES};
pub use codes::{ChallengeId, Entered};
pub use drafts::DraftSecret;
pub use filing::Filed;

use crate::Office;

/// The desk that is open to everybody. It tells nobody whether an address, a reference or a controller exists.
#[derive(Clone)]
pub struct FrontDesk {
    office: Office,
}

impl FrontDesk {
    pub(crate) fn new(office: Office) -> Self {
        Self { office }
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }
}
