use super::SubjectDesk;
use crate::Result;
use domain::ids::FilingId;
use domain::law::Deadline;
use domain::procedure::Standing;
use domain::reference::Reference;
use domain::words::{Outcome, Right};
use jiff::Timestamp;

/// Everything under a mailbox.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Filings of which nobody behind this mailbox said that they are theirs: nothing but the date is shown.
    pub unclaimed: Vec<UnclaimedFiling>,
    /// Requests that are theirs, newest first.
    pub requests: Vec<RequestCard>,
    /// Signer filings that wait for the choice of organisations.
    pub choices: Vec<FilingId>,
}

/// "Filed on … with your address; yours?"
#[derive(Debug, Clone)]
pub struct UnclaimedFiling {
    /// The filing.
    pub id: FilingId,
    /// When it was received.
    pub received: Timestamp,
    /// Its rights.
    pub rights: Vec<Right>,
}

/// A request in a list.
#[derive(Debug, Clone)]
pub struct RequestCard {
    /// Its reference.
    pub reference: Reference,
    /// The right.
    pub right: Right,
    /// When it was received.
    pub received: Timestamp,
    /// When it is due.
    pub deadline: Deadline,
    /// Where it stands.
    pub standing: Standing,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
}

impl SubjectDesk {
    /// Everything under this mailbox.
    pub async fn overview(&self) -> Result<Overview> {
        todo!()
    }

    /// "Yes, I filed this": its requests are proven.
    pub async fn claim(&self, filing: FilingId) -> Result<()> {
        todo!()
    }

    /// "Not mine": its requests end, and their contact is of no more use.
    pub async fn disown(&self, filing: FilingId) -> Result<()> {
        todo!()
    }
}
