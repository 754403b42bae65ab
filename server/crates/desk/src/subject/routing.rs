use super::SubjectDesk;
use crate::registers::{ControllerRow, document_mac, matches};
use crate::store::{Connection, RequestRow};
use crate::vault::Scope;
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

/// An organisation that may be named.
#[derive(Debug, Clone)]
pub struct Nameable {
    /// Its id.
    pub id: ControllerId,
    /// Its name.
    pub name: String,
    /// Whether it is the one that the signer named, or whose document reference was given.
    pub named: bool,
}

impl SubjectDesk {
    /// The question for a signer's filing that waits for it.
    ///
    /// # Errors
    /// `NotFound` when there is nothing to choose (any more).
    pub async fn choice(&self, filing: FilingId) -> Result<Choice> {
        let mut db = self.office.store.pool().acquire().await?;
        let (signing, organisations) = self.offer(&mut db, filing).await?;
        Ok(Choice {
            filing,
            signing,
            organisations,
        })
    }

    /// Sends the filing's requests to the chosen organisations; with none chosen, to staff.
    ///
    /// # Errors
    /// `NotFound` for an organisation that was not offered, or when there is nothing to choose any more.
    pub async fn choose(&self, filing: FilingId, organisations: &[ControllerId]) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let (_, offered) = self.offer(&mut tx, filing).await?;
        if organisations
            .iter()
            .any(|id| offered.iter().all(|offer| offer.id != *id))
        {
            return Err(DeskError::NotFound);
        }
        let requests = awaiting_choice(&mut tx, filing).await?;
        if organisations.is_empty() {
            let reason = if offered.is_empty() {
                TriageReason::NothingMatched
            } else {
                TriageReason::NoneChosen
            };
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

    /// What may be named to this mailbox: nothing before it is proven, and only what the controller allows.
    async fn offer(&self, db: &mut Connection, filing: FilingId) -> Result<(Signing, Vec<Nameable>)> {
        let row = self.filing(db, filing).await?;
        if awaiting_choice(db, filing).await?.is_empty() {
            return Err(DeskError::NotFound);
        }
        let key = self.office.vault.key(Scope::Filing(filing)).await?;
        let signing = row.open_signing(&key)?;
        let mailbox = row.open_contact(&key)?.email;
        let document = signing
            .document
            .as_deref()
            .map(|document| document_mac(&self.office, document));
        let mut organisations = Vec::new();
        for (id, documents) in matches(&self.office, db, &mailbox).await? {
            let controller = ControllerRow::by_id(db, id).await?;
            if controller.may_name {
                let named = signing
                    .organisation
                    .as_deref()
                    .is_some_and(|name| is_called(&controller.name, name))
                    || document.as_ref().is_some_and(|document| documents.contains(document));
                organisations.push(Nameable {
                    id,
                    name: controller.name,
                    named,
                });
            }
        }
        organisations.sort_by_cached_key(|offer| offer.name.to_lowercase());
        Ok((signing, organisations))
    }
}

async fn awaiting_choice(db: &mut Connection, filing: FilingId) -> Result<Vec<RequestRow>> {
    let rows = RequestRow::of_filing(db, filing).await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.standing == Standing::AwaitingChoice)
        .collect())
}

/// Whether people mean this organisation: letters and digits alone count, and a part of the name is enough.
pub(crate) fn is_called(name: &str, said: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let (name, said) = (plain(name), plain(said));
    said.chars().count() >= 3 && (name.contains(&said) || said.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn an_organisation_is_recognised_as_people_write_it() {
        for said in [
            "Acme Lettings B.V.",
            "acme lettings",
            "ACME",
            "Acme Lettings BV, Utrecht",
        ] {
            assert!(is_called("Acme Lettings B.V.", said), "{said}");
        }
        for said in ["", "-", "bv", "Other"] {
            assert!(!is_called("Acme Lettings B.V.", said), "{said}");
        }
    }
}
