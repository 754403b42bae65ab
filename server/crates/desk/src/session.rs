//! Sessions: who this browser is, and the desks that follow from it.

use async_trait::async_trait;
use crate::{ControllerDesk, DeskError, Office, Result, StaffDesk, SubjectDesk};
use tower_sessions::session::{Id, Record};
use tower_sessions::{Session, session_store};

/// Where sessions rest: in the main database, by the hash of their id. Give it to the session layer.
#[derive(Clone, Debug)]
pub struct Sessions(pub(crate) Office);

impl Office {
    /// Where sessions rest.
    pub fn sessions(&self) -> Sessions {
        Sessions(self.clone())
    }

    /// The desk of the data subject of this session.
    ///
    /// # Errors
    /// `NotSignedIn`, also when the session's time is over.
    pub async fn subject(&self, session: &Session) -> Result<SubjectDesk> {
        todo!()
    }

    /// The desk of the member of staff of this session.
    ///
    /// # Errors
    /// `NotSignedIn`, also when the account was closed.
    pub async fn staff(&self, session: &Session) -> Result<StaffDesk> {
        todo!()
    }

    /// The desk of the controller of this session.
    ///
    /// # Errors
    /// `NotSignedIn`, also when the controller is gone.
    pub async fn controller(&self, session: &Session) -> Result<ControllerDesk> {
        todo!()
    }
}

#[async_trait]
impl session_store::SessionStore for Sessions {
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        todo!()
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        todo!()
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        todo!()
    }
}
