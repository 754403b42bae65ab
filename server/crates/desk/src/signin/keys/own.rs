//! One's own passkeys and security keys.

use super::rows::{self, KeyRow};
use super::{Owner, add, prove};
use crate::registers::StaffRow;
use crate::signin::{AccountDesk, Confirmed};
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::access::AccountChange;
use domain::ids::KeyId;
use domain::staff::{Factors, KeyKind};
use jiff::Timestamp;
use serde_json::Value;
use tower_sessions::Session;

/// A key of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKey {
    /// By which it is renamed and taken away.
    pub id: KeyId,
    /// What it is.
    pub kind: KeyKind,
    /// The name that its owner gave it.
    pub name: String,
    /// When it was set up.
    pub added: Timestamp,
    /// When it last opened something.
    pub used: Option<Timestamp>,
    /// Since when it opens nothing any more, for there may be a copy of it.
    pub doubted: Option<Timestamp>,
}

/// All of an owner, oldest first.
///
/// # Errors
/// When the store does not answer.
pub(crate) async fn of(office: &Office, db: &mut Connection, owner: Owner) -> Result<Vec<OwnKey>> {
    let own = |row: KeyRow| {
        let KeyRow { id, kind, name, added, used, doubted, .. } = row;
        OwnKey { id, kind, name, added, used, doubted }
    };
    Ok(KeyRow::of(office, db, owner).await?.into_iter().map(own).collect())
}

impl AccountDesk {
    const fn owner(&self) -> Owner {
        Owner::Staff(self.badge.staff)
    }

    /// The passkeys and security keys of this account, oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn keys(&self) -> Result<Vec<OwnKey>> {
        let mut db = self.office.store.pool().acquire().await?;
        of(&self.office, &mut db, self.owner()).await
    }

    /// Which second factors this account has.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn factors(&self) -> Result<Factors> {
        let mut db = self.office.store.pool().acquire().await?;
        StaffRow::by_id(&mut db, self.badge.staff).await?.factors(&mut db).await
    }

    /// What a browser asks of the keys of this account, to show once more who this is.
    ///
    /// # Errors
    /// `Key` when it has none.
    pub async fn ask_for_key(&self, session: &Session) -> Result<Value> {
        prove::ask_one(&self.office, session, self.owner()).await
    }

    /// Shows once more who this is, by one of the keys; the session gets a fresh id.
    ///
    /// # Errors
    /// `Key`; `Throttled`.
    pub async fn confirm_by_key(&self, session: &Session, answer: &str) -> Result<()> {
        let attempt = self.attempt();
        attempt.count(&self.office).await?;
        match prove::prove_one(&self.office, session, self.owner(), answer).await {
            Err(why @ DeskError::Key(_)) => return self.turn_away(why).await,
            proven => proven?,
        }
        attempt.forgive(&self.office).await?;
        self.is_confirmed(session).await
    }

    /// What a browser asks of another key.
    ///
    /// # Errors
    /// `Key` when there are none at this address.
    pub async fn ask_for_new_key(&self, session: &Session, kind: KeyKind, _: &Confirmed) -> Result<Value> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = StaffRow::by_id(&mut db, self.badge.staff).await?;
        drop(db);
        let (email, name) = (row.email(&self.office)?.unwrap_or_default(), row.name(&self.office)?);
        add::ask(&self.office, session, self.owner(), (&email, &name), kind).await
    }

    /// Keeps another key under a name; every other session ends, and this one gets a fresh id.
    ///
    /// # Errors
    /// `Key`.
    pub async fn add_key(&self, session: &Session, answer: &str, name: &str, _: &Confirmed) -> Result<()> {
        let office = &self.office;
        let fresh = add::judge(office, session, self.owner(), answer).await?;
        let mut tx = office.store.begin_write().await?;
        fresh.keep(office, &mut tx, self.owner(), name).await?;
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::FactorEnrolled).await?;
        tx.commit().await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Gives a key another name.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn rename_key(&self, id: KeyId, name: &str) -> Result<()> {
        let mut db = self.office.store.pool().acquire().await?;
        rows::rename(&self.office, &mut db, (self.owner(), id), name).await
    }

    /// Takes a key away, unless it is the last second factor; every other session ends, and this one gets a fresh id.
    ///
    /// # Errors
    /// `NotFound`; `Account` when it is the last.
    pub async fn remove_key(&self, session: &Session, id: KeyId, _: &Confirmed) -> Result<()> {
        let (office, staff) = (&self.office, self.badge.staff);
        let mut tx = office.store.begin_write().await?;
        StaffRow::hold(&mut tx, staff).await?;
        rows::remove(&mut tx, self.owner(), id).await?;
        StaffRow::by_id(&mut tx, staff).await?.factors(&mut tx).await?.left()?;
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::FactorTaken).await?;
        tx.commit().await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }
}
