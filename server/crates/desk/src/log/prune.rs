//! What is over its time goes from the log (Art. 5(1)(e)): first the rows of requests that are wholly over, then, once a
//! pruning is signed, their entries. Whoever is killed in between leaves what the next round goes on with.

mod dossiers;
mod examine;
mod remove;

use super::checkpoints::Signed;
use super::lease::Lease;
use super::pruned::{self, Pruned};
use super::stored;
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::log::pruning::{digest, point};
use domain::log::{Pruning, Verifier};
use examine::Examined;
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;

/// How far prunings are apart, at least: each is kept for good.
const APART: SignedDuration = SignedDuration::from_hours(24);

impl Office {
    /// Lets go of what is over its time, as much of it as one round takes. Answers with how many entries went; none, when
    /// another process is at the log.
    ///
    /// # Errors
    /// When the store does not answer, or what would go is not what was signed: then nothing goes, for it is evidence.
    pub(crate) async fn prune_log(&self) -> Result<u64> {
        let limit = self.policy.log_limit(self.now());
        if !self.has_to_prune(limit).await? {
            return Ok(0);
        }
        let Some(lease) = Lease::take(self).await? else { return Ok(0) };
        let pruned = self.prune(&lease, limit).await;
        lease.end(self).await?;
        pruned
    }

    async fn has_to_prune(&self, limit: Timestamp) -> Result<bool> {
        let mut db = self.store.pool().acquire().await?;
        let newest = Pruned::newest(&mut db).await?;
        let from = newest.as_ref().map_or(0, |pruned| pruned.size);
        Ok(remove::is_left(&mut db, from).await? || self.ripe(&mut db, newest.as_ref(), limit).await?.is_some())
    }

    async fn prune(&self, lease: &Lease, limit: Timestamp) -> Result<u64> {
        let mut gone = self.remove_pruned(lease).await?;
        if gone == 0 && self.sign_pruning(lease, limit).await? {
            gone = self.remove_pruned(lease).await?;
        }
        Ok(gone)
    }

    /// The size of the largest checkpoint that is old enough, when a pruning is due again.
    async fn ripe(&self, db: &mut Connection, newest: Option<&Pruned>, limit: Timestamp) -> Result<Option<u64>> {
        if newest.is_some_and(|pruned| self.now().duration_since(pruned.made) < APART) {
            return Ok(None);
        }
        let row = sqlx::query("SELECT MAX(size) AS size FROM checkpoints WHERE made_at <= $1 AND size > $2")
            .bind(limit.as_microsecond())
            .bind(stored(newest.map_or(0, |pruned| pruned.size))?)
            .fetch_one(db)
            .await?;
        row.try_get::<Option<i64>, _>("size")?.map(super::counted).transpose()
    }

    /// Signs a pruning of all that is over its time, once that was found to be what was signed, and its requests are gone.
    async fn sign_pruning(&self, lease: &Lease, limit: Timestamp) -> Result<bool> {
        let mut db = self.store.pool().acquire().await?;
        let newest = Pruned::newest(&mut db).await?;
        let from = newest.as_ref().map_or(0, |pruned| pruned.size);
        let Some(ripe) = self.ripe(&mut db, newest.as_ref(), limit).await? else { return Ok(false) };
        let held = dossiers::first_held(&mut db, from, ripe, limit).await?;
        let checkpoints = Signed::between(&mut db, from, held.unwrap_or(ripe)).await?;
        let made = checkpoints.iter().map(|signed| (signed.size, signed.made));
        let Some(size) = point(limit, held, made) else { return Ok(false) };
        let Some(signed) = checkpoints.into_iter().find(|signed| signed.size == size) else { return Ok(false) };
        let start = pruned::edge(&mut db).await?;
        let Some(examined) = self.examine_entries(&mut db, lease, start, size, limit).await? else { return Ok(false) };
        is_as_signed(&examined, &signed, &self.log_signer(&mut db).await?.verifier())?;
        drop(db);
        Ok(self.erase_dossiers(lease, (from, size), limit).await? && self.put_down_pruning(lease, examined).await?)
    }

    async fn put_down_pruning(&self, lease: &Lease, examined: Examined) -> Result<bool> {
        let mut tx = self.store.begin_write().await?;
        if !lease.holds(self, &mut tx).await? {
            return Ok(false);
        }
        let Examined { edge, ends } = examined;
        pruned::cut(&mut tx, edge.size(), ends).await?;
        let cuts = digest(pruned::cuts(&mut tx).await?);
        let pruning = Pruning { size: edge.size(), root: edge.root(), cuts, at: self.now() };
        let note = pruning.sign(&self.log_signer(&mut tx).await?);
        Pruned::insert(&mut tx, &edge, &pruning, &note).await?;
        tx.commit().await?;
        tracing::info!(size = pruning.size, "entries of the log are over their time and go");
        Ok(true)
    }
}

/// Nothing goes that is not what was signed: it would be gone as evidence.
fn is_as_signed(examined: &Examined, signed: &Signed, verifier: &Verifier) -> Result<()> {
    let said = signed.open(verifier).map_err(DeskError::internal)?;
    if (said.size, said.root) == (examined.edge.size(), examined.edge.root()) { Ok(()) } else { Err(examine::unfit()) }
}
