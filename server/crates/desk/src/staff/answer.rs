use super::StaffDesk;
use super::request::seen_row;
use crate::Result;
use crate::post::{Errand, put};
use crate::store::TextPurpose;
use crate::vault::Scope;
use domain::procedure::Command;
use domain::reference::Reference;
use domain::words::Outcome;

impl StaffDesk {
    /// Answers: the outcome, with words if there are any. The data subject is told by mail that an answer is there.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal with its article.
    pub async fn decide(&self, reference: &Reference, seen: i64, outcome: Outcome, words: &str) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let written = Some(words.trim()).filter(|words| !words.is_empty());
        let command = Command::Decide { by: self.staff, outcome, words: written.map(|text| key.commit(text)) };
        row.act(office, &mut tx, command).await?;
        if let Some(text) = written {
            row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Answer, text).await?;
        }
        if row.procedure.available_until.is_some() {
            office.lay_package(&mut tx, &row, &key).await?;
        }
        let errand = Errand::Answered { request: row.id, version: row.procedure.version };
        put(office, &mut tx, &errand).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// Opens the download again, for the policy's number of days from now; the data subject is told.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn make_available(&self, reference: &Reference, seen: i64) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(office, &mut tx, Command::MakeAvailable { by: self.staff }).await?;
        put(office, &mut tx, &Errand::Answered { request: row.id, version: row.procedure.version }).await?;
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }
}
