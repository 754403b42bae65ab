//! Where the notices of controllers go: given, confirmed or declined, and when mail comes back.

use crate::post::{Errand, put, put_again};
use crate::registers::ContactRow;
use crate::signin::keys::{self, Owner};
use crate::store::{Connection, ForwardingStore};
use crate::{DeskError, Office, Result};
use domain::access::{Access, ContactChange, Visitor};
use domain::contact::{ContactRefusal, ContactStanding, Giver};
use domain::filing::Mailbox;
use domain::forwarding;
use domain::ids::{ContactId, ControllerId, FilingId};
use domain::procedure::Refusal;

impl Office {
    /// Puts a contact down, in place of one that waits. Where notices go to another by now, that one is told.
    ///
    /// # Errors
    /// `Contact` when notices go there already.
    pub(crate) async fn give_contact(
        &self,
        db: &mut Connection,
        controller: ControllerId,
        mailbox: &Mailbox,
        by: Giver,
    ) -> Result<ContactId> {
        let standing = ContactRow::find(db, controller, ContactStanding::Confirmed).await?;
        if standing.as_ref().is_some_and(|row| row.is(self, mailbox)) {
            return Err(ContactRefusal::Same.into());
        }
        if let Some(waiting) = ContactRow::find(db, controller, ContactStanding::Proposed).await? {
            self.decline_contact(db, &waiting, by).await?;
        }
        let id = ContactRow::insert(self, db, controller, mailbox, by).await?;
        self.note_contact(db, controller, id, ContactChange::Proposed, by).await?;
        if let Some(standing) = standing {
            put(self, db, &Errand::ContactChanging { contact: standing.id, change: id }).await?;
        }
        Ok(id)
    }

    /// Confirms a contact, with how the controller was asked by a way that does not lead through that mailbox: from now on
    /// notices go there, and those that waited leave. One that takes the place of another ends what the other opened, and
    /// is sent a way in.
    ///
    /// # Errors
    /// `Contact` when it is settled, or when a change is confirmed by who gave it.
    pub(crate) async fn confirm_contact(
        &self,
        db: &mut Connection,
        contact: &ContactRow,
        by: Giver,
        how: &str,
    ) -> Result<()> {
        let before = ContactRow::find(db, contact.controller, ContactStanding::Confirmed).await?;
        contact.rules.confirm(by, before.is_some())?;
        if let Some(before) = &before {
            before.replace(self, db).await?;
            keys::forget(db, Owner::Contact(before.id)).await?;
            let ended = sqlx::query("DELETE FROM links WHERE controller_id = $1");
            ended.bind(contact.controller.to_string()).execute(&mut *db).await?;
        }
        contact.settle(self, db, ContactStanding::Confirmed, by, Some(how)).await?;
        self.note_contact(db, contact.controller, contact.id, ContactChange::Confirmed, by).await?;
        if before.is_some() {
            put(self, db, &Errand::ContactTaken { contact: contact.id }).await?;
        }
        self.send_waiting(db, contact.controller).await.map(drop)
    }

    /// Declines a contact that waits.
    ///
    /// # Errors
    /// `Contact` when it is settled.
    pub(crate) async fn decline_contact(&self, db: &mut Connection, contact: &ContactRow, by: Giver) -> Result<()> {
        contact.rules.decline()?;
        contact.settle(self, db, ContactStanding::Declined, by, None).await?;
        self.note_contact(db, contact.controller, contact.id, ContactChange::Declined, by).await
    }

    /// Puts on their way the notices to a controller that never arrived; how many.
    pub(crate) async fn send_waiting(&self, db: &mut Connection, controller: ControllerId) -> Result<usize> {
        let filings = ForwardingStore::untold(db, controller).await?;
        for filing in &filings {
            put_again(self, db, &Errand::Forwarded { filing: *filing, controller }).await?;
        }
        Ok(filings.len())
    }

    /// A notice came back: staff see it at the contact, and its forwardings count as told no more.
    pub(crate) async fn notice_returned(
        &self,
        db: &mut Connection,
        filing: FilingId,
        contact: &ContactRow,
    ) -> Result<()> {
        self.contact_bounced(db, contact).await?;
        for mut row in ForwardingStore::of_notice(db, filing, contact.controller).await? {
            match row.act(self, db, forwarding::Command::Return).await {
                Ok(()) | Err(DeskError::Refused(Refusal::NotToldYet | Refusal::AlreadyAcknowledged)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Mail to a contact came back.
    pub(crate) async fn contact_bounced(&self, db: &mut Connection, contact: &ContactRow) -> Result<()> {
        contact.note_bounce(db, Some(self.now())).await?;
        self.note_contact(db, contact.controller, contact.id, ContactChange::Bounced, Giver::Operator).await
    }

    async fn note_contact(
        &self,
        db: &mut Connection,
        controller: ControllerId,
        contact: ContactId,
        change: ContactChange,
        by: Giver,
    ) -> Result<()> {
        let entry = Access::Contact { contact, change, by: by.staff() };
        self.record_in(db, Visitor::Controller(controller), entry).await
    }
}
