use super::StaffDesk;
use super::request::seen_row;
use crate::Result;
use crate::answers::WithheldWords;
use crate::post::{Errand, put};
use crate::store::{FilingRow, TextPurpose};
use crate::vault::Scope;
use domain::ids::WithheldId;
use domain::law::Invoked;
use domain::procedure::{Command, Decision, Withheld};
use domain::reference::Reference;
use domain::words::Outcome;
use jiff::civil::Date;

/// How staff end a request.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// How it ends.
    pub outcome: Outcome,
    /// On which ground, if the whole is refused.
    pub ground: Option<Invoked>,
    /// The answer in words; none when blank.
    pub words: String,
    /// What shows that it is unfounded or excessive, for the record (Art. 12(5)); none when blank.
    pub burden: String,
}

impl Verdict {
    fn bears_burden(&self) -> bool {
        self.ground.as_ref().is_some_and(|invoked| invoked.ground.bears_burden())
    }
}

/// Something that staff withhold.
#[derive(Debug, Clone)]
pub struct Withholding {
    /// On which ground.
    pub ground: Invoked,
    /// What it is.
    pub what: String,
    /// Why it is not done.
    pub why: String,
    /// Until when it is kept, if that is known.
    pub until: Option<Date>,
}

impl StaffDesk {
    /// Answers. The data subject is told by mail that an answer is there.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, `Cautioned`, or a refusal with its article.
    pub async fn decide(&self, reference: &Reference, seen: i64, verdict: &Verdict) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let filing = FilingRow::by_id(&mut tx, row.filing).await?;
        let written = written(&verdict.words);
        let burden = self::written(&verdict.burden).filter(|_| verdict.bears_burden());
        let decision = Decision {
            burden: burden.map(|text| key.commit(text)),
            outcome: verdict.outcome,
            ground: verdict.ground.clone(),
            words: written.map(|text| key.commit(text)),
            remedies: Some(office.remedies(&filing).await?),
        };
        row.act(office, &mut tx, Command::Decide { by: self.staff, decision }).await?;
        self.heed_words(&mut tx, &row, written.unwrap_or_default(), verdict.ground.as_ref()).await?;
        let number = row.procedure.version;
        if let Some(text) = burden {
            row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Burden(number), text).await?;
        }
        if let Some(text) = written {
            row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Answer(number), text).await?;
        }
        if row.procedure.available_until.is_some() {
            office.lay_package(&mut tx, &row, &key).await?;
        }
        put(office, &mut tx, &Errand::Answered { request: row.id, version: number }).await?;
        tx.commit().await?;
        office.destroy_now().await;
        office.wake.notify_one();
        Ok(())
    }

    /// Puts down something that was asked for and is not done: part of an answer in part.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal with its article.
    pub async fn withhold(&self, reference: &Reference, seen: i64, what: &Withholding) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let item =
            Withheld { id: WithheldId(office.random.id(office.now())), ground: what.ground.clone(), until: what.until };
        let id = item.id;
        let both = written(&what.what).zip(written(&what.why));
        let words = both.map(|(what, why)| WithheldWords { what: what.into(), why: why.into() });
        let words = words.map(|words| serde_json::to_string(&words)).transpose()?.unwrap_or_default();
        let commitment = both.map(|_| key.commit(&words));
        row.act(office, &mut tx, Command::Withhold { by: self.staff, item, words: commitment }).await?;
        row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Withheld(id), &words).await?;
        Ok(tx.commit().await?)
    }

    /// Strikes it out again.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn release(&self, reference: &Reference, seen: i64, item: WithheldId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::Release { by: self.staff, item }).await?;
        Ok(tx.commit().await?)
    }

    /// Takes an ended request up again; what was answered stays on record, and the data subject is told.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn reopen(&self, reference: &Reference, seen: i64, reasons: &str) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        let key = office.vault.key(Scope::Request(row.id)).await?;
        let written = written(reasons);
        let command = Command::Reopen { by: self.staff, reasons: written.map(|text| key.commit(text)) };
        row.act(office, &mut tx, command).await?;
        let number = row.procedure.version;
        if let Some(text) = written {
            row.keep_text(&office.vault, &mut tx, &key, TextPurpose::Reopening(number), text).await?;
        }
        // Its words stay on record; its files make room for those of the next answer, and are swept.
        sqlx::query("DELETE FROM package_files WHERE request_id = $1")
            .bind(row.id.to_string())
            .execute(&mut *tx)
            .await?;
        if row.procedure.mailbox_proven.is_some() {
            put(office, &mut tx, &Errand::Reopened { request: row.id, version: number }).await?;
        }
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

/// What was written, if anything was.
pub(crate) fn written(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
