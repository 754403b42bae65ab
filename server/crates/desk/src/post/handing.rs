//! A forwarding on its way to a controller's own software, and by mail instead when that does not take it.

use super::outbox::Leased;
use super::{Errand, put, put_again};
use crate::controller::Envelope;
use crate::registers::{ContactRow, ControllerRow};
use crate::store::{Connection, ForwardingStore, RequestRow};
use crate::wire::{Attempt, Parcel};
use crate::{DeskError, Office, Result};
use domain::contact::ContactStanding;
use domain::controller::{DeliveryChannel, Record};
use domain::delivery::{Verdict, next_wait};
use domain::forwarding;
use domain::ids::{ControllerId, FilingId, ForwardingId};
use domain::procedure::Standing;
use domain::webhook::Stamp;

/// The media type of a signed envelope (RFC 7515 §9.2.1).
const SIGNED: &str = "application/jose";

/// One forwarding, by ids.
#[derive(Debug, Clone, Copy)]
pub(super) struct Handed {
    pub(super) filing: FilingId,
    pub(super) controller: ControllerId,
    pub(super) forwarding: ForwardingId,
}

/// What to do with it.
enum Next {
    /// It was told by another way, or taken back: nothing.
    Nothing,
    /// There is no endpoint any more, or it had its time: a notice goes by mail.
    Notice,
    /// It is sent.
    Send(String, Box<Envelope>),
}

impl Office {
    /// Where the controller's own software takes requests, if it wants them there.
    async fn endpoint_of(&self, db: &mut Connection, controller: ControllerId) -> Result<Option<String>> {
        let Record { channel, endpoint, .. } = ControllerRow::by_id(db, controller).await?.record;
        Ok(endpoint.filter(|_| channel == DeliveryChannel::Http).map(|endpoint| endpoint.to_string()))
    }

    /// Puts on its way that something was forwarded: itself, where the controller's software takes it; else a notice that
    /// tells of all of one filing. Where nobody confirmed a contact yet, that leaves once somebody does.
    pub(crate) async fn put_forwarded(
        &self,
        db: &mut Connection,
        filing: FilingId,
        controller: ControllerId,
        forwarding: ForwardingId,
    ) -> Result<()> {
        if self.endpoint_of(db, controller).await?.is_some() {
            return put(self, db, &Errand::HandOver { filing, controller, forwarding }).await;
        }
        if ContactRow::find(db, controller, ContactStanding::Confirmed).await?.is_some() {
            // One that left before told of others.
            put_again(self, db, &Errand::Forwarded { filing, controller }).await?;
        }
        Ok(())
    }

    /// Whether it arrived, at this attempt.
    pub(super) async fn hand_over(&self, leased: &Leased, handed: Handed) -> Result<bool> {
        let (endpoint, envelope) = match self.next(handed).await? {
            Next::Nothing => return self.settle(leased, None).await.map(|()| false),
            Next::Notice => return self.settle(leased, Some(handed)).await.map(|()| false),
            Next::Send(endpoint, envelope) => (endpoint, envelope),
        };
        let parcel = self.pack(leased, &envelope).await?;
        if let Err(until) = self.admit(&endpoint).await? {
            return leased.postpone(self, until).await.map(|()| false);
        }
        let attempt = self.wire.post(&endpoint, parcel, self.now()).await;
        self.note_attempt(&endpoint, attempt.is_reached()).await?;
        self.after_attempt(leased, handed, &attempt).await
    }

    async fn next(&self, handed: Handed) -> Result<Next> {
        let mut db = self.store.pool().acquire().await?;
        let row = match ForwardingStore::to_controller(&mut db, handed.forwarding, handed.controller).await {
            // It went with what was over its time.
            Err(DeskError::NotFound) => return Ok(Next::Nothing),
            row => row?,
        };
        let request = RequestRow::by_id(&mut db, row.state.request).await?;
        if row.state.told.is_some() || request.standing == Standing::Closed {
            return Ok(Next::Nothing);
        }
        let is_over = self.now().duration_since(row.opened) >= self.handing_over.span();
        match self.endpoint_of(&mut db, handed.controller).await? {
            Some(endpoint) if !is_over => {
                let envelope = self.envelope(&mut db, row, request).await?;
                Ok(Next::Send(endpoint, Box::new(envelope)))
            }
            _ => Ok(Next::Notice),
        }
    }

    /// Signed twice: for who keeps it, and for this attempt. Its id is that of the errand, the same at each.
    async fn pack(&self, leased: &Leased, envelope: &Envelope) -> Result<Parcel> {
        let body = self.sign_envelope(envelope).await?.into_bytes();
        let stamp = Stamp::new(&self.signer().await?, &leased.id, self.now(), &body);
        Ok(Parcel { media_type: SIGNED, body, stamp })
    }

    async fn after_attempt(&self, leased: &Leased, handed: Handed, attempt: &Attempt) -> Result<bool> {
        let (errand, cause) = (&leased.id, &attempt.cause);
        match attempt.verdict {
            Verdict::Delivered => self.delivered(leased).await.map(|()| true),
            Verdict::Later { asked } => {
                tracing::warn!(%errand, %cause, "a controller's software did not take a request; trying again later");
                let wait = next_wait(leased.attempts(), asked, u64::from_le_bytes(self.random.bytes()));
                leased.retry_in(self, wait).await.map(|()| false)
            }
            Verdict::Refused => {
                tracing::error!(%errand, %cause, "a controller's software refused a request: a notice goes by mail");
                self.settle(leased, Some(handed)).await.map(|()| false)
            }
        }
    }

    /// Ends the errand, with a notice by mail in its place or without.
    async fn settle(&self, leased: &Leased, notice: Option<Handed>) -> Result<()> {
        let mut tx = self.store.begin_write().await?;
        if let Some(Handed { filing, controller, .. }) = notice
            && ContactRow::find(&mut tx, controller, ContactStanding::Confirmed).await?.is_some()
        {
            // One that left before told of others.
            put_again(self, &mut tx, &Errand::Forwarded { filing, controller }).await?;
        }
        leased.done(self, &mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// It arrived: that is the controller's receipt. The signer is told once all of the filing have.
    pub(super) async fn handed_over(&self, db: &mut Connection, handed: Handed) -> Result<()> {
        let Handed { filing, controller, forwarding } = handed;
        let mut row = ForwardingStore::to_controller(db, forwarding, controller).await?;
        if row.state.told.is_none() {
            row.act(self, db, forwarding::Command::Tell).await?;
        }
        let all = ForwardingStore::of_notice(db, filing, controller).await?;
        if all.iter().all(|row| row.state.told.is_some()) && super::delivery::proven(db, filing).await? {
            put(self, db, &Errand::ControllerTold { filing, controller }).await?;
        }
        Ok(())
    }
}
