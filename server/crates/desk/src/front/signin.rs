use super::FrontDesk;
use crate::{Result, session};
use tower_sessions::Session;

impl FrontDesk {
    /// Ends the session, whoever it is of.
    pub async fn sign_out(&self, session: &Session) -> Result<()> {
        session::sign_out(&self.office, session).await
    }
}
