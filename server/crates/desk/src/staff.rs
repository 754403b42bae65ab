//! What staff can do.

mod acts;
mod answer;
mod caution;
mod contacts;
mod dispatch;
mod gather;
mod heard;
mod notices;
mod proofs;
mod queue;
mod request;
mod route;
mod take_in;
mod time;

pub use acts::StaffAct;
pub(crate) use answer::written;
pub use answer::{Verdict, Withholding};
pub use contacts::{RegisterPage, Registered, StaffContact};
pub use gather::{DATA_MAX, DOCUMENT_MAX, Exported, Held, Piece};
pub use notices::StaffRecipient;
pub use queue::{QueueFilter, QueuePage, QueueRow, Tally};
pub use request::{Remains, StaffEvent, StaffRequest};
pub use route::{ControllerChoice, Hindrance, StaffForwarding};
pub use take_in::TakenIn;

use crate::{Office, Result};
use domain::access::{Access, Part, Visitor};
use domain::complaint::Complaint;
use domain::ids::{RequestId, StaffId};
use domain::staff::Role;

/// The desk of a member of staff who reads requests. It changes nothing.
#[derive(Clone)]
pub struct ReadingDesk {
    office: Office,
    staff: StaffId,
    role: Role,
}

impl ReadingDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, staff: StaffId, role: Role) -> Self {
        Self { office, staff, role }
    }

    /// In which role it is used: pages offer no more than it may.
    pub const fn role(&self) -> Role {
        self.role
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }

    /// Records that a part of a request is being read; for who holds no connection.
    pub(crate) async fn read(&self, request: RequestId, part: Part) -> Result<()> {
        self.office.record(Visitor::Staff(self.staff), Access::Read { request, part }).await
    }
}

/// The desk of a member of staff who works on requests, and so reads them.
#[derive(Clone)]
pub struct StaffDesk {
    reading: ReadingDesk,
    office: Office,
    staff: StaffId,
    /// Of which cautions they say that they know.
    knows: Vec<Complaint>,
}

impl StaffDesk {
    /// Only a checked session yields one.
    pub(crate) fn new(office: Office, staff: StaffId, role: Role) -> Self {
        Self { reading: ReadingDesk::new(office.clone(), staff, role), office, staff, knows: Vec::new() }
    }

    /// The same desk for staff who say that they know of these complaints, and act all the same.
    #[must_use]
    pub fn knowing(mut self, complaints: Vec<Complaint>) -> Self {
        self.knows = complaints;
        self
    }

    pub(crate) const fn who(&self) -> StaffId {
        self.staff
    }
}

impl std::ops::Deref for StaffDesk {
    type Target = ReadingDesk;
    fn deref(&self) -> &ReadingDesk {
        &self.reading
    }
}
