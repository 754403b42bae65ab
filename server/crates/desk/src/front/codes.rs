use super::FrontDesk;
use crate::Result;
use domain::filing::Mailbox;
use domain::ids::{ControllerId, FilingId};
use domain::words::Language;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

/// A code that this browser was promised; it lives in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeId(pub(crate) Uuid);

/// What a right code opened; the session is signed in accordingly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// The filing just sent is proven: its status pages.
    Filing(FilingId),
    /// All requests of the mailbox.
    Mailbox,
    /// The inbox of a controller.
    Controller(ControllerId),
}

impl FrontDesk {
    /// Promises a code to `mailbox` for coming back. The same for every address, known or not; only a known one gets
    /// mail. The promise is put into the session.
    ///
    /// # Errors
    /// `Throttled` by the caller's address.
    pub async fn come_back(&self, session: &Session, mailbox: &Mailbox, language: Language, caller: &str) -> Result<()> {
        todo!()
    }

    /// Promises a code to the contact of the controller to whom the link `token` was mailed; the same for any token.
    pub async fn open_link(&self, session: &Session, token: &str, caller: &str) -> Result<()> {
        todo!()
    }

    /// Promises another code in place of the one in the session; silently capped per mailbox.
    ///
    /// # Errors
    /// `WrongCode` when the session was promised none.
    pub async fn another_code(&self, session: &Session, caller: &str) -> Result<()> {
        todo!()
    }

    /// Whether this browser waits for a code.
    pub async fn awaits_code(&self, session: &Session) -> bool {
        todo!()
    }

    /// Takes the code of the challenge in the session, and signs the session in.
    ///
    /// # Errors
    /// `WrongCode`: wrong, over its time, used, or tried five times.
    pub async fn enter_code(&self, session: &Session, code: &str) -> Result<Entered> {
        todo!()
    }
}
