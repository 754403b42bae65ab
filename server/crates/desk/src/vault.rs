//! Keys, sealing, keyed hashes.
//!
//! A key per filing seals the contact, a key per request its matter, a key per purpose everything that belongs to no
//! request. All rest wrapped by the master key in a store of their own: destroying a row there makes what it sealed
//! unreadable in every copy of the main database.

mod key;
mod master;
mod purpose;
mod rotation;
mod store;
mod stream;

pub use key::{Key, Mac, Spot};
pub use master::{MasterId, MasterKey, MasterKeys};
pub use purpose::Purpose;
pub use rotation::{MasterStanding, Progress, Resting, Rotated};
pub use store::KeyStore;
pub(crate) use stream::{StreamOpener, StreamSealer};

use domain::ids::{DocumentId, FilingId, RequestId};
use purpose::Purposes;
use std::collections::HashSet;
use thiserror::Error;

/// How much of a stream is sealed at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// Why the vault did not open something. Never says what it holds.
#[derive(Debug, Error)]
pub enum VaultError {
    /// The key of this scope was destroyed, or never made.
    #[error("no key for {0}")]
    NoKey(String),
    /// It was sealed under another key or for another place, or somebody changed it.
    #[error("cannot be opened: wrong key, wrong place, or changed")]
    Unopened,
    /// A stream of more chunks than can be numbered: 256 TiB.
    #[error("too long to be sealed")]
    TooLong,
    /// The key store does not answer.
    #[error("the key store does not answer")]
    Store(#[from] sqlx::Error),
    /// The master key is not the one under which this key store was made.
    #[error("the master key does not open this key store")]
    WrongMaster,
    /// Keys rest under a master key that is not among those given.
    #[error("{keys} keys of this key store rest under the master key {id}, which is not given")]
    MasterMissing {
        /// The id of that key.
        id: String,
        /// How many keys.
        keys: u64,
    },
    /// The key store holds nothing, but the main database does.
    #[error(
        "the key store is empty, though the main database holds filings: put its backup back, or nobody can read them"
    )]
    Empty,
    /// The text is no master key.
    #[error("a master key is 64 hexadecimal digits")]
    BadMaster,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// A filing's contact.
    Filing(FilingId),
    /// A request's matter.
    Request(RequestId),
    /// A copy of an identity document.
    Document(DocumentId),
    /// Everything of one purpose.
    Purpose(Purpose),
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Filing(id) => write!(f, "filing:{id}"),
            Self::Request(id) => write!(f, "request:{id}"),
            Self::Document(id) => write!(f, "document:{id}"),
            Self::Purpose(purpose) => write!(f, "purpose:{}", purpose.code()),
        }
    }
}

impl Scope {
    /// The scope of this name, if it is one of a filing, a request or a document.
    pub(crate) fn of_rows(name: &str) -> Option<Self> {
        match name.split_once(':')? {
            ("filing", id) => id.parse().ok().map(Self::Filing),
            ("request", id) => id.parse().ok().map(Self::Request),
            ("document", id) => id.parse().ok().map(Self::Document),
            _ => None,
        }
    }
}

/// The open vault.
pub struct Vault {
    keys: KeyStore,
    purposes: Purposes,
}

impl Vault {
    /// Unlocks a key store, and makes the keys per purpose that it lacks; `is_owed` tells whether something was sealed
    /// under it before.
    ///
    /// # Errors
    /// [`VaultError::WrongMaster`] and [`VaultError::MasterMissing`] when not all of it can be opened,
    /// [`VaultError::Empty`] when there is nothing of what was sealed under it.
    pub(crate) async fn open(keys: KeyStore, is_owed: bool) -> Result<Self, VaultError> {
        if is_owed && keys.is_empty().await? {
            return Err(VaultError::Empty);
        }
        keys.knows_its_masters().await?;
        let mut purposes = Purposes::default();
        for purpose in Purpose::ALL {
            let key = match keys.key(Scope::Purpose(*purpose)).await {
                Err(VaultError::NoKey(_)) => keys.new_key(Scope::Purpose(*purpose)).await,
                Err(VaultError::Unopened) => Err(VaultError::WrongMaster),
                found => found,
            }?;
            purposes.insert(*purpose, key);
        }
        Ok(Self { keys, purposes })
    }

    /// The key of a purpose.
    pub(crate) fn purpose(&self, purpose: Purpose) -> &Key {
        self.purposes.get(purpose)
    }

    /// What signs the log under this name: its seed derives from the key of that purpose.
    pub(crate) fn log_signer(&self, name: &str) -> Result<domain::log::Signer, domain::log::NoteFault> {
        domain::log::Signer::new(name, &self.purpose(Purpose::Log).derive("ed25519").0)
    }

    /// Makes the key of a scope, or finds the one that somebody made meanwhile. It is committed when this returns, so
    /// nothing is ever sealed under a key that could be lost; a key whose filing failed opens nothing and harms nobody.
    pub(crate) async fn new_key(&self, scope: Scope) -> Result<Key, VaultError> {
        self.keys.new_key(scope).await
    }

    /// The key of a scope.
    pub(crate) async fn key(&self, scope: Scope) -> Result<Key, VaultError> {
        self.keys.key(scope).await
    }

    /// Destroys the key of a scope, by its name: what it sealed can be read in no copy of the main database any more.
    /// Says whether there was one.
    pub(crate) async fn destroy(&self, scope: &str) -> Result<bool, VaultError> {
        self.keys.destroy(scope).await
    }

    /// Destroys again what was destroyed before and is back; says how many keys were.
    pub(crate) async fn destroy_the_destroyed(&self) -> Result<u64, VaultError> {
        self.keys.destroy_the_destroyed().await
    }

    /// Which scopes were destroyed, from one name to another.
    pub(crate) async fn destroyed_between(&self, first: &str, last: &str) -> Result<HashSet<String>, VaultError> {
        self.keys.destroyed_between(first, last).await
    }

    /// How many scopes were destroyed.
    pub(crate) async fn count_destroyed(&self) -> Result<i64, VaultError> {
        self.keys.count_destroyed().await
    }

    /// What was destroyed, `limit` names at a time in their order, each with the instant in microseconds.
    pub(crate) async fn destroyed_after(&self, scope: &str, limit: i64) -> Result<Vec<(String, i64)>, VaultError> {
        self.keys.destroyed_after(scope, limit).await
    }

    /// Seals bytes for one spot.
    pub(crate) fn seal(&self, key: &Key, spot: Spot<'_>, plain: &[u8]) -> Vec<u8> {
        key.seal(spot, plain, self.keys.random.bytes())
    }

    /// Seals a value as JSON for one spot.
    pub(crate) fn seal_json<T: serde::Serialize>(
        &self,
        key: &Key,
        spot: Spot<'_>,
        value: &T,
    ) -> Result<Vec<u8>, serde_json::Error> {
        Ok(self.seal(key, spot, &zeroize::Zeroizing::new(serde_json::to_vec(value)?)))
    }
}

impl Key {
    /// Opens a JSON value.
    pub(crate) fn open_json<T: serde::de::DeserializeOwned>(&self, spot: Spot<'_>, sealed: &[u8]) -> crate::Result<T> {
        Ok(serde_json::from_slice(&self.open(spot, sealed)?)?)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Vault").field("keys", &self.keys).finish_non_exhaustive()
    }
}
