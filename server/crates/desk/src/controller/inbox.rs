use super::ControllerDesk;
use crate::registers::ControllerRow;
use crate::store::{Connection, FilingRow, ForwardingRow, ForwardingStore, RequestRow};
use crate::vault::Scope;
use crate::{Office, Result};
use domain::access::{Access, Visitor};
use domain::filing::{Contact, Matter, Signing};
use domain::forwarding::Forwarding;
use domain::ids::ForwardingId;
use domain::law::{Deadline, provisional_month_from};
use domain::reference::Reference;
use domain::words::{Outcome, Right};

/// A row of a controller's inbox; no personal data.
#[derive(Debug, Clone)]
pub struct InboxRow {
    /// Its id.
    pub id: ForwardingId,
    /// The reference of the request.
    pub reference: Reference,
    /// The right.
    pub right: Right,
    /// Its state, with both receipts.
    pub forwarding: Forwarding,
    /// Until when the controller should answer.
    pub expected: Deadline,
    /// Whether the signer took the request back meanwhile, or the owner of the mailbox said that it is not theirs.
    pub withdrawn: bool,
}

impl InboxRow {
    /// Whether anything is expected of the controller.
    pub const fn is_awaited(&self) -> bool {
        !self.withdrawn && self.forwarding.standing().is_awaited()
    }
}

/// A forwarded request with everything needed to act.
#[derive(Debug, Clone)]
pub struct ForwardedRequest {
    /// What the inbox shows of it.
    pub row: InboxRow,
    /// Who asks.
    pub contact: Contact,
    /// What the signer said about the signing.
    pub signing: Signing,
    /// What the person said about this right.
    pub matter: Matter,
}

impl ControllerDesk {
    /// The controller's name.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn name(&self) -> Result<String> {
        let mut db = self.office.store.pool().acquire().await?;
        Ok(self.controller(&mut db).await?.record.name)
    }

    /// What was forwarded to this controller, newest first.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn inbox(&self) -> Result<Vec<InboxRow>> {
        let mut db = self.office.store.pool().acquire().await?;
        let controller = self.controller(&mut db).await?;
        let mut rows = Vec::new();
        for row in ForwardingStore::of_controller(&mut db, self.controller).await? {
            let request = RequestRow::by_id(&mut db, row.state.request).await?;
            rows.push(self.row(&controller, row, &request));
        }
        Ok(rows)
    }

    /// One forwarding to this controller; recorded as read.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's.
    pub async fn forwarding(&self, id: ForwardingId) -> Result<ForwardedRequest> {
        let mut db = self.office.store.pool().acquire().await?;
        let row = self.mine(&mut db, id).await?;
        drop(db);
        let read = Access::ReadForwarding { forwarding: id };
        self.office.record(Visitor::Controller(self.controller), read).await?;
        let mut db = self.office.store.pool().acquire().await?;
        self.open(&mut db, row).await
    }

    pub(super) async fn mine(&self, db: &mut Connection, id: ForwardingId) -> Result<ForwardingRow> {
        ForwardingStore::to_controller(db, id, self.controller).await
    }

    pub(super) async fn open(&self, db: &mut Connection, row: ForwardingRow) -> Result<ForwardedRequest> {
        let vault = &self.office.vault;
        let controller = self.controller(db).await?;
        let request = RequestRow::by_id(db, row.state.request).await?.remembered()?;
        let filing = FilingRow::by_id(db, row.filing).await?;
        let filing_key = vault.key(Scope::Filing(filing.id)).await?;
        let key = vault.key(Scope::Request(request.id)).await?;
        Ok(ForwardedRequest {
            contact: filing.open_contact(&filing_key)?,
            signing: filing.open_signing(&filing_key)?,
            matter: request.matter(db, &key).await?,
            row: self.row(&controller, row, &request),
        })
    }

    fn row(&self, controller: &ControllerRow, row: ForwardingRow, request: &RequestRow) -> InboxRow {
        InboxRow {
            id: row.id,
            reference: request.reference,
            right: request.procedure.right,
            expected: expected(&self.office, controller, &row.state),
            forwarding: row.state,
            withdrawn: matches!(request.outcome(), Some(Outcome::Withdrawn | Outcome::LapsedUnverified)),
        }
    }
}

/// Until when a controller should answer: a month in its own calendar, from the receipt that the policy reads the law to
/// mean. Before the controller received it, the processor's receipt gives the earliest day that it can be.
pub(crate) fn expected(office: &Office, controller: &ControllerRow, forwarding: &Forwarding) -> Deadline {
    let processor = forwarding.received_by_processor;
    let start = office.policy.clock.relay_start.instant(processor, forwarding.told);
    provisional_month_from(start.unwrap_or(processor), &controller.place(office), office.calendar())
}
