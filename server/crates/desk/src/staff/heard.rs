use super::StaffDesk;
use super::answer::written;
use super::request::seen_row;
use crate::conversation::{Upload, judged};
use crate::vault::Scope;
use crate::{DeskError, Result};
use domain::filing::Heard;
use domain::procedure::Relayed;
use domain::reference::Reference;

impl StaffDesk {
    /// Puts down what the data subject said by letter, e-mail, phone or at the counter. It ends the waiting for an answer
    /// like a message in the portal; on record is who put it down, how it came and when.
    ///
    /// # Errors
    /// `Faulty`, `File` with what is wrong with the scan, `NotFound`, `Conflict`, or a refusal.
    pub async fn hear(&self, reference: &Reference, seen: i64, heard: &Heard, scans: &[Upload]) -> Result<()> {
        let office = &self.office;
        let scans = judged(scans)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let (filed, today) = (office.place.date(row.procedure.received), office.place.date(office.now()));
        let receipt = heard.receipt(filed, today).map_err(DeskError::Faulty)?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let relayed = Relayed { by: self.staff, channel: receipt.channel, day: receipt.day };
        office.hear(&mut tx, &mut row, &key, (written(&heard.words), &scans), Some(relayed)).await?;
        Ok(tx.commit().await?)
    }
}
