//! The processor's half: which controllers a signer's requests may concern, putting them on their way, and what follows
//! from what controllers say or do not say.

mod following;

use crate::registers::{document_mac, matches};
use crate::store::{Connection, FilingRow, ForwardingRow, RequestRow};
use crate::vault::Scope;
use crate::{Office, Result};
use domain::filing::Signing;
use domain::forwarding::Event;
use domain::ids::{ControllerId, ForwardingId};
use domain::procedure::{Command, NamedBy, Standing, TriageReason};

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

impl Office {
    /// What may be named to the mailbox of a filing: only what the controller allows. Ask only once it is proven.
    pub(crate) async fn offer(&self, db: &mut Connection, filing: &FilingRow) -> Result<(Signing, Vec<Nameable>)> {
        let key = self.vault.key(Scope::Filing(filing.id)).await?;
        let signing = filing.open_signing(&key)?;
        let Some(mailbox) = filing.open_contact(&key)?.email else { return Ok((signing, Vec::new())) };
        let document = signing.document.as_deref().map(|document| document_mac(self, document));
        let mut organisations = Vec::new();
        for (controller, documents) in matches(self, db, &mailbox).await? {
            if controller.may_name {
                let named = signing.organisation.as_deref().is_some_and(|name| is_called(&controller.name, name))
                    || document.as_ref().is_some_and(|document| documents.contains(document));
                organisations.push(Nameable { id: controller.id, name: controller.record.name, named });
            }
        }
        organisations.sort_by_cached_key(|offer| offer.name.to_lowercase());
        Ok((signing, organisations))
    }

    /// Refers a proven signer's requests to staff at once when there is nothing to choose from.
    pub(crate) async fn refer_unmatched(&self, db: &mut Connection, filing: &FilingRow) -> Result<()> {
        for mut request in RequestRow::of_filing(db, filing.id).await? {
            if request.standing == Standing::AwaitingChoice && self.offer(db, filing).await?.1.is_empty() {
                let reason = TriageReason::NothingMatched;
                request.act(self, db, Command::ReferToStaff { reason }).await?;
            }
        }
        Ok(())
    }

    /// Forwards one request; the errand is one per filing and controller, however many rights are exercised.
    pub(crate) async fn forward(
        &self,
        db: &mut Connection,
        request: &mut RequestRow,
        controller: ControllerId,
        named_by: NamedBy,
    ) -> Result<()> {
        let now = self.now();
        let id = ForwardingId(self.random.id(now));
        let opened = Event::Opened {
            request: request.id,
            controller,
            received_by_processor: request.procedure.received,
            proven: request.procedure.mailbox_proven.is_some(),
        };
        request.act(self, db, Command::Forward { forwarding: id, controller, named_by }).await?;
        ForwardingRow::open(db, id, request.filing, opened, now).await?;
        let version = request.procedure.version;
        request.settle(self, db, version).await?;
        self.put_forwarded(db, request.filing, controller, id).await
    }
}

/// Whether people mean this organisation: letters and digits alone count, and a part of the name is enough.
pub(crate) fn is_called(name: &str, said: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (name, said): (String, String) = (letters(name), letters(said));
    said.chars().count() >= 3 && (name.contains(&said) || said.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn an_organisation_is_recognised_as_people_write_it() {
        for said in ["Acme Lettings B.V.", "acme lettings", "ACME", "Acme Lettings BV, Utrecht"] {
            assert!(is_called("Acme Lettings B.V.", said), "{said}");
        }
        for said in ["", "-", "bv", "Other"] {
            assert!(!is_called("Acme Lettings B.V.", said), "{said}");
        }
    }
}
