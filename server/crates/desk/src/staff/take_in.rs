use super::{ReadingDesk, StaffDesk};
use crate::conversation::Upload;
use crate::front::DraftSecret;
use crate::held::{HeldFile, places};
use crate::incoming::Incoming;
use crate::store::{FilingRow, RequestRow};
use crate::{DeskError, Result};
use domain::filing::{Enclosure, Intake, Receipt};
use domain::procedure::{Command, TriageReason};
use domain::reference::Reference;
use domain::words::Right;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The form with which scans are held until their letter is taken in. Each letter has its own: whoever has two of them open
/// does not send one person's letter with the request of another.
fn form(number: &str) -> String {
    format!("staff/intake/{number}/scans")
}

/// Under what its filing is found: apart from the numbers of drafts, which come out of browsers that nobody signed in.
fn draft(number: &str) -> String {
    format!("staff/{number}")
}

/// A request that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// Its reference.
    pub reference: Reference,
    /// Its right.
    pub right: Right,
    /// The last day to answer it.
    pub due: Date,
    /// Whether that day may still move.
    pub provisional: bool,
    /// Whole calendar days left.
    pub days_left: i32,
    /// When it was received.
    pub received: Timestamp,
}

impl StaffDesk {
    /// A number for an intake that is about to be written, so that a button pressed twice takes it in once.
    pub fn intake_number(&self) -> String {
        hex::encode(self.office.random.bytes::<16>())
    }

    /// Holds scans for the intake of this number, which this browser is about to send.
    ///
    /// # Errors
    /// `File` with what is wrong with which, and then none is held.
    pub async fn hold_scans(&self, secret: &DraftSecret, number: &str, scans: &[Upload]) -> Result<()> {
        if scans.is_empty() {
            return Ok(());
        }
        self.office.front().keep(secret, &form(number), &()).await?;
        match self.office.hold(secret, &form(number), Enclosure::Scan, scans).await {
            // Another press of the button took it in this very moment, with its scans.
            Err(DeskError::NoDraft) if self.taken_before(number).await?.is_some() => Ok(()),
            held => held,
        }
    }

    /// The scans that are held for it.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn scans(&self, secret: &DraftSecret, number: &str) -> Result<Vec<HeldFile>> {
        self.office.held(secret, &form(number)).await
    }

    /// Destroys one of them. One that is gone already is no error.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn drop_scan(&self, secret: &DraftSecret, number: &str, scan: Uuid) -> Result<()> {
        self.office.let_go(secret, &form(number), scan).await
    }

    /// Takes in what came by letter, e-mail, phone or at the counter. It waits for staff at once: nobody proves a
    /// mailbox, and nobody is written to. The scans that are held for it come with each request. Sent twice under one
    /// number, it answers with the same requests.
    ///
    /// # Errors
    /// `Faulty`.
    pub async fn take_in(&self, number: &str, intake: &Intake, secret: &DraftSecret) -> Result<Vec<Reference>> {
        let office = &self.office;
        let (receipt, filing) = intake.complete(office.place.date(office.now())).map_err(DeskError::Faulty)?;
        let scans = self.scans(secret, number).await?;
        let received = (receipt.channel, self.received(receipt)?);
        let mut incoming = Incoming::taken_in(office, filing, draft(number), received, self.staff).await?;
        let taken = match incoming.enclose(office, secret, &scans).await {
            Ok(()) => self.commit(&incoming).await,
            Err(error) => Err(error),
        };
        let references = match taken {
            Ok(references) => references,
            // The button was pressed twice, and the other press was first: it took the scans along.
            Err(error) => {
                incoming.abandon(office).await;
                self.taken_before(number).await?.ok_or(error)?
            }
        };
        // With the form go its rows; if this fails, they are swept like any draft.
        office.front().forget(secret, &form(number)).await?;
        office.drop_files(&places(&scans)).await;
        Ok(references)
    }

    async fn commit(&self, incoming: &Incoming) -> Result<Vec<Reference>> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut references = Vec::new();
        for mut row in incoming.insert(office, &mut tx).await? {
            if row.procedure.relationship.is_processed_for_others() {
                row.act(office, &mut tx, Command::ReferToStaff { reason: TriageReason::TakenIn }).await?;
            }
            references.push(row.reference);
        }
        tx.commit().await?;
        Ok(references)
    }
}

impl ReadingDesk {
    /// All requests that came in with this one, itself among them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn taken_in(&self, reference: &Reference) -> Result<Vec<TakenIn>> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = RequestRow::by_reference(&mut db, reference).await?;
        let rows = RequestRow::of_filing(&mut db, row.filing).await?;
        let taken = |row: RequestRow| TakenIn {
            reference: row.reference,
            right: row.procedure.right,
            due: row.due,
            provisional: row.provisional,
            days_left: self.office.days_left(row.due),
            received: row.procedure.received,
        };
        Ok(rows.into_iter().map(taken).collect())
    }
}

impl StaffDesk {
    /// Noon of the day, where the operator is; today, the moment itself.
    fn received(&self, receipt: Receipt) -> Result<Timestamp> {
        let noon = receipt.day.at(12, 0, 0, 0).to_zoned(self.office.place.zone.clone()).map_err(DeskError::internal)?;
        Ok(noon.timestamp().min(self.office.now()))
    }

    async fn taken_before(&self, number: &str) -> Result<Option<Vec<Reference>>> {
        let mut db = self.office.store.pool().acquire().await?;
        let Some(filing) = FilingRow::by_draft(&mut db, &draft(number)).await? else { return Ok(None) };
        let rows = RequestRow::of_filing(&mut db, filing.id).await?;
        Ok(Some(rows.into_iter().map(|row| row.reference).collect()))
    }
}
