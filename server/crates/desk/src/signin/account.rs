//! What every member of staff can do with their own account: sessions, password, recovery codes.

use super::browser::Attempt;
use super::{Checked, factor, recovery};
use crate::registers::StaffRow;
use crate::session::{self, Badge};
use crate::store::{Connection, instant};
use crate::{DeskError, Office, Result};
use domain::access::{Access, AccountChange, Door, Visitor};
use domain::ids::SessionId;
use jiff::{Timestamp, ToSpan};
use sqlx::Row;
use tower_sessions::Session;

/// For how many minutes it counts that somebody showed who they are.
const CONFIRMED_MINUTES: i64 = 10;

/// Proof that whoever is signed in showed within ten minutes who they are. Acts that forget data or change accounts take
/// one.
#[derive(Debug)]
pub struct Confirmed(());

/// The desk of somebody's own account.
pub struct AccountDesk {
    pub(super) office: Office,
    pub(super) badge: Badge,
}

/// Where somebody is signed in. It says when, and not from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// By which it is ended.
    pub id: SessionId,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used, to the minute.
    pub used: Timestamp,
    /// Whether it is the one that looks.
    pub is_this: bool,
}

impl Office {
    /// The desk of the account that is signed in here, in whatever role.
    ///
    /// # Errors
    /// `NotSignedIn`.
    pub async fn account(&self, session: &Session) -> Result<AccountDesk> {
        Ok(AccountDesk { office: self.clone(), badge: self.badge(session).await? })
    }

    /// That whoever is signed in here showed within ten minutes who they are.
    ///
    /// # Errors
    /// `NotSignedIn`; `Unconfirmed` when it is longer ago.
    pub async fn confirmed(&self, session: &Session) -> Result<Confirmed> {
        let badge = self.badge(session).await?;
        let since = self.ago(CONFIRMED_MINUTES.minutes())?;
        if badge.confirmed.as_microsecond() > since { Ok(Confirmed(())) } else { Err(DeskError::Unconfirmed) }
    }
}

impl AccountDesk {
    /// In which role.
    pub const fn role(&self) -> domain::staff::Role {
        self.badge.role
    }

    /// Where this account is signed in, last used first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn sessions(&self) -> Result<Vec<OpenSession>> {
        let rows = sqlx::query("SELECT * FROM staff_sessions WHERE staff_id = $1 ORDER BY used_at DESC, id DESC")
            .bind(self.badge.staff.to_string())
            .fetch_all(self.office.store.pool())
            .await?;
        let mut sessions = Vec::new();
        for row in rows {
            let id: SessionId = row.try_get::<String, _>("id")?.parse()?;
            let (began, used) = (instant(row.try_get("began_at")?)?, instant(row.try_get("used_at")?)?);
            if session::is_over(&self.office, began, used)? {
                continue;
            }
            sessions.push(OpenSession { id, began, used, is_this: id.0 == self.badge.row });
        }
        Ok(sessions)
    }

    /// Ends one of them; one of nobody or of somebody else is none.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn end_session(&self, id: SessionId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let ended = sqlx::query("DELETE FROM staff_sessions WHERE id = $1 AND staff_id = $2")
            .bind(id.to_string())
            .bind(self.badge.staff.to_string())
            .execute(&mut *tx)
            .await?;
        if ended.rows_affected() == 1 {
            self.note(&mut tx, AccountChange::SessionsEnded).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Ends all others.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn end_others(&self) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::SessionsEnded).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn end_others_in(&self, db: &mut Connection) -> Result<()> {
        sqlx::query("DELETE FROM staff_sessions WHERE staff_id = $1 AND id <> $2")
            .bind(self.badge.staff.to_string())
            .bind(self.badge.row.to_string())
            .execute(db)
            .await?;
        Ok(())
    }

    /// Shows once more who this is, by the password or by a code of the authenticator; the session gets a fresh id.
    ///
    /// # Errors
    /// `WrongPassword`, whichever was wrong; `Throttled`.
    pub async fn confirm(&self, session: &Session, shown: &str) -> Result<()> {
        let office = &self.office;
        let attempt = self.attempt();
        attempt.count(office).await?;
        let mut tx = office.store.begin_write().await?;
        let row = StaffRow::by_id(&mut tx, self.badge.staff).await?;
        let is_code = factor::take(office, &mut tx, &row, &super::threshold::digits(shown)).await?;
        tx.commit().await?;
        if !is_code && super::check(Some(row.password_hash), shown).await? == Checked::Wrong {
            return self.turn_away(DeskError::WrongPassword).await;
        }
        attempt.forgive(office).await?;
        self.is_confirmed(session).await
    }

    /// Notes that whoever is signed in showed who they are.
    pub(super) async fn is_confirmed(&self, session: &Session) -> Result<()> {
        let confirmed = sqlx::query("UPDATE staff_sessions SET confirmed_at = $1 WHERE id = $2");
        let now = self.office.now().as_microsecond();
        confirmed.bind(now).bind(self.badge.row.to_string()).execute(self.office.store.pool()).await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Takes another password; every other session ends, and this one gets a fresh id.
    ///
    /// # Errors
    /// `WrongPassword` when the old one is not right, `Password` when the new one will not do, `Throttled`; `Conflict`
    /// when it was changed this very moment.
    pub async fn change_password(&self, session: &Session, old: &str, new: &str) -> Result<()> {
        let office = &self.office;
        let attempt = self.attempt();
        attempt.count(office).await?;
        let mut db = office.store.pool().acquire().await?;
        let row = StaffRow::by_id(&mut db, self.badge.staff).await?;
        drop(db);
        if super::check(Some(row.password_hash.clone()), old).await? == Checked::Wrong {
            return self.turn_away(DeskError::WrongPassword).await;
        }
        let (email, name) = (row.email(office)?.unwrap_or_default(), row.name(office)?);
        let hash = super::hash(office, new, &[&email, &name]).await?;
        let mut tx = office.store.begin_write().await?;
        let changed = sqlx::query("UPDATE staff SET password_hash = $1 WHERE id = $2 AND password_hash = $3")
            .bind(hash)
            .bind(row.id.to_string())
            .bind(&row.password_hash)
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() != 1 {
            return Err(DeskError::Conflict);
        }
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::PasswordChanged).await?;
        tx.commit().await?;
        attempt.forgive(office).await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Makes ten fresh recovery codes in place of those before; they wait in the session to be shown.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn renew_recovery_codes(&self, session: &Session, _: &Confirmed) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let codes = recovery::renew(office, &mut tx, self.badge.staff).await?;
        self.note(&mut tx, AccountChange::CodesRenewed).await?;
        tx.commit().await?;
        session::show_codes(office, session, self.badge.staff, &codes).await
    }

    pub(super) async fn note(&self, db: &mut Connection, change: AccountChange) -> Result<()> {
        self.office.record_in(db, Visitor::Staff(self.badge.staff), Access::Account { change, by: None }).await
    }

    pub(super) async fn turn_away<T>(&self, why: DeskError) -> Result<T> {
        self.office.turn_away(Visitor::Staff(self.badge.staff), Door::Confirmation, why).await
    }

    /// Counted for the session: nobody else uses it up.
    pub(super) fn attempt(&self) -> Attempt {
        Attempt::factor(&self.office, Some(&self.badge.row.to_string()), self.badge.staff)
    }
}
