//! What goes by letter, once it went.

use super::StaffDesk;
use super::request::seen_row;
use crate::Result;
use domain::procedure::{Command, Writing};
use domain::reference::Reference;

impl StaffDesk {
    /// Records that staff posted what was written to the person.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn posted(&self, reference: &Reference, seen: i64, writing: Writing) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::Dispatch { by: Some(self.staff), writing }).await?;
        Ok(tx.commit().await?)
    }
}
