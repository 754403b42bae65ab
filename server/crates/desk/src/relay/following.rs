//! What follows for a request from what its controllers do, and from what they do not.

use crate::controller::expected;
use crate::post::{Errand, put};
use crate::registers::ControllerRow;
use crate::store::{Connection, ForwardingRow, ForwardingStore, RequestRow};
use crate::{DeskError, Office, Result};
use domain::forwarding::{self, Event, FollowUp, Forwarding, ForwardingStanding, all_answered};
use domain::procedure::{Command, TriageReason};
use jiff::Timestamp;

impl Office {
    /// The next step that is taken if a controller goes on to say nothing, and when.
    pub(crate) async fn silence_due(
        &self,
        db: &mut Connection,
        state: &Forwarding,
    ) -> Result<Option<(FollowUp, Timestamp)>> {
        let controller = ControllerRow::by_id(db, state.controller).await?;
        Ok(forwarding::due(state, &expected(self, &controller, state), &self.context()))
    }

    /// What events of a forwarding mean for its request and for who is to be told.
    pub(crate) async fn follow(&self, db: &mut Connection, row: &ForwardingRow, events: &[Event]) -> Result<()> {
        let mut request = RequestRow::by_id(db, row.state.request).await?;
        for event in events {
            match event {
                Event::Disputed { .. } => {
                    request.act(self, db, Command::Dispute { forwarding: row.id }).await?;
                    self.tell_signer(db, &request, Errand::ControllerDisputed { forwarding: row.id }).await?;
                }
                Event::Acknowledged => {
                    let errand =
                        Errand::ControllerAcknowledged { request: request.id, controller: row.state.controller };
                    self.tell_signer(db, &request, errand).await?;
                }
                Event::Reported { .. } => {
                    self.tell_signer(db, &request, Errand::ControllerAnswered { forwarding: row.id }).await?;
                }
                Event::FollowedUp { step } => self.step(db, row, &mut request, *step).await?,
                Event::Opened { .. } | Event::Told | Event::Returned | Event::Downloaded => {}
            }
        }
        self.conclude(db, &mut request).await
    }

    /// Ends a request that everybody answered to whom it went; else says where it stands now.
    pub(crate) async fn conclude(&self, db: &mut Connection, request: &mut RequestRow) -> Result<()> {
        let rows = ForwardingStore::of_request(db, request.id).await?;
        let states: Vec<_> = rows.into_iter().map(|row| row.state).collect();
        let is_silent = request.procedure.triage == Some(TriageReason::ControllerSilent);
        if is_silent && request.procedure.is_open() && !states.iter().any(is_left_to_staff) {
            request.act(self, db, Command::LeaveAtThat { by: None }).await?;
        }
        if all_answered(&states) && request.procedure.triage.is_none() && request.procedure.is_open() {
            return request.act(self, db, Command::Conclude).await;
        }
        let version = request.procedure.version;
        request.settle(self, db, version).await
    }

    /// A controller was silent for long enough.
    async fn step(
        &self,
        db: &mut Connection,
        row: &ForwardingRow,
        request: &mut RequestRow,
        step: FollowUp,
    ) -> Result<()> {
        let (filing, controller) = (row.filing, row.state.controller);
        match step {
            FollowUp::Reminded | FollowUp::RemindedAgain | FollowUp::AnswerDue => {
                put(self, db, &Errand::ControllerReminded { filing, controller, step }).await
            }
            FollowUp::ToStaff => {
                let refer = Command::ReferToStaff { reason: TriageReason::ControllerSilent };
                match request.act(self, db, refer).await {
                    // They look at it for another reason.
                    Ok(()) | Err(DeskError::Refused(_)) => Ok(()),
                    Err(error) => Err(error),
                }
            }
            FollowUp::SignerAdvised | FollowUp::SignerAdvisedLate => {
                self.tell_signer(db, request, Errand::ControllerSilent { filing, controller, step }).await
            }
        }
    }

    /// Where the mailbox was proven; nobody else is told of a request.
    async fn tell_signer(&self, db: &mut Connection, request: &RequestRow, errand: Errand) -> Result<()> {
        if request.procedure.mailbox_proven.is_none() {
            return Ok(());
        }
        put(self, db, &errand).await
    }

    /// Follows up the silence of controllers, a step at a time.
    ///
    /// # Errors
    /// When the store does not answer; the next round goes on.
    pub(crate) async fn follow_up_the_silent(&self) -> Result<()> {
        let mut db = self.store.pool().acquire().await?;
        let silent = ForwardingStore::silent(&mut db, self.now()).await?;
        drop(db);
        for row in silent {
            let mut tx = self.store.begin_write().await?;
            match self.follow_up(&mut tx, row).await {
                // Somebody spoke this very moment.
                Err(DeskError::Conflict) => {}
                Err(error) => return Err(error),
                Ok(()) => {
                    tx.commit().await?;
                    self.wake.notify_one();
                }
            }
        }
        Ok(())
    }

    async fn follow_up(&self, db: &mut Connection, mut row: ForwardingRow) -> Result<()> {
        // Nothing is expected of anybody for what was taken back.
        if !RequestRow::by_id(db, row.state.request).await?.procedure.is_open() {
            return row.follow_up_at(db, None).await;
        }
        let controller = ControllerRow::by_id(db, row.state.controller).await?;
        let expected = expected(self, &controller, &row.state);
        match row.act(self, db, forwarding::Command::FollowUp { expected }).await {
            Err(DeskError::Refused(_)) => {
                let next = self.silence_due(db, &row.state).await?.map(|(_, at)| at);
                row.follow_up_at(db, next).await
            }
            done => done,
        }
    }
}

/// Whether staff were asked to reach its controller another way, and it still has not spoken.
fn is_left_to_staff(state: &Forwarding) -> bool {
    state.standing() == ForwardingStanding::Told && state.followed_up.contains(&FollowUp::ToStaff)
}
