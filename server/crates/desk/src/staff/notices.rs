//! Who else is told what was done (Art. 19), and how a restriction ends (Art. 18(3)).

use super::request::seen_row;
use super::{ReadingDesk, StaffDesk, written};
use crate::Result;
use crate::post::{Errand, put};
use crate::recipients::NamedRecipient;
use crate::store::{Connection, RequestRow, TextPurpose};
use crate::vault::{Key, Scope};
use domain::ids::{RecipientId, StaffId};
use domain::procedure::{Command, Event, Refusal, Spared};
use domain::reference::Reference;
use jiff::Timestamp;
use jiff::civil::Date;

/// A recipient as staff see it.
#[derive(Debug, Clone)]
pub struct StaffRecipient {
    /// Who.
    pub named: NamedRecipient,
    /// Why it need not be told, if that was established.
    pub reasons: Option<String>,
    /// Who of the staff told or spared it, the last time.
    pub by: Option<StaffId>,
}

impl StaffDesk {
    /// Names somebody to whom the data were disclosed (Art. 19).
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn name_recipient(&self, reference: &Reference, seen: i64, name: &str) -> Result<()> {
        let office = &self.office;
        let name = written(name).ok_or(Refusal::WordsMissing)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let recipient = RecipientId(office.random.id(office.now()));
        let command = Command::NameRecipient { by: self.staff, recipient, name: key.commit(name) };
        row.act(office, &mut tx, command).await?;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Recipient(recipient), name).await?;
        Ok(tx.commit().await?)
    }

    /// Strikes out a recipient that was named by mistake.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn strike_recipient(&self, reference: &Reference, seen: i64, recipient: RecipientId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::StrikeRecipient { by: self.staff, recipient }).await?;
        Ok(tx.commit().await?)
    }

    /// Records that a recipient was told what was done.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn tell_recipient(&self, reference: &Reference, seen: i64, recipient: RecipientId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::TellRecipient { by: self.staff, recipient }).await?;
        Ok(tx.commit().await?)
    }

    /// Records that a recipient need not be told, and why.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal: without reasons everybody is told.
    pub async fn spare_recipient(
        &self,
        reference: &Reference,
        seen: i64,
        recipient: RecipientId,
        ground: Spared,
        reasons: &str,
    ) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let reasons = written(reasons);
        let commitment = reasons.map(|text| key.commit(text));
        let command = Command::SpareRecipient { by: self.staff, recipient, ground, reasons: commitment };
        row.act(office, &mut tx, command).await?;
        let number = row.procedure.version;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Sparing(number), reasons.unwrap_or_default()).await?;
        Ok(tx.commit().await?)
    }

    /// Tells the person from which day on restricted data are used again, and why (Art. 18(3)).
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn announce_lifting(&self, reference: &Reference, seen: i64, on: Date, reasons: &str) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let reasons = written(reasons);
        let commitment = reasons.map(|text| key.commit(text));
        row.act(office, &mut tx, Command::AnnounceLifting { by: self.staff, on, reasons: commitment }).await?;
        let number = row.procedure.version;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Lifting(number), reasons.unwrap_or_default()).await?;
        if row.procedure.mailbox_proven.is_some() {
            put(office, &mut tx, &Errand::LiftingAnnounced { request: row.id, version: number }).await?;
        }
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// Records that the restricted data are used again.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal: the person is told first (Art. 18(3)).
    pub async fn lift_restriction(&self, reference: &Reference, seen: i64) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::LiftRestriction { by: self.staff }).await?;
        Ok(tx.commit().await?)
    }
}

impl ReadingDesk {
    /// The recipients with what staff put down about them.
    pub(super) async fn told_recipients(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
        events: &[(Timestamp, Event)],
    ) -> Result<Vec<StaffRecipient>> {
        let mut recipients = Vec::new();
        for named in self.office.recipients(db, row, key).await? {
            let last =
                (1_i64..).zip(events).filter(|(_, (_, event))| settled(event) == Some(named.recipient.id)).last();
            let spared = named.recipient.spared.and(last.as_ref()).map(|(number, _)| *number);
            let reasons = match spared {
                Some(number) => row.text(db, key, TextPurpose::Sparing(number)).await?,
                None => None,
            };
            recipients.push(StaffRecipient { named, reasons, by: last.and_then(|(_, (_, event))| event.by()) });
        }
        Ok(recipients)
    }
}

/// The recipient of whom an event says whether it was told.
const fn settled(event: &Event) -> Option<RecipientId> {
    match event {
        Event::RecipientTold { recipient, .. } | Event::RecipientSpared { recipient, .. } => Some(*recipient),
        _ => None,
    }
}
