//! Keys, sealing, keyed hashes.
//!
//! A key per filing seals the contact, a key per request its matter, a key per purpose everything that belongs to no
//! request. All rest wrapped by the master key in a store of their own: destroying a row there makes what it sealed
//! unreadable in every copy of the main database.

mod key;
mod master;
mod purpose;
mod stream;

pub use key::{Key, Mac, Spot};
pub use master::MasterKey;
pub use purpose::Purpose;
pub(crate) use stream::{StreamOpener, StreamSealer};

use crate::store::Store;
use domain::ids::{FilingId, RequestId};
use domain::seams::{Clock, Random};
use purpose::Purposes;
use sqlx::Row;
use std::sync::Arc;
use thiserror::Error;

static KEY_STORE: sqlx::migrate::Migrator = sqlx::migrate!("./migrations/keys");

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
    /// Everything of one purpose.
    Purpose(Purpose),
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Filing(id) => write!(f, "filing:{id}"),
            Self::Request(id) => write!(f, "request:{id}"),
            Self::Purpose(purpose) => write!(f, "purpose:{}", purpose.code()),
        }
    }
}

/// The open vault.
pub struct Vault {
    wrapping: Key,
    store: Store,
    purposes: Purposes,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Vault {
    /// Opens the key store at `url`, and makes the keys per purpose that it lacks.
    pub(crate) async fn open(
        url: &str,
        master: MasterKey,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> crate::Result<Self> {
        let store = Store::open(url, &[&KEY_STORE]).await?;
        let mut vault = Self { wrapping: master.into_key(), store, purposes: Purposes::default(), clock, random };
        for purpose in Purpose::ALL {
            let key = match vault.key(Scope::Purpose(*purpose)).await {
                Err(VaultError::NoKey(_)) => vault.new_key(Scope::Purpose(*purpose)).await,
                Err(VaultError::Unopened) => Err(VaultError::WrongMaster),
                found => found,
            }?;
            vault.purposes.insert(*purpose, key);
        }
        Ok(vault)
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
        let name = scope.to_string();
        let fresh = Key::from(self.random.bytes());
        let wrapped = self.seal(&self.wrapping, Spot("keys", &name, "wrapped"), fresh.expose());
        sqlx::query("INSERT INTO keys (scope, wrapped, created_at) VALUES ($1, $2, $3) ON CONFLICT (scope) DO NOTHING")
            .bind(&name)
            .bind(wrapped)
            .bind(self.clock.now().as_microsecond())
            .execute(self.store.pool())
            .await?;
        self.key(scope).await
    }

    /// The key of a scope.
    pub(crate) async fn key(&self, scope: Scope) -> Result<Key, VaultError> {
        let name = scope.to_string();
        let row = sqlx::query("SELECT wrapped FROM keys WHERE scope = $1")
            .bind(&name)
            .fetch_optional(self.store.pool())
            .await?
            .ok_or_else(|| VaultError::NoKey(name.clone()))?;
        let wrapped: Vec<u8> = row.try_get("wrapped")?;
        let key = self.wrapping.open(Spot("keys", &name, "wrapped"), &wrapped)?;
        Key::try_from(key.as_slice()).map_err(|_| VaultError::Unopened)
    }

    /// Destroys the key of a scope, by its name: what it sealed can be read in no copy of the main database any more.
    pub(crate) async fn destroy(&self, scope: &str) -> Result<(), VaultError> {
        sqlx::query("DELETE FROM keys WHERE scope = $1").bind(scope).execute(self.store.pool()).await?;
        Ok(())
    }

    /// Seals bytes for one spot.
    pub(crate) fn seal(&self, key: &Key, spot: Spot<'_>, plain: &[u8]) -> Vec<u8> {
        key.seal(spot, plain, self.random.bytes())
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
