use super::FrontDesk;
use crate::Result;
use tower_sessions::Session;

impl FrontDesk {
    /// Signs a member of staff in.
    ///
    /// # Errors
    /// `WrongPassword`, or `Throttled` per account and per address of the caller.
    pub async fn sign_in_staff(&self, session: &Session, email: &str, password: &str, caller: &str) -> Result<()> {
        todo!()
    }

    /// Ends the session, whoever it is of.
    pub async fn sign_out(&self, session: &Session) -> Result<()> {
        todo!()
    }
}
