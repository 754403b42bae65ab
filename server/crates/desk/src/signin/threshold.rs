//! Between the password and the desk: who came in by password shows a second factor, or enrols one.

use super::browser::{self, Attempt};
use super::{Enrolment, factor, recovery};
use crate::registers::StaffRow;
use crate::session::{self, Passed};
use crate::{DeskError, FrontDesk, Office, Result};
use domain::access::{Access, AccountChange, Door, Means, Visitor};
use tower_sessions::Session;

impl FrontDesk {
    /// Takes the password of a member of staff. It opens nothing but the threshold, where the second factor is asked
    /// for. An unknown account takes as long as a known one. `token` is what the browser keeps from an earlier sign-in.
    ///
    /// # Errors
    /// `WrongPassword`; `Throttled` per account and caller, in a known browser for that browser alone.
    pub async fn sign_in_staff(
        &self,
        session: &Session,
        (email, password): (&str, &str),
        caller: &str,
        token: Option<&str>,
    ) -> Result<()> {
        let office = self.office();
        let account = email.trim().to_lowercase();
        let mut db = office.store.pool().acquire().await?;
        let found = StaffRow::by_email(office, &mut db, &account).await?;
        drop(db);
        let known = found.as_ref().zip(token).and_then(|(row, token)| browser::known(office, row.id, token));
        let attempt = Attempt::password(office, known.as_deref(), &account, caller);
        attempt.count(office).await?;
        // An unknown account costs an entry too.
        let visitor = found.as_ref().map_or(Visitor::Stranger, |row| Visitor::Staff(row.id));
        let checked = super::check(found.as_ref().map(|row| row.password_hash.clone()), password).await?;
        let row = match (found, checked) {
            (None, _) | (_, super::Checked::Wrong) => {
                office.record(visitor, Access::TurnedAway { at: Door::Password }).await?;
                return Err(DeskError::WrongPassword);
            }
            (Some(row), super::Checked::Right) => row,
            (Some(row), super::Checked::RightButOld) => {
                let hash = super::password::renewed(office, password).await?;
                row.refresh(office, Some(hash), &account).await?;
                row
            }
        };
        row.refresh(office, None, &account).await?;
        attempt.forgive(office).await?;
        let offered = row.totp().is_none().then(|| factor::fresh(office, row.id));
        session::pass(office, session, Passed::new(office, row.id, offered, known)).await
    }
}

/// The threshold: who gave the right password, and nothing else yet.
pub struct ThresholdDesk {
    office: Office,
    passed: Passed,
    row: StaffRow,
}

impl Office {
    /// The threshold of this session.
    ///
    /// # Errors
    /// `NotSignedIn`: no password was given, or ten minutes ago.
    pub async fn threshold(&self, session: &Session) -> Result<ThresholdDesk> {
        let passed = session::passed(self, session).await?.ok_or(DeskError::NotSignedIn)?;
        let mut db = self.store.pool().acquire().await?;
        let row = StaffRow::by_id(&mut db, passed.staff).await?;
        if row.is_closed {
            return Err(DeskError::NotSignedIn);
        }
        Ok(ThresholdDesk { office: self.clone(), passed, row })
    }
}

impl ThresholdDesk {
    /// What to put into an authenticator; nothing for who has one.
    ///
    /// # Errors
    /// Internal only.
    pub fn enrolment(&self) -> Result<Option<Enrolment>> {
        let Some(sealed) = self.passed.offered().filter(|_| self.row.totp().is_none()) else { return Ok(None) };
        let secret = factor::open(&self.office, self.row.id, &sealed)?;
        let account = self.row.email(&self.office)?.unwrap_or_default();
        factor::enrolment(&secret, &account).map(Some)
    }

    /// Takes the first code of an authenticator that was just told the secret, enrols it and signs in. The recovery
    /// codes wait in the session to be shown. Gives what the browser keeps, to be known by.
    ///
    /// # Errors
    /// `WrongCode`, `Throttled`, or `Conflict` when one was enrolled meanwhile.
    pub async fn enrol(&self, session: &Session, code: &str) -> Result<String> {
        let (office, staff) = (&self.office, self.row.id);
        let sealed = self.passed.offered().ok_or(DeskError::Conflict)?;
        let attempt = Attempt::factor(office, self.passed.browser(), staff);
        attempt.count(office).await?;
        let secret = factor::open(office, staff, &sealed)?;
        let Some(step) = factor::step(office, &secret, &digits(code))? else { return self.turn_away().await };
        let mut tx = office.store.begin_write().await?;
        let enrolled = sqlx::query("UPDATE staff SET totp = $1, totp_step = $2 WHERE id = $3 AND totp IS NULL")
            .bind(sealed)
            .bind(step)
            .bind(staff.to_string())
            .execute(&mut *tx)
            .await?;
        if enrolled.rows_affected() != 1 {
            return Err(DeskError::Conflict);
        }
        let codes = recovery::renew(office, &mut tx, staff).await?;
        let enrolled = Access::Account { change: AccountChange::FactorEnrolled, by: None };
        office.record_in(&mut tx, Visitor::Staff(staff), enrolled).await?;
        tx.commit().await?;
        attempt.forgive(office).await?;
        session::sign_in_staff(office, session, staff, Means::Authenticator).await?;
        session::show_codes(office, session, staff, &codes).await?;
        Ok(browser::token(office, staff))
    }

    /// Takes a code of the authenticator, or a recovery code, and signs in. Gives what the browser keeps.
    ///
    /// # Errors
    /// `WrongCode`: wrong, over its time, or used, all look the same. `Throttled`.
    pub async fn enter(&self, session: &Session, code: &str) -> Result<String> {
        let (office, staff) = (&self.office, self.row.id);
        let attempt = Attempt::factor(office, self.passed.browser(), staff);
        attempt.count(office).await?;
        let mut tx = office.store.begin_write().await?;
        let by = if factor::take(office, &mut tx, &self.row, &digits(code)).await? {
            Means::Authenticator
        } else if recovery::take(office, &mut tx, staff, code).await? {
            Means::RecoveryCode
        } else {
            drop(tx);
            return self.turn_away().await;
        };
        tx.commit().await?;
        attempt.forgive(office).await?;
        session::sign_in_staff(office, session, staff, by).await?;
        Ok(browser::token(office, staff))
    }

    async fn turn_away<T>(&self) -> Result<T> {
        self.office.record(Visitor::Staff(self.row.id), Access::TurnedAway { at: Door::SecondFactor }).await?;
        Err(DeskError::WrongCode)
    }
}

/// A code as typed, without what people put between the digits.
pub(super) fn digits(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}
