use super::{DraftSecret, FrontDesk};
use crate::Result;
use domain::filing::Draft;
use domain::ids::FilingId;
use tower_sessions::Session;

/// A filing that was taken and committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its id.
    pub id: FilingId,
}

impl FrontDesk {
    /// Takes the draft of this browser as a filing, once: sent twice, it answers with the same filing. A code goes to
    /// the mailbox; the session waits for it. Once this returns, the filing is committed.
    ///
    /// # Errors
    /// `NoDraft`, `Faulty`, or `Throttled` by the caller's address.
    pub async fn file(&self, session: &Session, secret: &DraftSecret, caller: &str) -> Result<Filed> {
        todo!()
    }

    /// The filing draft of this browser; empty when there is none.
    pub async fn draft(&self, secret: &DraftSecret) -> Result<Draft> {
        todo!()
    }

    /// Keeps the filing draft of this browser.
    pub async fn keep_draft(&self, secret: &DraftSecret, draft: &Draft) -> Result<()> {
        todo!()
    }
}
