//! From errand to letter to mail.

use super::handing::Handed;
use super::outbox::Leased;
use super::transport::{Undelivered, message};
use super::{Errand, Letter, ReceivedRequest, put};
use crate::front::{Challenge, ChallengePurpose, MINUTES};
use crate::registers::{ContactRow, ControllerRow, new_link};
use crate::signin::{InvitationId, LINK_DAYS};
use crate::store::{Connection, FilingRow, ForwardingStore, RequestRow};
use crate::vault::{Scope, VaultError};
use crate::{DeskError, Office, Result};
use domain::contact::ContactStanding;
use domain::filing::{Contact, Mailbox};
use domain::forwarding;
use domain::ids::{ContactId, ControllerId, FilingId};
use domain::procedure::Command;
use domain::reference::Reference;
use domain::words::Language;

/// For how many days a controller's link is good.
const CONTROLLER_DAYS: i64 = 90;

/// A letter with its addressee.
pub(super) struct Addressed {
    pub(super) to: Mailbox,
    pub(super) language: Language,
    pub(super) letter: Letter,
}

impl Office {
    /// Sends what is due in the outbox; returns how many letters left.
    ///
    /// # Errors
    /// When the store does not answer. A letter that cannot leave is no error here: it is tried again later.
    pub async fn send_post(&self) -> Result<usize> {
        let mut sent = 0;
        while let Some(leased) = Leased::take(self).await? {
            match self.deliver(&leased).await {
                Ok(true) => sent += 1,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(errand = %leased.id, %error, "an errand failed and will be tried again");
                    leased.retry(self).await?;
                }
            }
        }
        Ok(sent)
    }

    /// Whether a letter left.
    async fn deliver(&self, leased: &Leased) -> Result<bool> {
        if let Errand::HandOver { filing, controller, forwarding } = leased.errand {
            return self.hand_over(leased, Handed { filing, controller, forwarding }).await;
        }
        let mut tx = self.store.begin_write().await?;
        let addressed = match self.address(&mut tx, &leased.errand).await {
            // Its key was destroyed: there is nobody left to write to.
            Err(DeskError::Internal(cause)) if matches!(cause.downcast_ref(), Some(VaultError::NoKey(_))) => None,
            addressed => addressed?,
        };
        let Some(addressed) = addressed else {
            leased.done(self, &mut tx).await?;
            tx.commit().await?;
            return Ok(false);
        };
        // What was minted is committed before the mail leaves: nobody ever holds a code that the office does not know.
        tx.commit().await?;
        let words = (self.wording)(&addressed.letter, addressed.language, &self.operator);
        let mail = message(&self.mail_from, &addressed.to, &leased.id, self.now().into(), words);
        let delivered = match mail {
            Ok(mail) => self.transport.send(mail).await,
            Err(error) => Err(error),
        };
        match delivered {
            Ok(()) => self.delivered(leased).await.map(|()| true),
            Err(Undelivered::NotNow(cause)) => {
                tracing::warn!(errand = %leased.id, cause, "the mail server did not take a letter; trying again later");
                leased.retry(self).await.map(|()| false)
            }
            Err(Undelivered::Never(cause)) => {
                tracing::error!(errand = %leased.id, cause, "the mail server refused a letter for good");
                self.mail_returned(&leased.id).await.map(|_| false)
            }
        }
    }

    /// What a letter that left brings about. Somebody may act on the same request in that moment; the letter left all the
    /// same and must not leave again, so it is put down a second time.
    pub(super) async fn delivered(&self, leased: &Leased) -> Result<()> {
        match self.put_on_record(leased).await {
            Err(DeskError::Conflict) => self.put_on_record(leased).await,
            done => done,
        }
    }

    async fn put_on_record(&self, leased: &Leased) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        leased.done(self, &mut tx).await?;
        match leased.errand {
            Errand::Forwarded { filing, controller } => self.controller_told(&mut tx, filing, controller).await?,
            Errand::HandOver { filing, controller, forwarding } => {
                self.handed_over(&mut tx, Handed { filing, controller, forwarding }).await?;
            }
            Errand::ContactTaken { contact } => {
                ContactRow::by_id(&mut tx, contact).await?.note_bounce(&mut tx, None).await?;
            }
            _ => {}
        }
        if let Some((request, writing)) = leased.errand.writing() {
            let mut row = RequestRow::by_id(&mut tx, request).await?;
            // Whatever became of the request meanwhile, the mail left; but only what still stands is on record.
            match row.act(self, &mut tx, Command::Dispatch { by: None, writing }).await {
                Ok(()) | Err(DeskError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// A notice left: that is the controller's receipt, and the signer is told of it.
    async fn controller_told(&self, db: &mut Connection, filing: FilingId, controller: ControllerId) -> Result<()> {
        for mut row in ForwardingStore::of_notice(db, filing, controller).await? {
            if row.state.told.is_none() {
                row.act(self, db, forwarding::Command::Tell).await?;
            }
        }
        if let Some(contact) = ContactRow::find(db, controller, ContactStanding::Confirmed).await? {
            contact.note_bounce(db, None).await?;
        }
        if proven(db, filing).await? {
            put(self, db, &Errand::ControllerTold { filing, controller }).await?;
        }
        Ok(())
    }

    /// The letter of an errand, or nothing when there is nobody to write to.
    async fn address(&self, db: &mut Connection, errand: &Errand) -> Result<Option<Addressed>> {
        match *errand {
            Errand::Code { challenge } => match Challenge::by_id(db, challenge).await? {
                Some(challenge) => self.code(db, &challenge).await,
                None => Ok(None),
            },
            Errand::Invited { invitation } => self.invitation(db, invitation).await,
            Errand::Received { filing } => {
                let requests = RequestRow::of_filing(db, filing).await?;
                let requests = requests.into_iter().map(|row| self.received(row)).collect();
                let url = format!("{}/return", self.base_url);
                self.to_subject(db, filing, Letter::Received { requests, url }).await
            }
            Errand::RepresentedTold { filing } => {
                let contact = self.contact(db, filing).await?;
                let letter = Letter::RepresentedTold { contact: self.operator.dpo.clone() };
                let to = contact.represented.and_then(|represented| represented.email);
                Ok(to.map(|to| Addressed { to, language: contact.language, letter }))
            }
            Errand::Answered { request, .. } => {
                let row = RequestRow::by_id(db, request).await?;
                let letter = Letter::Answered { url: self.url_of(&row.reference), reference: row.reference };
                self.to_subject(db, row.filing, letter).await
            }
            Errand::Asked { request, .. } => {
                let row = RequestRow::by_id(db, request).await?;
                let letter = Letter::Asked { url: self.url_of(&row.reference), reference: row.reference };
                self.to_subject(db, row.filing, letter).await
            }
            Errand::Extended { request } => {
                let row = RequestRow::by_id(db, request).await?;
                let (due, url) = (self.deadline(&row.procedure).due, self.url_of(&row.reference));
                self.to_subject(db, row.filing, Letter::Extended { reference: row.reference, due, url }).await
            }
            Errand::LiftingAnnounced { request, .. } => {
                let row = RequestRow::by_id(db, request).await?;
                // It was taken up again meanwhile, and what was announced holds no more.
                let Some(lifting) = row.procedure.lifting else { return Ok(None) };
                let url = self.url_of(&row.reference);
                self.to_subject(db, row.filing, Letter::Lifting { reference: row.reference, on: lifting.on, url }).await
            }
            Errand::Reopened { request, .. } => {
                let row = RequestRow::by_id(db, request).await?;
                let letter = Letter::Reopened { url: self.url_of(&row.reference), reference: row.reference };
                self.to_subject(db, row.filing, letter).await
            }
            // It is no letter.
            Errand::HandOver { .. } => Ok(None),
            Errand::ContactChanging { contact, .. } => {
                let dpo = self.operator.dpo.clone();
                self.to_contact(db, contact, |controller| Letter::ContactChanging { controller, dpo }).await
            }
            Errand::ContactTaken { contact } => {
                let controller = ContactRow::by_id(db, contact).await?.controller;
                let url = self.way_in(db, controller).await?;
                self.to_contact(db, contact, |controller| Letter::ContactTaken { controller, url }).await
            }
            Errand::PasskeyAdded { contact, .. } => {
                let (url, dpo) = (format!("{}/controller/keys", self.base_url), self.operator.dpo.clone());
                self.to_contact(db, contact, |controller| Letter::PasskeyAdded { controller, url, dpo }).await
            }
            Errand::Forwarded { .. }
            | Errand::ControllerReminded { .. }
            | Errand::ControllerTold { .. }
            | Errand::ControllerAcknowledged { .. }
            | Errand::ControllerDisputed { .. }
            | Errand::ControllerAnswered { .. }
            | Errand::ControllerSilent { .. } => self.of_the_relay(db, errand).await,
        }
    }

    /// A fresh code; for coming back, only where there is something to come back to.
    async fn code(&self, db: &mut Connection, challenge: &Challenge) -> Result<Option<Addressed>> {
        let known = match challenge.purpose {
            ChallengePurpose::Return => !FilingRow::by_mailbox(db, &challenge.mailbox).await?.is_empty(),
            ChallengePurpose::Filing(_) | ChallengePurpose::Controller(_) => true,
        };
        if !known {
            return Ok(None);
        }
        let (code, minutes) = (challenge.mint(self, db).await?, MINUTES);
        let letter = match challenge.purpose {
            ChallengePurpose::Filing(_) => Letter::FilingCode { code, minutes },
            ChallengePurpose::Return => Letter::ReturnCode { code, minutes },
            ChallengePurpose::Controller(_) => Letter::ControllerCode { code, minutes },
        };
        Ok(Some(Addressed { to: challenge.address(self)?, language: challenge.language, letter }))
    }

    /// A fresh link: one that was minted for a mail that did not leave is good no more.
    async fn invitation(&self, db: &mut Connection, id: InvitationId) -> Result<Option<Addressed>> {
        let Some((token, invitee)) = self.new_invitation_link(db, id).await? else { return Ok(None) };
        let letter = Letter::Invited { url: format!("{}/staff/invitation/{token}", self.base_url), days: LINK_DAYS };
        Ok(Some(Addressed { to: invitee.email, language: invitee.language, letter }))
    }

    /// A fresh link to what was forwarded to a controller.
    pub(super) async fn way_in(&self, db: &mut Connection, controller: ControllerId) -> Result<String> {
        let token = new_link(self, db, controller, CONTROLLER_DAYS).await?;
        Ok(format!("{}/controller/link/{token}", self.base_url))
    }

    /// To a contact, whether notices go there or not; the letter names its controller.
    async fn to_contact(
        &self,
        db: &mut Connection,
        contact: ContactId,
        letter: impl FnOnce(String) -> Letter,
    ) -> Result<Option<Addressed>> {
        let row = ContactRow::by_id(db, contact).await?;
        let controller = ControllerRow::by_id(db, row.controller).await?;
        Ok(Some(Addressed {
            to: row.mailbox(self)?,
            language: controller.language,
            letter: letter(controller.record.name),
        }))
    }

    pub(super) async fn to_subject(
        &self,
        db: &mut Connection,
        filing: FilingId,
        letter: Letter,
    ) -> Result<Option<Addressed>> {
        // Staff put down the mailbox of whoever wrote a letter: until somebody shows that it is theirs, it may be wrong.
        let row = FilingRow::by_id(db, filing).await?;
        if row.channel.is_taken_in_by_staff() && !proven(db, filing).await? {
            return Ok(None);
        }
        let Contact { email, language, .. } = row.open_contact(&self.vault.key(Scope::Filing(filing)).await?)?;
        Ok(email.map(|to| Addressed { to, language, letter }))
    }

    /// Who filed.
    pub(crate) async fn contact(&self, db: &mut Connection, filing: FilingId) -> Result<Contact> {
        let key = self.vault.key(Scope::Filing(filing)).await?;
        FilingRow::by_id(db, filing).await?.open_contact(&key)
    }

    fn received(&self, row: RequestRow) -> ReceivedRequest {
        let may_end_service = row.procedure.right.may_end_service();
        ReceivedRequest { due: self.deadline(&row.procedure).due, reference: row.reference, may_end_service }
    }

    pub(super) fn url_of(&self, reference: &Reference) -> String {
        format!("{}/requests/{}", self.base_url, reference)
    }
}

/// Whether the mailbox of a filing was proven for any of its requests.
pub(super) async fn proven(db: &mut Connection, filing: FilingId) -> Result<bool> {
    let requests = RequestRow::of_filing(db, filing).await?;
    Ok(requests.iter().any(|row| row.procedure.mailbox_proven.is_some()))
}
