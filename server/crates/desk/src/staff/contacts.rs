//! The register of controllers as staff see it, and where the notices of each go.

use super::{ReadingDesk, StaffDesk, written};
use crate::post::{Errand, put_again};
use crate::registers::{ContactRow, ControllerRow, StaffRow};
use crate::signin::Confirmed;
use crate::store::ForwardingStore;
use crate::{DeskError, Office, Result};
use domain::contact::{ContactStanding, Giver};
use domain::controller::Record;
use domain::filing::Mailbox;
use domain::ids::{ContactId, ControllerId, StaffId};
use domain::law::MemberState;
use domain::procedure::Refusal;
use jiff::Timestamp;
use std::collections::HashMap;

/// Most controllers shown at once.
const SHOWN: usize = 50;

/// A controller of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its id.
    pub id: ControllerId,
    /// Its name.
    pub name: String,
    /// Its register number.
    pub number: String,
    /// Whose holidays count for it.
    pub member_state: MemberState,
    /// Where its notices go.
    pub contact: Option<StaffContact>,
    /// Where they are to go, once somebody asked the controller.
    pub proposed: Option<StaffContact>,
    /// How many notices did not arrive, or wait for a contact.
    pub waiting: usize,
    /// Whether staff should look at it: notices wait, mail comes back, or a change waits.
    pub is_urgent: bool,
}

/// A contact as staff see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffContact {
    /// Its id.
    pub id: ContactId,
    /// The mailbox.
    pub mailbox: String,
    /// When it was given.
    pub given: Timestamp,
    /// Which member of staff gave it; nobody when the operator imported it.
    pub given_by: Option<String>,
    /// Whether it was whoever looks.
    pub is_own: bool,
    /// When it was confirmed.
    pub confirmed: Option<Timestamp>,
    /// Which member of staff confirmed it; nobody when the operator did, with the import.
    pub confirmed_by: Option<String>,
    /// How the controller was asked.
    pub how: Option<String>,
    /// Since when mail to it comes back.
    pub bounced: Option<Timestamp>,
}

/// A part of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPage {
    /// Controllers: those that need somebody first, then by name.
    pub controllers: Vec<Registered>,
    /// How many there are that are not shown.
    pub further: usize,
}

/// A controller with what belongs to it, still sealed.
struct Kept {
    row: ControllerRow,
    contacts: Vec<ContactRow>,
    waiting: usize,
}

impl Kept {
    fn is_urgent(&self) -> bool {
        self.waiting > 0 || self.contacts.len() > 1 || self.contacts.iter().any(|contact| contact.bounced.is_some())
    }
}

impl ReadingDesk {
    /// How many contacts need somebody.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn urgent_contacts(&self) -> Result<usize> {
        let mut db = self.office.store.pool().acquire().await?;
        usize::try_from(ContactRow::urgent(&mut db).await?).map_err(DeskError::internal)
    }

    /// Controllers whose name or number contains `words`, 50 of them at most.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn register(&self, words: &str) -> Result<RegisterPage> {
        let mut db = self.office.store.pool().acquire().await?;
        let names = StaffRow::names(&self.office, &mut db).await?;
        let waiting = ForwardingStore::waiting(&mut db).await?;
        let mut contacts: HashMap<ControllerId, Vec<ContactRow>> = HashMap::new();
        for contact in ContactRow::in_use(&mut db).await? {
            contacts.entry(contact.controller).or_default().push(contact);
        }
        let keep = |row: ControllerRow| Kept {
            contacts: contacts.remove(&row.id).unwrap_or_default(),
            waiting: waiting.get(&row.id).copied().unwrap_or_default(),
            row,
        };
        let mut found: Vec<_> = ControllerRow::called(&mut db, words).await?.into_iter().map(keep).collect();
        found.sort_by_key(|kept| !kept.is_urgent());
        let further = found.len().saturating_sub(SHOWN);
        found.truncate(SHOWN);
        let controllers = found.into_iter().map(|kept| self.registered(kept, &names)).collect::<Result<_>>()?;
        Ok(RegisterPage { controllers, further })
    }

    /// One controller.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn controller(&self, id: ControllerId) -> Result<Registered> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = ControllerRow::by_id(&mut db, id).await?;
        let names = StaffRow::names(&self.office, &mut db).await?;
        let mut contacts = Vec::new();
        for standing in [ContactStanding::Confirmed, ContactStanding::Proposed] {
            contacts.extend(ContactRow::find(&mut db, id, standing).await?);
        }
        let waiting = ForwardingStore::untold(&mut db, id).await?.len();
        self.registered(Kept { row, contacts, waiting }, &names)
    }

    fn registered(&self, kept: Kept, names: &[(StaffId, String)]) -> Result<Registered> {
        let is_urgent = kept.is_urgent();
        let (mut contact, mut proposed) = (None, None);
        for row in kept.contacts {
            let seen = seen(&self.office, self.staff, &row, names)?;
            let place = if row.rules.standing == ContactStanding::Confirmed { &mut contact } else { &mut proposed };
            *place = Some(seen);
        }
        let ControllerRow { id, record: Record { name, number, member_state, .. } } = kept.row;
        Ok(Registered { id, name, number, member_state, contact, proposed, waiting: kept.waiting, is_urgent })
    }
}

