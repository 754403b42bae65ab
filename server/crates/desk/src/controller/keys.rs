//! Passkeys of who reads the mailbox of a controller: they come in without a mailed code.

use super::ControllerDesk;
use crate::post::{Errand, put};
use crate::registers::ContactRow;
use crate::session;
use crate::signin::keys::{self, Owner};
use crate::signin::{KeyFault, OwnKey};
use crate::store::Connection;
use crate::{DeskError, FrontDesk, Result};
use domain::access::{Access, ContactChange, Means, Visitor};
use domain::ids::{ContactId, KeyId};
use domain::staff::KeyKind;
use serde_json::Value;
use tower_sessions::Session;

impl FrontDesk {
    /// Signs a controller's people in by what one of their passkeys signed.
    ///
    /// # Errors
    /// `Key`; `Throttled` per caller.
    pub async fn enter_controller_by_passkey(&self, session: &Session, answer: &str, caller: &str) -> Result<()> {
        let theirs = |owner| match owner {
            Owner::Contact(contact) => Some(contact),
            Owner::Staff(_) => None,
        };
        let contact: ContactId = keys::by_passkey(self.office(), session, answer, caller, theirs).await?;
        let mut db = self.office().store.pool().acquire().await?;
        let controller = ContactRow::by_id(&mut db, contact).await?.controller;
        drop(db);
        let came_in = Access::CameIn { by: Means::Passkey };
        self.office().record(Visitor::Controller(controller), came_in).await?;
        session::sign_in_controller(self.office(), session, controller).await
    }
}

impl ControllerDesk {
    const fn owner(&self) -> Owner {
        Owner::Contact(self.contact)
    }

    /// The passkeys with which one comes in here, oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn keys(&self) -> Result<Vec<OwnKey>> {
        let mut db = self.office.store.pool().acquire().await?;
        keys::of(&self.office, &mut db, self.owner()).await
    }

    /// What a browser asks of a new one.
    ///
    /// # Errors
    /// `Key` when there are none at this address.
    pub async fn ask_for_new_key(&self, session: &Session) -> Result<Value> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = ContactRow::by_id(&mut db, self.contact).await?;
        let name = self.controller(&mut db).await?.record.name;
        drop(db);
        let mailbox = row.mailbox(&self.office)?;
        keys::ask_for_new(&self.office, session, self.owner(), (mailbox.as_str(), &name), KeyKind::Passkey).await
    }

    /// Keeps a new one under a name; the mailbox is told.
    ///
    /// # Errors
    /// `Key`.
    pub async fn add_key(&self, session: &Session, answer: &str, name: &str) -> Result<()> {
        let office = &self.office;
        let fresh = keys::judge_new(office, session, self.owner(), answer).await?;
        if !fresh.is_passkey() {
            return Err(KeyFault::Unreadable.into());
        }
        let mut tx = office.store.begin_write().await?;
        let key = fresh.keep(office, &mut tx, self.owner(), name).await?;
        self.note(&mut tx, ContactChange::PasskeyAdded).await?;
        put(office, &mut tx, &Errand::PasskeyAdded { contact: self.contact, key }).await?;
        tx.commit().await?;
        office.wake.notify_one();
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Takes one away.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove_key(&self, id: KeyId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        keys::remove(&mut tx, self.owner(), id).await?;
        self.note(&mut tx, ContactChange::PasskeyRemoved).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, db: &mut Connection, change: ContactChange) -> Result<()> {
        let entry = Access::Contact { contact: self.contact, change, by: None };
        self.office.record_in(db, Visitor::Controller(self.controller), entry).await
    }
}
