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

/// The desk of a signed-in member of staff.
#[derive(Clone)]
pub struct StaffDesk {
    office: Office,
    staff: StaffId,
    /// Of which cautions they say that they know.
    knows: Vec<Complaint>,
}

impl StaffDesk {
    /// Only a checked session yields one.
    pub(crate) const fn new(office: Office, staff: StaffId) -> Self {
        Self { office, staff, knows: Vec::new() }
    }

    /// The same desk for staff who say that they know of these complaints, and act all the same.
    #[must_use]
    pub fn knowing(mut self, complaints: Vec<Complaint>) -> Self {
        self.knows = complaints;
        self
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }

    pub(crate) const fn who(&self) -> StaffId {
        self.staff
    }
}
