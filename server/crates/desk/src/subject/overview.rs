use super::SubjectDesk;
use crate::store::{Connection, FilingRow, RequestRow};
use crate::vault::VaultError;
use crate::{DeskError, Result};
use domain::filing::Represented;
use domain::ids::FilingId;
use domain::law::Deadline;
use domain::procedure::{Command, Refusal, Standing};
use domain::reference::Reference;
use domain::words::{Outcome, Right};
use jiff::Timestamp;

/// Everything under a mailbox.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Filings of which nobody behind this mailbox said that they are theirs: nothing but the date is shown.
    pub unclaimed: Vec<UnclaimedFiling>,
    /// Requests that are theirs, newest first.
    pub requests: Vec<RequestCard>,
    /// Signer filings that wait for the choice of organisations.
    pub choices: Vec<FilingId>,
    /// Whether several people filed under this mailbox and nobody said who asks: nothing of theirs is shown.
    pub asks_who: bool,
}

/// "Filed on … with your address; yours?"
#[derive(Debug, Clone)]
pub struct UnclaimedFiling {
    /// The filing.
    pub id: FilingId,
    /// When it was received.
    pub received: Timestamp,
    /// Whether staff took it in: then the day is known, and not the hour.
    pub is_taken_in: bool,
    /// Its rights.
    pub rights: Vec<Right>,
    /// Whether whoever asks gave the name under which it was filed.
    pub is_named: bool,
}

/// A request in a list.
#[derive(Debug, Clone)]
pub struct RequestCard {
    /// Its reference.
    pub reference: Reference,
    /// The right.
    pub right: Right,
    /// For whom it was filed, if not for whoever filed it.
    pub represented: Option<Represented>,
    /// When it was received.
    pub received: Timestamp,
    /// When it is due.
    pub deadline: Deadline,
    /// Where it stands.
    pub standing: Standing,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
}

impl SubjectDesk {
    /// Everything under this mailbox.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn overview(&self) -> Result<Overview> {
        let mut db = self.office.store.pool().acquire().await?;
        let mut overview =
            Overview { unclaimed: Vec::new(), requests: Vec::new(), choices: Vec::new(), asks_who: false };
        for filing in FilingRow::by_mailbox(&mut db, &self.mailbox).await? {
            let rows = RequestRow::of_filing(&mut db, filing.id).await?;
            if is_unclaimed(&rows) {
                let rights = rows.iter().map(|row| row.procedure.right).collect();
                let is_named = self.is_named(&filing);
                let is_taken_in = filing.channel.is_taken_in_by_staff();
                let (id, received) = (filing.id, filing.received);
                overview.unclaimed.push(UnclaimedFiling { id, received, is_taken_in, rights, is_named });
                continue;
            }
            if !self.is_named(&filing) {
                overview.asks_who |= self.persons.is_empty() && is_claimed(&rows);
                continue;
            }
            if rows.iter().any(|row| row.standing == Standing::AwaitingChoice) {
                overview.choices.push(filing.id);
            }
            let is_for_another = rows.iter().any(|row| row.procedure.represented);
            let claimed = rows.into_iter().filter(|row| row.procedure.mailbox_proven.is_some());
            let represented = if is_for_another { self.represented(&mut db, filing.id).await? } else { None };
            overview.requests.extend(claimed.map(|row| self.card(row, represented.clone())));
        }
        Ok(overview)
    }

    /// The references of those requests of a filing that are theirs.
    ///
    /// # Errors
    /// `NotFound`, also for what was filed under another mailbox.
    pub async fn references(&self, filing: FilingId) -> Result<Vec<Reference>> {
        let mut db = self.office.store.pool().acquire().await?;
        self.filing(&mut db, filing).await?;
        let rows = RequestRow::of_filing(&mut db, filing).await?;
        Ok(rows.into_iter().filter(|row| row.procedure.mailbox_proven.is_some()).map(|row| row.reference).collect())
    }

    /// For whom it was filed; nobody, once its key is destroyed.
    async fn represented(&self, db: &mut Connection, filing: FilingId) -> Result<Option<Represented>> {
        match self.office.contact(db, filing).await {
            Err(DeskError::Internal(cause)) if matches!(cause.downcast_ref(), Some(VaultError::NoKey(_))) => Ok(None),
            contact => Ok(contact?.represented),
        }
    }

    fn card(&self, row: RequestRow, represented: Option<Represented>) -> RequestCard {
        RequestCard {
            represented,
            right: row.procedure.right,
            received: row.procedure.received,
            deadline: self.office.deadline(&row.procedure),
            standing: row.standing,
            outcome: row.outcome(),
            reference: row.reference,
        }
    }

    /// "Not mine": its requests end, and nobody is written to about them any more.
    ///
    /// # Errors
    /// `NotFound`, also for what was filed under another mailbox.
    pub async fn disown(&self, filing: FilingId) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        self.under_mailbox(&mut tx, filing).await?;
        for mut row in RequestRow::of_filing(&mut tx, filing).await? {
            match row.act(&self.office, &mut tx, Command::Disown).await {
                Ok(()) | Err(DeskError::Refused(Refusal::Closed)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(tx.commit().await?)
    }
}

/// Whether somebody behind the mailbox said that the filing is theirs.
pub(super) fn is_claimed(rows: &[RequestRow]) -> bool {
    rows.iter().any(|row| row.procedure.mailbox_proven.is_some())
}

/// Whether nobody behind the mailbox has said yet whether the filing is theirs.
pub(super) fn is_unclaimed(rows: &[RequestRow]) -> bool {
    rows.iter().any(|row| row.procedure.is_unclaimed())
}
