use super::SubjectDesk;
use crate::Result;
use domain::filing::Signing;
use domain::ids::{ControllerId, FilingId};

/// The question put to a signer: which organisations are meant?
#[derive(Debug, Clone)]
pub struct Choice {
    /// The filing.
    pub filing: FilingId,
    /// What the signer said.
    pub signing: Signing,
    /// The organisations that may be named to this mailbox.
    pub organisations: Vec<Nameable>,
}

/// An organisation that may be named.
#[derive(Debug, Clone)]
pub struct Nameable {
    /// Its id.
    pub id: ControllerId,
    /// Its name.
    pub name: String,
    /// Whether it is the one that the signer named, or whose document reference was given.
    pub named: bool,
}

impl SubjectDesk {
    /// The question for a signer's filing that waits for it.
    ///
    /// # Errors
    /// `NotFound` when there is nothing to choose (any more).
    pub async fn choice(&self, filing: FilingId) -> Result<Choice> {
        todo!()
    }

    /// Sends the filing's requests to the chosen organisations; with none chosen, to staff.
    ///
    /// # Errors
    /// `NotFound` for an organisation that was not offered.
    pub async fn choose(&self, filing: FilingId, organisations: &[ControllerId]) -> Result<()> {
        todo!()
    }
}
