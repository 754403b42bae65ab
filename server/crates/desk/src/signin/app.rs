//! The authenticator app of one's own account, beside keys: set up later, and taken away.

use super::browser::Attempt;
use super::threshold::digits;
use super::{AccountDesk, Confirmed, Enrolment, factor};
use crate::registers::StaffRow;
use crate::session;
use crate::{DeskError, Result};
use domain::access::AccountChange;
use tower_sessions::Session;

impl AccountDesk {
    /// What to put into an app; the same on every look until its first code comes back. Nothing for who has one.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn offer_app(&self, session: &Session, _: &Confirmed) -> Result<Option<Enrolment>> {
        let (office, staff) = (&self.office, self.badge.staff);
        let mut db = office.store.pool().acquire().await?;
        let row = StaffRow::by_id(&mut db, staff).await?;
        drop(db);
        if row.totp().is_some() {
            return Ok(None);
        }
        let sealed = match session::offered(session).await? {
            Some(sealed) => sealed,
            None => {
                let sealed = factor::fresh(office, staff);
                session::offer(session, &sealed).await?;
                sealed
            }
        };
        factor::enrolment(&factor::open(office, staff, &sealed)?, &row.email(office)?.unwrap_or_default()).map(Some)
    }

    /// Sets up the app that shows this code; every other session ends, and this one gets a fresh id.
    ///
    /// # Errors
    /// `WrongCode`, `Throttled`, or `Conflict` when there is an app already or none was offered.
    pub async fn add_app(&self, session: &Session, code: &str, _: &Confirmed) -> Result<()> {
        let (office, staff) = (&self.office, self.badge.staff);
        let sealed = session::offered(session).await?.ok_or(DeskError::Conflict)?;
        let attempt: Attempt = self.attempt();
        attempt.count(office).await?;
        let secret = factor::open(office, staff, &sealed)?;
        let Some(step) = factor::step(office, &secret, &digits(code))? else {
            return self.turn_away(DeskError::WrongCode).await;
        };
        let mut tx = office.store.begin_write().await?;
        factor::put(&mut tx, staff, (sealed, step)).await?;
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::FactorEnrolled).await?;
        tx.commit().await?;
        attempt.forgive(office).await?;
        session::forget_offer(session).await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }

    /// Takes the app away, unless it is the last second factor; every other session ends, and this one gets a fresh id.
    ///
    /// # Errors
    /// `Account` when it is the last.
    pub async fn remove_app(&self, session: &Session, _: &Confirmed) -> Result<()> {
        let staff = self.badge.staff;
        let mut tx = self.office.store.begin_write().await?;
        let removed = sqlx::query("UPDATE staff SET totp = NULL WHERE id = $1");
        removed.bind(staff.to_string()).execute(&mut *tx).await?;
        StaffRow::by_id(&mut tx, staff).await?.factors(&mut tx).await?.left()?;
        self.end_others_in(&mut tx).await?;
        self.note(&mut tx, AccountChange::FactorTaken).await?;
        tx.commit().await?;
        session.cycle_id().await.map_err(DeskError::internal)
    }
}
