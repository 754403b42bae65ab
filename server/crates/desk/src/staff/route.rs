use super::request::seen_row;
use super::{ReadingDesk, StaffDesk};
use crate::Result;
use crate::controller::expected;
use crate::registers::{ControllerRow, matches};
use crate::relay::is_called;
use crate::store::{Connection, FilingRow, ForwardingStore, RequestRow, TextPurpose};
use crate::vault::{Key, Scope};
use domain::forwarding::Forwarding;
use domain::ids::ControllerId;
use domain::law::Deadline;
use domain::procedure::{Command, NamedBy, Standing};
use domain::reference::Reference;
use jiff::Timestamp;

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

/// What staff see of one forwarding.
#[derive(Debug, Clone)]
pub struct StaffForwarding {
    /// The controller.
    pub controller: String,
    /// Its state.
    pub forwarding: Forwarding,
    /// When it was put on its way.
    pub forwarded: Timestamp,
    /// Until when the controller should answer.
    pub expected: Deadline,
    /// Why the controller says that it is not its own.
    pub dispute: Option<String>,
    /// What keeps notices from reaching the controller.
    pub hindrance: Option<Hindrance>,
}

/// What keeps notices from reaching a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Nobody confirmed a contact.
    Unconfirmed,
    /// Mail to its contact comes back.
    Bounces,
}

impl ReadingDesk {
    /// To whom a request went, and what became of it there.
    pub(super) async fn forwardings(
        &self,
        db: &mut Connection,
        row: &RequestRow,
        key: &Key,
    ) -> Result<Vec<StaffForwarding>> {
        let mut forwardings = Vec::new();
        for forwarding in ForwardingStore::of_request(db, row.id).await? {
            let controller = ControllerRow::by_id(db, forwarding.state.controller).await?;
            let hindrance = match controller.contact(db).await? {
                None => Some(Hindrance::Unconfirmed),
                Some(contact) => contact.bounced.map(|_| Hindrance::Bounces),
            };
            forwardings.push(StaffForwarding {
                hindrance,
                dispute: row.text(db, key, TextPurpose::Dispute(forwarding.id)).await?,
                expected: expected(&self.office, &controller, &forwarding.state),
                controller: controller.record.name,
                forwarding: forwarding.state,
                forwarded: forwarding.opened,
            });
        }
        Ok(forwardings)
    }
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
            if is_unrouted(&sibling, controller) {
                office.forward(&mut tx, &mut sibling, controller, NamedBy::Staff(self.staff)).await?;
            }
        }
        tx.commit().await?;
        office.wake.notify_one();
        Ok(())
    }

    /// Leaves a request with those to whom it went: there is nothing more to route.
    ///
    /// # Errors
    /// `NotFound`, `Conflict`, or a refusal: it went to nobody, or waits for nobody here.
    pub async fn leave_at_that(&self, reference: &Reference, seen: i64) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = seen_row(&mut tx, reference, seen).await?;
        row.act(&self.office, &mut tx, Command::LeaveAtThat { by: Some(self.staff) }).await?;
        self.office.conclude(&mut tx, &mut row).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether nobody knows yet to whom it goes, and this controller did not say that it is not its own.
fn is_unrouted(request: &RequestRow, controller: ControllerId) -> bool {
    let p = &request.procedure;
    matches!(request.standing, Standing::Triage | Standing::AwaitingChoice | Standing::AwaitingMailbox)
        && p.forwarded.is_empty()
        && !p.disputed_by.contains(&controller)
}
