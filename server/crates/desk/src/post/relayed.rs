//! Letters of the relay: to controllers what was forwarded to them, to signers what became of it.

use super::delivery::Addressed;
use super::{Errand, Letter};
use crate::controller::expected;
use crate::registers::ControllerRow;
use crate::store::{Connection, ForwardingRow, ForwardingStore, RequestRow};
use crate::{DeskError, Office, Result};
use domain::forwarding::FollowUp;
use domain::ids::{ControllerId, FilingId, ForwardingId};
use domain::procedure::Standing;
use domain::reference::Reference;

impl Office {
    /// The letter of an errand of the relay, or nothing when there is nothing to tell any more.
    pub(super) async fn of_the_relay(&self, db: &mut Connection, errand: &Errand) -> Result<Option<Addressed>> {
        match *errand {
            Errand::Forwarded { filing, controller } => self.notice(db, filing, controller).await,
            Errand::ControllerReminded { filing, controller, .. } => self.reminder(db, filing, controller).await,
            Errand::ControllerTold { filing, controller } => {
                let Some((references, url)) = self.of_notice(db, filing, controller, |_, _| true).await? else {
                    return Ok(None);
                };
                self.to_subject(db, filing, Letter::ControllerTold { references, url }).await
            }
            Errand::ControllerAcknowledged { request, .. } => {
                let row = RequestRow::by_id(db, request).await?;
                let letter =
                    Letter::ControllerAcknowledged { url: self.url_of(&row.reference), reference: row.reference };
                self.to_subject(db, row.filing, letter).await
            }
            Errand::ControllerDisputed { forwarding } => {
                self.to_signer(db, forwarding, |reference, url| Letter::ControllerDisputed { reference, url }).await
            }
            Errand::ControllerAnswered { forwarding } => {
                self.to_signer(db, forwarding, |reference, url| Letter::ControllerAnswered { reference, url }).await
            }
            Errand::ControllerSilent { filing, controller, step } => self.silence(db, filing, controller, step).await,
            _ => Err(DeskError::internal("no errand of the relay")),
        }
    }

    async fn notice(
        &self,
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
    ) -> Result<Option<Addressed>> {
        let count = self.awaited(db, filing, controller).await?.len();
        // It was taken back while it waited for somebody to confirm the contact.
        if count == 0 {
            return Ok(None);
        }
        self.to_controller(db, controller, |controller, url| Letter::Forwarded { controller, count, url }).await
    }

    async fn reminder(
        &self,
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
    ) -> Result<Option<Addressed>> {
        let row = ControllerRow::by_id(db, controller).await?;
        let rows = self.awaited(db, filing, controller).await?;
        let Some(due) = rows.iter().map(|one| expected(self, &row, &one.state).due).min() else { return Ok(None) };
        let is_acknowledged = rows.iter().all(|one| one.state.acknowledged.is_some());
        let count = rows.len();
        let letter = |controller, url| Letter::ControllerReminded { controller, count, due, is_acknowledged, url };
        self.to_controller(db, controller, letter).await
    }

    /// Of one notice, what is open and waits for the controller.
    async fn awaited(
        &self,
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
    ) -> Result<Vec<ForwardingRow>> {
        let mut awaited = Vec::new();
        for row in ForwardingStore::of_notice(db, filing, controller).await? {
            if row.state.standing().is_awaited()
                && RequestRow::by_id(db, row.state.request).await?.standing != Standing::Closed
            {
                awaited.push(row);
            }
        }
        Ok(awaited)
    }

    /// To the confirmed contact, with a fresh way in.
    async fn to_controller(
        &self,
        db: &mut Connection,
        controller: ControllerId,
        letter: impl FnOnce(String, String) -> Letter,
    ) -> Result<Option<Addressed>> {
        let row = ControllerRow::by_id(db, controller).await?;
        let Some(contact) = row.contact(db).await? else { return Err(DeskError::internal("no contact is confirmed")) };
        let (to, url) = (contact.mailbox(self)?, self.way_in(db, controller).await?);
        Ok(Some(Addressed { to, language: row.language, letter: letter(row.record.name, url) }))
    }

    async fn silence(
        &self,
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
        step: FollowUp,
    ) -> Result<Option<Addressed>> {
        let is_owed = |row: &ForwardingRow, request: &RequestRow| {
            row.state.followed_up.contains(&step) && request.standing != Standing::Closed
        };
        let Some((references, url)) = self.of_notice(db, filing, controller, is_owed).await? else { return Ok(None) };
        let is_late = step == FollowUp::SignerAdvisedLate;
        self.to_subject(db, filing, Letter::ControllerSilent { references, is_late, url }).await
    }

    /// The requests of a notice of which something is so, and where to look at them; nothing where it is so of none.
    async fn of_notice(
        &self,
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
        is_so: impl Fn(&ForwardingRow, &RequestRow) -> bool,
    ) -> Result<Option<(Vec<Reference>, String)>> {
        let mut references = Vec::new();
        for row in ForwardingStore::of_notice(db, filing, controller).await? {
            let request = RequestRow::by_id(db, row.state.request).await?;
            if is_so(&row, &request) {
                references.push(request.reference);
            }
        }
        let url = match references.as_slice() {
            [] => return Ok(None),
            [one] => self.url_of(one),
            _ => format!("{}/requests", self.base_url),
        };
        Ok(Some((references, url)))
    }

    async fn to_signer(
        &self,
        db: &mut Connection,
        forwarding: ForwardingId,
        letter: impl FnOnce(Reference, String) -> Letter,
    ) -> Result<Option<Addressed>> {
        let row = ForwardingStore::by_id(db, forwarding).await?;
        let request = RequestRow::by_id(db, row.state.request).await?;
        let url = self.url_of(&request.reference);
        self.to_subject(db, request.filing, letter(request.reference, url)).await
    }
}
