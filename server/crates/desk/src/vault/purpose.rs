use super::Key;
use std::collections::HashMap;

/// What a key of the house is for. One each, so that a copy of the database cannot join what they hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Hashes the mailboxes of filings.
    Requests,
    /// Hashes the names of those who filed, each with its mailbox.
    Persons,
    /// Hashes the mailboxes and documents of the signer index.
    Signers,
    /// Hashes the addresses of staff, and seals their names.
    Staff,
    /// Seals the contacts of controllers.
    Controllers,
    /// Hashes codes, and seals the addresses to which they go.
    Codes,
    /// Hashes whatever is counted by throttles.
    Throttles,
    /// Signs the checkpoints of the log.
    Log,
    /// Signs what goes to controllers.
    Relay,
}

impl Purpose {
    pub(super) const ALL: &'static [Self] = &[
        Self::Requests,
        Self::Persons,
        Self::Signers,
        Self::Staff,
        Self::Controllers,
        Self::Codes,
        Self::Throttles,
        Self::Log,
        Self::Relay,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Persons => "persons",
            Self::Signers => "signers",
            Self::Staff => "staff",
            Self::Controllers => "controllers",
            Self::Codes => "codes",
            Self::Throttles => "throttles",
            Self::Log => "log",
            Self::Relay => "relay",
        }
    }
}

/// The keys of all purposes.
#[derive(Default)]
pub(super) struct Purposes(HashMap<Purpose, Key>);

impl Purposes {
    pub(super) fn insert(&mut self, purpose: Purpose, key: Key) {
        self.0.insert(purpose, key);
    }

    pub(super) fn get(&self, purpose: Purpose) -> &Key {
        // Opening the vault made them all, and there is no vault that was not opened.
        &self.0[&purpose]
    }
}
