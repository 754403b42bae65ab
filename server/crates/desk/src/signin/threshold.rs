//! Between the password and the desk: who came in by password shows a second factor, or enrols one.

use super::browser::{self, Attempt};
use super::keys::{self, Owner};
use super::{Enrolment, factor, recovery};
use crate::registers::StaffRow;
use crate::session::{self, Passed};
use crate::store::Connection;
use crate::{DeskError, FrontDesk, Office, Result};
use domain::access::{Access, AccountChange, Door, Means, Visitor};
use domain::staff::{Factors, KeyKind};
use serde_json::Value;
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
        // An unknown account costs an entry too.
        let visitor = found.as_ref().map_or(Visitor::Stranger, |row| Visitor::Staff(row.id));
        let attempt = Attempt::password(office, visitor, known.as_deref(), &account, caller);
        attempt.count(office).await?;
        let checked = super::check(found.as_ref().map(|row| row.password_hash.clone()), password).await?;
        let row = match (found, checked) {
            (None, _) | (_, super::Checked::Wrong) => {
                return office.turn_away(visitor, Door::Password, DeskError::WrongPassword).await;
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
        to_threshold(office, session, &row, known).await
    }
}

/// Leads to the threshold; who has no second factor is offered one there. `known` is the name of a browser that is known.
pub(super) async fn to_threshold(
    office: &Office,
    session: &Session,
    row: &StaffRow,
    known: Option<String>,
) -> Result<()> {
    let mut db = office.store.pool().acquire().await?;
    let has_factor = row.factors(&mut db).await?.are_set_up();
    drop(db);
    let offered = (!has_factor).then(|| factor::fresh(office, row.id));
    session::pass(office, session, Passed::new(office, row.id, offered, known)).await
}

/// The threshold: who gave the right password, and nothing else yet.
pub struct ThresholdDesk {
    office: Office,
    passed: Passed,
    row: StaffRow,
    factors: Factors,
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
        let factors = row.factors(&mut db).await?;
        Ok(ThresholdDesk { office: self.clone(), passed, row, factors })
    }
}

impl ThresholdDesk {
    const fn owner(&self) -> Owner {
        Owner::Staff(self.row.id)
    }

    /// Which second factors this person has.
    pub const fn factors(&self) -> Factors {
        self.factors
    }

    /// What to put into an authenticator; nothing for who has a second factor.
    ///
    /// # Errors
    /// Internal only.
    pub fn enrolment(&self) -> Result<Option<Enrolment>> {
        let Some(sealed) = self.passed.offered().filter(|_| !self.factors.are_set_up()) else { return Ok(None) };
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
        let Some(step) = factor::step(office, &secret, &digits(code))? else {
            return self.turn_away(DeskError::WrongCode).await;
        };
        let mut tx = office.store.begin_write().await?;
        factor::put(&mut tx, staff, (sealed, step)).await?;
        // The row is held by then: a key that came first is seen.
        if keys::count(&mut tx, self.owner()).await? != (0, 0) {
            return Err(DeskError::Conflict);
        }
        let codes = recovery::renew(office, &mut tx, staff).await?;
        self.note_enrolment(&mut tx).await?;
        tx.commit().await?;
        attempt.forgive(office).await?;
        self.begin(session, Means::Authenticator, &codes).await
    }

    /// What a browser asks of a key that is to be the first second factor.
    ///
    /// # Errors
    /// `Conflict` for who has a second factor; `Key` when there are no keys at this address.
    pub async fn ask_for_new_key(&self, session: &Session, kind: KeyKind) -> Result<Value> {
        if self.factors.are_set_up() {
            return Err(DeskError::Conflict);
        }
        let (email, name) = (self.row.email(&self.office)?.unwrap_or_default(), self.row.name(&self.office)?);
        keys::ask_for_new(&self.office, session, self.owner(), (&email, &name), kind).await
    }

    /// Keeps a new key as the first second factor, and signs in; as [`ThresholdDesk::enrol`].
    ///
    /// # Errors
    /// `Key`, `Throttled`, or `Conflict` when another factor was enrolled meanwhile.
    pub async fn enrol_key(&self, session: &Session, answer: &str, name: &str) -> Result<String> {
        let (office, staff) = (&self.office, self.row.id);
        let attempt = Attempt::factor(office, self.passed.browser(), staff);
        attempt.count(office).await?;
        let fresh = keys::judge_new(office, session, self.owner(), answer).await?;
        let mut tx = office.store.begin_write().await?;
        StaffRow::hold(&mut tx, staff).await?;
        if StaffRow::by_id(&mut tx, staff).await?.factors(&mut tx).await?.are_set_up() {
            return Err(DeskError::Conflict);
        }
        fresh.keep(office, &mut tx, self.owner(), name).await?;
        let codes = recovery::renew(office, &mut tx, staff).await?;
        self.note_enrolment(&mut tx).await?;
        tx.commit().await?;
        attempt.forgive(office).await?;
        self.begin(session, Means::Key, &codes).await
    }

    /// Signs in for the first time, with recovery codes that wait to be shown.
    async fn begin(&self, session: &Session, by: Means, codes: &[String]) -> Result<String> {
        let (office, staff) = (&self.office, self.row.id);
        session::sign_in_staff(office, session, staff, by).await?;
        session::show_codes(office, session, staff, codes).await?;
        Ok(browser::token(office, staff))
    }

    /// What a browser asks of this person's keys.
    ///
    /// # Errors
    /// `Key` when there are none.
    pub async fn ask_for_key(&self, session: &Session) -> Result<Value> {
        keys::ask_one(&self.office, session, self.owner()).await
    }

    /// Takes what one of this person's keys signed, and signs in. Gives what the browser keeps.
    ///
    /// # Errors
    /// `Key`; `Throttled`.
    pub async fn enter_by_key(&self, session: &Session, answer: &str) -> Result<String> {
        let (office, staff) = (&self.office, self.row.id);
        let attempt = Attempt::factor(office, self.passed.browser(), staff);
        attempt.count(office).await?;
        match keys::prove_one(office, session, self.owner(), answer).await {
            Err(why @ DeskError::Key(_)) => return self.turn_away(why).await,
            proven => proven?,
        }
        attempt.forgive(office).await?;
        session::sign_in_staff(office, session, staff, Means::Key).await?;
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
            return self.turn_away(DeskError::WrongCode).await;
        };
        tx.commit().await?;
        attempt.forgive(office).await?;
        session::sign_in_staff(office, session, staff, by).await?;
        Ok(browser::token(office, staff))
    }

    async fn note_enrolment(&self, db: &mut Connection) -> Result<()> {
        let enrolled = Access::Account { change: AccountChange::FactorEnrolled, by: None };
        self.office.record_in(db, Visitor::Staff(self.row.id), enrolled).await
    }

    async fn turn_away<T>(&self, why: DeskError) -> Result<T> {
        self.office.turn_away(Visitor::Staff(self.row.id), Door::SecondFactor, why).await
    }
}

/// A code as typed, without what people put between the digits.
pub(super) fn digits(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}
