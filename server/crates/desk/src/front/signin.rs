use super::FrontDesk;
use crate::registers::StaffRow;
use crate::store::Throttle;
use crate::{DeskError, Result, session};
use tower_sessions::Session;

/// Per caller and account together, so that nobody locks a colleague out from elsewhere; per caller alone, against
/// trying one password on everybody.
const PER_CALLER_AND_ACCOUNT: Throttle = Throttle { limit: 10, seconds: 900 };
const PER_CALLER: Throttle = Throttle { limit: 60, seconds: 900 };

impl FrontDesk {
    /// Signs a member of staff in. An unknown account takes as long as a known one.
    ///
    /// # Errors
    /// `WrongPassword`, or `Throttled` per account and per address of the caller.
    pub async fn sign_in_staff(&self, session: &Session, email: &str, password: &str, caller: &str) -> Result<()> {
        let account = email.trim().to_lowercase();
        self.throttle(PER_CALLER, "sign-in", caller).await?;
        self.throttle(PER_CALLER_AND_ACCOUNT, "account", &format!("{caller}\n{account}")).await?;
        let mut db = self.office.store.pool().acquire().await?;
        let found = StaffRow::by_email(&self.office, &mut db, &account).await?;
        drop(db);
        let hash = found.as_ref().map(|staff| staff.password_hash.clone());
        let right = crate::registers::password_is(hash, password).await?;
        match found {
            Some(staff) if right => session::sign_in_staff(&self.office, session, staff.id).await,
            _ => Err(DeskError::WrongPassword),
        }
    }

    /// Ends the session, whoever it is of.
    pub async fn sign_out(&self, session: &Session) -> Result<()> {
        session::sign_out(session).await
    }
}
