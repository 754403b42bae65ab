//! Rotation of the master key: every wrapped key is opened under the one before and wrapped under the present one, while
//! portals that know both go on.

use super::store::{KeyStore, spot};
use super::{MasterId, VaultError};
use sqlx::Row;

/// Under which master key how many keys rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The id of the master key; empty where keys were wrapped before there were ids, and none of those given opens them.
    pub master: String,
    /// What that key is to us.
    pub standing: MasterStanding,
    /// How many keys.
    pub keys: u64,
}

/// What a master key is among those that are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MasterStanding {
    /// It wraps.
    Present,
    /// It opens what is not rotated yet.
    Previous,
    /// It is not given.
    Unknown,
}

/// How far a rotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Keys looked at.
    pub done: u64,
    /// Keys to be looked at.
    pub all: u64,
}

/// What a rotation did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The present master key.
    pub present: MasterId,
    /// Keys that were wrapped anew.
    pub rewrapped: u64,
    /// What does not rest under the present master key, still or again.
    pub left: Vec<Resting>,
}

/// A step of a rotation: the last scope that was looked at, and how many were seen and wrapped anew.
struct Step {
    last: String,
    seen: u64,
    rewrapped: u64,
}

impl KeyStore {
    /// Under which master keys how many keys rest, by id.
    ///
    /// # Errors
    /// When the key store does not answer.
    pub async fn resting(&self) -> Result<Vec<Resting>, VaultError> {
        let rows = sqlx::query("SELECT master, COUNT(*) AS many FROM keys GROUP BY master ORDER BY master")
            .fetch_all(self.store.pool())
            .await?;
        let resting = rows.iter().map(|row| {
            let master: String = row.try_get("master")?;
            let keys = u64::try_from(row.try_get::<i64, _>("many")?).unwrap_or_default();
            Ok(Resting { standing: self.standing(&master), master, keys })
        });
        resting.collect()
    }

    fn standing(&self, master: &str) -> MasterStanding {
        match self.masters.find(master) {
            Some(known) if &known.id == self.masters.present() => MasterStanding::Present,
            Some(_) => MasterStanding::Previous,
            None => MasterStanding::Unknown,
        }
    }

    /// That every key rests under a master key that is given.
    pub(super) async fn knows_its_masters(&self) -> Result<(), VaultError> {
        let resting = self.resting().await?;
        match resting.into_iter().find(|group| group.standing == MasterStanding::Unknown) {
            None => Ok(()),
            Some(Resting { master, .. }) if master.is_empty() => Err(VaultError::WrongMaster),
            Some(Resting { master: id, keys, .. }) => Err(VaultError::MasterMissing { id, keys }),
        }
    }

    /// Wraps every key anew under the present master key, `at_once` of them in a transaction. What is done stays done:
    /// after a kill, another rotation finds the rest by the id of its master key. What is destroyed meanwhile stays
    /// destroyed.
    ///
    /// # Errors
    /// When the key store does not answer. Keys that no master key opens are left as they are, and told.
    pub async fn rotate(&self, at_once: u32, mut tell: impl FnMut(Progress)) -> crate::Result<Rotated> {
        let is_due = |group: &Resting| group.standing != MasterStanding::Present;
        let all = self.resting().await?.iter().filter(|group| is_due(group)).map(|group| group.keys).sum();
        let mut progress = Progress { done: 0, all };
        let (mut after, mut rewrapped) = (String::new(), 0);
        tell(progress);
        while let Some(step) = self.rewrap_some(&after, at_once).await? {
            rewrapped += step.rewrapped;
            progress.done = progress.all.min(progress.done + step.seen);
            after = step.last;
            tell(progress);
        }
        let left = self.resting().await?.into_iter().filter(is_due).collect();
        Ok(Rotated { present: self.masters.present().clone(), rewrapped, left })
    }

    /// Wraps the next keys anew, in the order of their scopes; nothing, when there are none.
    async fn rewrap_some(&self, after: &str, at_once: u32) -> crate::Result<Option<Step>> {
        let mut tx = self.store.begin_write().await?;
        let rows = sqlx::query(
            "SELECT scope, wrapped, master FROM keys WHERE master <> $1 AND scope > $2 ORDER BY scope LIMIT $3",
        )
        .bind(self.masters.present().as_str())
        .bind(after)
        .bind(i64::from(at_once.max(1)))
        .fetch_all(&mut *tx)
        .await?;
        let mut step = Step { last: String::new(), seen: rows.len() as u64, rewrapped: 0 };
        for row in &rows {
            let (scope, wrapped): (String, Vec<u8>) = (row.try_get("scope")?, row.try_get("wrapped")?);
            if let Some(anew) = self.rewrap(&scope, &wrapped, row.try_get("master")?) {
                let updated =
                    sqlx::query("UPDATE keys SET wrapped = $1, master = $2 WHERE scope = $3 AND wrapped = $4")
                        .bind(anew)
                        .bind(self.masters.present().as_str())
                        .bind(&scope)
                        .bind(wrapped);
                step.rewrapped += updated.execute(&mut *tx).await?.rows_affected();
            }
            step.last = scope;
        }
        tx.commit().await?;
        Ok((!rows.is_empty()).then_some(step))
    }

    fn rewrap(&self, scope: &str, wrapped: &[u8], master: &str) -> Option<Vec<u8>> {
        let key = self.open_row(scope, wrapped, master).ok()?;
        Some(self.masters.wrapping().key.seal(spot(scope), key.expose(), self.random.bytes()))
    }
}
