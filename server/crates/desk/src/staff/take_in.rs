use super::StaffDesk;
use crate::conversation::Upload;
use crate::incoming::Incoming;
use crate::store::{FilingRow, RequestRow};
use crate::{DeskError, Result};
use domain::filing::{Intake, Receipt};
use domain::procedure::{Command, TriageReason};
use domain::reference::Reference;
use jiff::Timestamp;

impl StaffDesk {
    /// A number for an intake that is about to be written, so that a button pressed twice takes it in once.
    pub fn intake_number(&self) -> String {
        hex::encode(self.office.random.bytes::<16>())
    }

    /// Takes in what came by letter, e-mail, phone or at the counter. It waits for staff at once: nobody proves a
    /// mailbox, and nobody is written to. A scan becomes the first message of each request. Sent twice under one
    /// number, it answers with the same requests.
    ///
    /// # Errors
    /// `Faulty`, or `File` with what is wrong with the scan.
    pub async fn take_in(&self, number: &str, intake: &Intake, scans: &[Upload]) -> Result<Vec<Reference>> {
        let office = &self.office;
        let (receipt, filing) = intake.complete(office.place.date(office.now())).map_err(DeskError::Faulty)?;
        let scans = crate::conversation::judged(scans)?;
        let is_signer = filing.relationship.is_processed_for_others();
        // Apart from the numbers of drafts, which come out of browsers that nobody signed in.
        let number = format!("staff/{number}");
        let received = (receipt.channel, self.received(receipt)?);
        let incoming = Incoming::taken_in(office, filing, number.clone(), received, self.staff).await?;
        let mut tx = office.store.begin_write().await?;
        let rows = match incoming.insert(office, &mut tx).await {
            Err(DeskError::Conflict) => {
                drop(tx);
                return self.taken_before(&number).await;
            }
            rows => rows?,
        };
        let mut references = Vec::new();
        for (mut row, key) in rows {
            if !scans.is_empty() {
                office.say(&mut tx, &mut row, key, None, &scans).await?;
            }
            if is_signer {
                row.act(office, &mut tx, Command::ReferToStaff { reason: TriageReason::TakenIn }).await?;
            }
            references.push(row.reference);
        }
        tx.commit().await?;
        Ok(references)
    }

    /// Noon of the day, where the operator is; today, the moment itself.
    fn received(&self, receipt: Receipt) -> Result<Timestamp> {
        let noon = receipt.day.at(12, 0, 0, 0).to_zoned(self.office.place.zone.clone()).map_err(DeskError::internal)?;
        Ok(noon.timestamp().min(self.office.now()))
    }

    async fn taken_before(&self, number: &str) -> Result<Vec<Reference>> {
        let mut db = self.office.store.pool().acquire().await?;
        let filing = FilingRow::by_draft(&mut db, number).await?.ok_or(DeskError::Conflict)?;
        let rows = RequestRow::of_filing(&mut db, filing.id).await?;
        Ok(rows.into_iter().map(|row| row.reference).collect())
    }
}
