//! What staff are asked about before it reaches a person: that of which people complain.

use super::StaffDesk;
use crate::store::{Connection, FilingRow, RequestRow};
use crate::{DeskError, Result};
use domain::complaint::{Complaint, by_another_medium, cautions};
use domain::law::{Ground, Invoked};
use jiff::ToSpan;

impl StaffDesk {
    /// Looks at a question before it is sent.
    ///
    /// # Errors
    /// `Cautioned` with what staff did not say that they know.
    pub(crate) async fn heed_question(&self, db: &mut Connection, row: &RequestRow, words: &str) -> Result<()> {
        let language = FilingRow::by_id(db, row.filing).await?.language;
        let mut found = cautions(words, language);
        found.extend(by_another_medium(&row.procedure).filter(|complaint| !found.contains(complaint)));
        self.heed(found)
    }

    /// Looks at what a person is told, an answer or reasons, before it is.
    ///
    /// # Errors
    /// `Cautioned` with what staff did not say that they know.
    pub(super) async fn heed_words(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        words: &str,
        ground: Option<&Invoked>,
    ) -> Result<()> {
        let filing = FilingRow::by_id(db, row.filing).await?;
        let mut found = cautions(words, filing.language);
        // Of the rest an answer may well speak: what is kept by letter, which passport number was found.
        found.retain(|complaint| *complaint == Complaint::OtherLanguage);
        found.extend(by_another_medium(&row.procedure));
        if ground.is_some_and(|invoked| invoked.ground == Ground::Excessive) && !self.asked_often(db, &filing).await? {
            found.push(Complaint::CalledExcessive);
        }
        self.heed(found)
    }

    /// Whether more than one filing came from this mailbox within the year before: one a year is never excessive (EDPB
    /// Guidelines 01/2022, 185).
    async fn asked_often(&self, db: &mut Connection, filing: &FilingRow) -> Result<bool> {
        let Some(mailbox) = &filing.mailbox else { return Ok(false) };
        let since = filing.received.checked_sub((365 * 24).hours()).map_err(DeskError::internal)?;
        let all = FilingRow::by_mailbox(db, mailbox).await?;
        let recent = all.iter().filter(|one| one.received >= since && one.received <= filing.received);
        Ok(recent.count() > 1)
    }

    fn heed(&self, mut found: Vec<Complaint>) -> Result<()> {
        found.retain(|complaint| !self.knows.contains(complaint));
        if found.is_empty() { Ok(()) } else { Err(DeskError::Cautioned(found)) }
    }
}
