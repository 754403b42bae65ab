//! What staff can do.

mod acts;
mod answer;
mod caution;
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
pub use gather::{DATA_MAX, DOCUMENT_MAX, Exported, Held, Piece};
pub use notices::StaffRecipient;
pub use queue::{QueueFilter, QueuePage, QueueRow, Tally};
pub use request::{Remains, StaffEvent, StaffForwarding, StaffRequest};
pub use route::ControllerChoice;
pub use take_in::TakenIn;

use crate::Office;
use domain::complaint::Complaint;
use domain::ids::StaffId;
use domain::staff::Role;

/// The desk of a member of staff who reads requests. It changes nothing.
#[derive(Clone)]
pub struct ReadingDesk {
    office: Office,
    role: Role,
}

impl ReadingDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, role: Role) -> Self {
        Self { office, role }
    }

    /// In which role it is used: pages offer no more than it may.
    pub const fn role(&self) -> Role {
        self.role
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
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
        Self { reading: ReadingDesk::new(office.clone(), role), office, staff, knows: Vec::new() }
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
