use crate::{Office, Result};
use domain::filing::Mailbox;

impl Office {
    /// Adds a member of staff; an account of this address gets the new name and password.
    pub async fn add_staff(&self, email: &Mailbox, name: &str, password: &str) -> Result<()> {
        todo!()
    }
}
