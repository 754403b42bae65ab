//! What an administrator can do: see who has an account, invite people, change roles, close accounts.

use crate::registers::{StaffRow, end_sessions};
use crate::signin::{Confirmed, Invitee, keys};
use crate::store::Connection;
use crate::{DeskError, Office, Result};
use domain::access::{Access, AccountChange, Visitor};
use domain::ids::StaffId;
use domain::staff::{AccountRefusal, Role};

/// The desk of an administrator.
#[derive(Clone)]
pub struct AdminDesk {
    office: Office,
    staff: StaffId,
}

/// An account, as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: StaffId,
    /// The name that colleagues see.
    pub name: String,
    /// The mail address, as far as it is known.
    pub email: Option<String>,
    /// The role.
    pub role: Role,
    /// Whether a second factor is enrolled.
    pub has_factor: bool,
    /// Whether it was closed.
    pub is_closed: bool,
    /// Whether it is that of whoever looks.
    pub is_own: bool,
}

impl AdminDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, staff: StaffId) -> Self {
        Self { office, staff }
    }

    /// All accounts, oldest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        let mut db = self.office.store.pool().acquire().await?;
        let with_key = keys::staff_with_keys(&mut db).await?;
        let account = |row: StaffRow| {
            Ok(Account {
                name: row.name(&self.office)?,
                email: row.email(&self.office)?,
                has_factor: row.totp().is_some() || with_key.contains(&row.id),
                role: row.role,
                is_closed: row.is_closed,
                is_own: row.id == self.staff,
                id: row.id,
            })
        };
        StaffRow::all(&mut db).await?.into_iter().map(account).collect()
    }

    /// Invites somebody by mail.
    ///
    /// # Errors
    /// `Account` when there is an open account of this address.
    pub async fn invite(&self, invitee: &Invitee, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        self.office.invite_in(&mut tx, invitee).await?;
        self.office.record_in(&mut tx, Visitor::Staff(self.staff), Access::Invited { role: invitee.role }).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(())
    }

    /// Gives an account another role, and ends its sessions: whoever has it signs in anew.
    ///
    /// # Errors
    /// `NotFound`; `Account` for one's own and for a closed one.
    pub async fn change_role(&self, id: StaffId, role: Role, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let row = self.others(&mut tx, id).await?;
        let changed = sqlx::query("UPDATE staff SET role = $1 WHERE id = $2");
        changed.bind(role.code()).bind(id.to_string()).execute(&mut *tx).await?;
        end_sessions(&mut tx, row.id).await?;
        self.note(&mut tx, id, AccountChange::RoleGiven { role }).await?;
        Ok(tx.commit().await?)
    }

    /// Closes an account: nobody signs in with it any more, and its name stays with what was done.
    ///
    /// # Errors
    /// As [`AdminDesk::change_role`].
    pub async fn close(&self, id: StaffId, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let row = self.others(&mut tx, id).await?;
        let closed = sqlx::query("UPDATE staff SET closed_at = $1 WHERE id = $2");
        closed.bind(self.office.now().as_microsecond()).bind(id.to_string()).execute(&mut *tx).await?;
        row.forget_factor(&mut tx).await?;
        self.note(&mut tx, id, AccountChange::Closed).await?;
        Ok(tx.commit().await?)
    }

    /// Takes the second factor from somebody who lost it: the next sign-in enrols another.
    ///
    /// # Errors
    /// As [`AdminDesk::change_role`].
    pub async fn reset_second_factor(&self, id: StaffId, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        self.others(&mut tx, id).await?.forget_factor(&mut tx).await?;
        self.note(&mut tx, id, AccountChange::FactorTaken).await?;
        Ok(tx.commit().await?)
    }

    async fn note(&self, db: &mut Connection, id: StaffId, change: AccountChange) -> Result<()> {
        self.office.record_in(db, Visitor::Staff(id), Access::Account { change, by: Some(self.staff) }).await
    }

    /// An open account of somebody else.
    async fn others(&self, db: &mut Connection, id: StaffId) -> Result<StaffRow> {
        let row = StaffRow::by_id(db, id).await?;
        if id == self.staff {
            return Err(DeskError::Account(AccountRefusal::OwnAccount));
        }
        if row.is_closed { Err(DeskError::Account(AccountRefusal::Closed)) } else { Ok(row) }
    }
}
