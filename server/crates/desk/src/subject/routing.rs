use super::SubjectDesk;
use crate::relay::Nameable;
use crate::store::{Connection, RequestRow};
use crate::{DeskError, Result};
use domain::filing::Signing;
use domain::ids::{ControllerId, FilingId};
use domain::procedure::{Command, NamedBy, Standing, TriageReason};

/// The question put to a signer: which organisations are meant?
#[derive(Debug, Clone)]
pub struct Choice {
    /// The filing.
    pub filing: FilingId,
    /// What the signer said.
    pub signing: Signing,
    /// The organisations that may be named to this mailbox.
    pub organisations: Vec<Nameable>,
}

impl SubjectDesk {
    /// The question for a signer's filing that waits for it.
    ///
    /// # Errors
    /// `NotFound` when there is nothing to choose (any more).
    pub async fn choice(&self, filing: FilingId) -> Result<Choice> {
        let mut db = self.office.store.pool().acquire().await?;
        let (signing, organisations) = self.offer(&mut db, filing).await?;
        Ok(Choice { filing, signing, organisations })
    }

    /// Sends the filing's requests to the chosen organisations; with none chosen, to staff.
    ///
    /// # Errors
    /// `NotFound` for an organisation that was not offered, or when there is nothing to choose any more.
    pub async fn choose(&self, filing: FilingId, organisations: &[ControllerId]) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let (_, offered) = self.offer(&mut tx, filing).await?;
        if organisations.iter().any(|id| offered.iter().all(|offer| offer.id != *id)) {
            return Err(DeskError::NotFound);
        }
        let requests = awaiting_choice(&mut tx, filing).await?;
        if organisations.is_empty() {
            let reason = if offered.is_empty() { TriageReason::NothingMatched } else { TriageReason::NoneChosen };
            for mut row in requests {
                row.act(office, &mut tx, Command::ReferToStaff { reason }).await?;
            }
        } else {
            for mut row in requests {
                for controller in organisations {
                    office.forward(&mut tx, &mut row, *controller, NamedBy::Signer).await?;
                }
            }
        }
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// The question, while there is one.
    async fn offer(&self, db: &mut Connection, filing: FilingId) -> Result<(Signing, Vec<Nameable>)> {
        let row = self.filing(db, filing).await?;
        if awaiting_choice(db, filing).await?.is_empty() {
            return Err(DeskError::NotFound);
        }
        self.office.offer(db, &row).await
    }
}

async fn awaiting_choice(db: &mut Connection, filing: FilingId) -> Result<Vec<RequestRow>> {
    let rows = RequestRow::of_filing(db, filing).await?;
    Ok(rows.into_iter().filter(|row| row.standing == Standing::AwaitingChoice).collect())
}
