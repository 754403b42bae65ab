//! Taking longer, and asking who somebody is.

use super::{StaffDesk, written};
use crate::Result;
use crate::post::{Errand, put};
use crate::store::TextPurpose;
use crate::vault::Scope;
use domain::ids::MessageId;
use domain::law::ExtensionGround;
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;

impl StaffDesk {
    /// Extends the period by one or two months, and tells the person why and until when (Art. 12(3)).
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Cautioned`, or a refusal.
    pub async fn extend(
        &self,
        reference: &Reference,
        seen: i64,
        months: u8,
        ground: Option<ExtensionGround>,
        reasons: &str,
    ) -> Result<()> {
        let office = self.office();
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let reasons = written(reasons);
        let commitment = reasons.map(|text| key.commit(text));
        row.act(office, &mut tx, Command::Extend { by: self.who(), months, ground, reasons: commitment }).await?;
        self.heed_words(&mut tx, &row, reasons.unwrap_or_default(), None).await?;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::ExtensionReasons, reasons.unwrap_or_default()).await?;
        put(office, &mut tx, &Errand::Extended { request: row.id }).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// Asks who the person is, and puts down why that is in doubt (Art. 12(6)). The doubt is for the record of staff; the
    /// question is what the person reads.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Cautioned`, or a refusal.
    pub async fn ask_identity(&self, reference: &Reference, seen: i64, question: &str, doubt: &str) -> Result<()> {
        let office = self.office();
        let words = written(question).ok_or(Refusal::WordsMissing)?;
        let mut tx = office.store.begin_write().await?;
        let mut row = self.seen(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let message = MessageId(office.random.id(office.now()));
        let doubt = written(doubt);
        let command = Command::AskIdentity {
            by: self.who(),
            message,
            words: key.commit(words),
            doubt: doubt.map(|text| key.commit(text)),
        };
        row.act(office, &mut tx, command).await?;
        self.send_question(&mut tx, &row, &key, message, words).await?;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Doubt(message), doubt.unwrap_or_default()).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }
}