fn seen(office: &Office, who: StaffId, row: &ContactRow, names: &[(StaffId, String)]) -> Result<StaffContact> {
    let name = |staff: Option<StaffId>| names.iter().find(|(id, _)| Some(*id) == staff).map(|(_, name)| name.clone());
    let given_by = row.rules.given_by.staff();
    Ok(StaffContact {
        id: row.id,
        mailbox: row.mailbox(office)?.as_str().to_owned(),
        given: row.given,
        given_by: name(given_by),
        is_own: given_by == Some(who),
        confirmed: row.settled,
        confirmed_by: name(row.settled_by),
        how: row.how(office)?,
        bounced: row.bounced,
    })
}

impl StaffDesk {
    /// Gives a controller another contact, in place of one that waits. Nothing goes there before somebody confirmed it; where
    /// notices go by now is told.
    ///
    /// # Errors
    /// `NotFound`; `Contact` when notices go there already.
    pub async fn give_contact(&self, controller: ControllerId, mailbox: &Mailbox, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        ControllerRow::by_id(&mut tx, controller).await?;
        self.office.give_contact(&mut tx, controller, mailbox, Giver::Staff(self.staff)).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(())
    }

    /// Confirms a contact, with how the controller was asked: by telephone, say, at a number that was known before.
    ///
    /// # Errors
    /// `NotFound`; `Contact` when it is settled, or when a change is confirmed by who gave it; refused without words.
    pub async fn confirm_contact(&self, contact: ContactId, how: &str, _: &Confirmed) -> Result<()> {
        let how = written(how).ok_or(Refusal::WordsMissing)?;
        let mut tx = self.office.store.begin_write().await?;
        let row = ContactRow::by_id(&mut tx, contact).await?;
        self.office.confirm_contact(&mut tx, &row, Giver::Staff(self.staff), how).await?;
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(())
    }

    /// Declines a contact that waits.
    ///
    /// # Errors
    /// `NotFound`; `Contact` when it is settled.
    pub async fn decline_contact(&self, contact: ContactId, _: &Confirmed) -> Result<()> {
        let mut tx = self.office.store.begin_write().await?;
        let row = ContactRow::by_id(&mut tx, contact).await?;
        self.office.decline_contact(&mut tx, &row, Giver::Staff(self.staff)).await?;
        Ok(tx.commit().await?)
    }

    /// Sends the notices that did not arrive once more, to the confirmed contact; how many. Where none waits and mail came
    /// back, what tells the contact that it is one.
    ///
    /// # Errors
    /// `NotFound`, also when no contact is confirmed.
    pub async fn notify_again(&self, controller: ControllerId) -> Result<usize> {
        let mut tx = self.office.store.begin_write().await?;
        let contact = ContactRow::find(&mut tx, controller, ContactStanding::Confirmed).await?;
        let contact = contact.ok_or(DeskError::NotFound)?;
        let mut sent = self.office.send_waiting(&mut tx, controller).await?;
        if sent == 0 && contact.bounced.is_some() {
            put_again(&self.office, &mut tx, &Errand::ContactTaken { contact: contact.id }).await?;
            sent = 1;
        }
        tx.commit().await?;
        self.office.wake.notify_one();
        Ok(sent)
    }
}
