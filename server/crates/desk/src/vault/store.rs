//! The store of wrapped keys, and what was destroyed in it.

use super::master::{MasterKeys, Wrapping};
use super::{Key, Scope, Spot, VaultError};
use crate::store::Store;
use domain::seams::{Clock, Random};
use sqlx::Row;
use std::collections::HashSet;
use std::sync::Arc;

static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations/keys");

/// The store of wrapped keys, with the master keys that open them.
pub struct KeyStore {
    pub(super) store: Store,
    pub(super) masters: MasterKeys,
    pub(super) random: Arc<dyn Random>,
    clock: Arc<dyn Clock>,
}

/// Where a wrapped key rests.
pub(super) fn spot(scope: &str) -> Spot<'_> {
    Spot("keys", scope, "wrapped")
}

/// A key, unwrapped.
pub(super) fn unwrap(wrapping: &Wrapping, scope: &str, wrapped: &[u8]) -> Result<Key, VaultError> {
    let plain = wrapping.key.open(spot(scope), wrapped)?;
    Key::try_from(plain.as_slice()).map_err(|_| VaultError::Unopened)
}

impl KeyStore {
    /// Opens the key store at `url`: `sqlite://…` or `postgres://…`.
    ///
    /// # Errors
    /// When it does not answer or cannot be migrated. That it rests under other master keys is no error here.
    pub async fn open(
        url: &str,
        masters: MasterKeys,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> crate::Result<Self> {
        let keys = Self { store: Store::open(url, &[&MIGRATIONS]).await?, masters, clock, random };
        keys.name_the_unnamed().await?;
        Ok(keys)
    }

    /// Keys that were wrapped before master keys had ids lie all under one: whichever opens the first.
    async fn name_the_unnamed(&self) -> Result<(), VaultError> {
        let first = sqlx::query("SELECT scope, wrapped FROM keys WHERE master = '' LIMIT 1")
            .fetch_optional(self.store.pool())
            .await?;
        let Some(first) = first else { return Ok(()) };
        let (scope, wrapped): (String, Vec<u8>) = (first.try_get("scope")?, first.try_get("wrapped")?);
        let Some(under) = self.masters.known().find(|known| unwrap(known, &scope, &wrapped).is_ok()) else {
            return Ok(());
        };
        sqlx::query("UPDATE keys SET master = $1 WHERE master = ''")
            .bind(under.id.as_str())
            .execute(self.store.pool())
            .await?;
        Ok(())
    }

    /// Whether there is no key at all.
    pub(super) async fn is_empty(&self) -> Result<bool, VaultError> {
        let first = sqlx::query("SELECT scope FROM keys LIMIT 1").fetch_optional(self.store.pool()).await?;
        Ok(first.is_none())
    }

    /// Makes the key of a scope, or finds the one that somebody made meanwhile.
    pub(super) async fn new_key(&self, scope: Scope) -> Result<Key, VaultError> {
        let name = scope.to_string();
        let Wrapping { id, key } = self.masters.wrapping();
        let fresh = Key::fresh(&*self.random);
        sqlx::query(
            "INSERT INTO keys (scope, wrapped, master, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (scope) DO NOTHING",
        )
        .bind(&name)
        .bind(key.seal(spot(&name), fresh.expose(), self.random.bytes()))
        .bind(id.as_str())
        .bind(self.clock.now().as_microsecond())
        .execute(self.store.pool())
        .await?;
        self.key(scope).await
    }

    /// The key of a scope, whichever known master key wraps it.
    pub(super) async fn key(&self, scope: Scope) -> Result<Key, VaultError> {
        let name = scope.to_string();
        let row = sqlx::query("SELECT wrapped, master FROM keys WHERE scope = $1")
            .bind(&name)
            .fetch_optional(self.store.pool())
            .await?
            .ok_or_else(|| VaultError::NoKey(name.clone()))?;
        let (wrapped, master): (Vec<u8>, String) = (row.try_get("wrapped")?, row.try_get("master")?);
        self.open_row(&name, &wrapped, &master)
    }

    /// Opens a row; where no master key is named, by whichever does.
    pub(super) fn open_row(&self, scope: &str, wrapped: &[u8], master: &str) -> Result<Key, VaultError> {
        if master.is_empty() {
            let opened = self.masters.known().find_map(|known| unwrap(known, scope, wrapped).ok());
            return opened.ok_or(VaultError::WrongMaster);
        }
        let missing = || VaultError::MasterMissing { id: master.to_owned(), keys: 1 };
        unwrap(self.masters.find(master).ok_or_else(missing)?, scope, wrapped)
    }

    /// Destroys the key of a scope for good, and remembers that: says whether there was one.
    pub(super) async fn destroy(&self, scope: &str) -> Result<bool, VaultError> {
        // Remembered first: whoever is killed in between leaves a key that the next opening destroys.
        sqlx::query("INSERT INTO destroyed (scope, destroyed_at) VALUES ($1, $2) ON CONFLICT (scope) DO NOTHING")
            .bind(scope)
            .bind(self.clock.now().as_microsecond())
            .execute(self.store.pool())
            .await?;
        let gone = sqlx::query("DELETE FROM keys WHERE scope = $1").bind(scope).execute(self.store.pool()).await?;
        Ok(gone.rows_affected() > 0)
    }

    /// Destroys again what was destroyed here before; says how many keys there were.
    pub(super) async fn destroy_the_destroyed(&self) -> Result<u64, VaultError> {
        let gone = sqlx::query("DELETE FROM keys WHERE scope IN (SELECT scope FROM destroyed)")
            .execute(self.store.pool())
            .await?;
        Ok(gone.rows_affected())
    }

    /// Which scopes were destroyed here, from one name to another.
    pub(super) async fn destroyed_between(&self, first: &str, last: &str) -> Result<HashSet<String>, VaultError> {
        let rows = sqlx::query("SELECT scope FROM destroyed WHERE scope >= $1 AND scope <= $2")
            .bind(first)
            .bind(last)
            .fetch_all(self.store.pool())
            .await?;
        Ok(rows.iter().map(|row| row.try_get("scope")).collect::<Result<_, _>>()?)
    }

    /// How many scopes were destroyed here.
    pub(super) async fn count_destroyed(&self) -> Result<i64, VaultError> {
        let row = sqlx::query("SELECT COUNT(*) AS many FROM destroyed").fetch_one(self.store.pool()).await?;
        Ok(row.try_get("many")?)
    }

    /// What was destroyed here, `limit` at a time, each with the instant in microseconds.
    pub(super) async fn destroyed_after(&self, scope: &str, limit: i64) -> Result<Vec<(String, i64)>, VaultError> {
        let page = sqlx::query("SELECT scope, destroyed_at FROM destroyed WHERE scope > $1 ORDER BY scope LIMIT $2")
            .bind(scope)
            .bind(limit)
            .fetch_all(self.store.pool())
            .await?;
        page.iter().map(|row| Ok((row.try_get("scope")?, row.try_get("destroyed_at")?))).collect()
    }
}

impl std::fmt::Debug for KeyStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyStore").field("masters", &self.masters).finish_non_exhaustive()
    }
}
