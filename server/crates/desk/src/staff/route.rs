use super::StaffDesk;
use super::request::seen_row;
use crate::Result;
use crate::registers::{ControllerRow, matches};
use crate::relay::is_called;
use crate::store::{FilingRow, RequestRow};
use crate::vault::Scope;
use domain::ids::ControllerId;
use domain::procedure::{NamedBy, Standing};
use domain::reference::Reference;

/// Most controllers offered at once.
const CHOICES: usize = 50;

/// A controller that staff can route to.
#[derive(Debug, Clone)]
pub struct ControllerChoice {
    /// Its id.
    pub id: ControllerId,
    /// Its name.
    pub name: String,
    /// Its register number.
    pub number: String,
    /// Its member state.
    pub member_state: String,
    /// Whether the index knows the signer's mailbox with it (only once the mailbox is proven).
    pub matches: bool,
    /// Whether it is called what the signer said.
    pub named: bool,
}

impl StaffDesk {
    /// Controllers whose name or number contains `words`; all, up to 50, when it is empty. Those that the signer named
    /// or the index knows come first; the index is asked only once the mailbox is proven.
    ///
    /// # Errors
    /// `NotFound` for an unknown request.
    pub async fn controllers(&self, reference: &Reference, words: &str) -> Result<Vec<ControllerChoice>> {
        let office = &self.office;
        let mut db = office.store.pool().acquire().await?;
        let row = RequestRow::by_reference(&mut db, reference).await?;
        let filing = FilingRow::by_id(&mut db, row.filing).await?;
        let key = office.vault.key(Scope::Filing(filing.id)).await?;
        let named = filing.open_signing(&key)?.organisation.unwrap_or_default();
        let mailbox = filing.open_contact(&key)?.email.filter(|_| row.procedure.mailbox_proven.is_some());
        let known = match mailbox {
            Some(mailbox) => matches(office, &mut db, &mailbox).await?,
            None => Vec::new(),
        };
        let mut choices: Vec<_> = ControllerRow::called(&mut db, words)
            .await?
            .into_iter()
            .map(|controller| {
                let choice = ControllerChoice {
                    id: controller.id,
                    matches: known.iter().any(|(known, _)| known.id == controller.id),
                    named: is_called(&controller.name, &named),
                    member_state: controller.member_state.code().to_owned(),
                    name: controller.record.name,
                    number: controller.record.number,
                };
                (!choice.matches, !choice.named, choice)
            })
            .collect();
        choices.sort_by_key(|(unmatched, unnamed, _)| (*unmatched, *unnamed));
        Ok(choices.into_iter().take(CHOICES).map(|(.., choice)| choice).collect())
    }

    /// Forwards the request, with its siblings that are still to be routed, to a controller: one mail per filing and
    /// controller. Marked unproven when the mailbox is.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal.
    pub async fn forward(&self, reference: &Reference, seen: i64, controller: ControllerId) -> Result<()> {
        let office = &self.office;
        let mut tx = office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        ControllerRow::by_id(&mut tx, controller).await?;
        office.forward(&mut tx, &mut row, controller, NamedBy::Staff(self.staff)).await?;
        for mut sibling in RequestRow::of_filing(&mut tx, row.filing).await? {
            if matches!(sibling.standing, Standing::Triage | Standing::AwaitingChoice | Standing::AwaitingMailbox) {
                office.forward(&mut tx, &mut sibling, controller, NamedBy::Staff(self.staff)).await?;
            }
        }
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }
}
