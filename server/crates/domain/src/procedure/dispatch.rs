//! That what was written to the person left: the mail server took it, or staff posted it. Until then nobody was told.

use super::guard::refuse_if;
use super::{Event, Procedure, Refusal};
use crate::ids::StaffId;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// What is written to the person.
    Writing {
        /// The answer (Art. 12(3)), or the refusal (Art. 12(4)).
        Answer = "answer",
        /// A question that waits for a reply.
        Question = "question",
        /// That it takes longer (Art. 12(3)).
        Extension = "extension",
        /// That a restriction ends (Art. 18(3)).
        Lifting = "lifting",
    }
}

/// Something that was written and left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispatched {
    /// What.
    pub writing: Writing,
    /// When.
    pub at: Timestamp,
}

impl Procedure {
    /// Whether there is such a writing now, be it on its way or not.
    pub fn is_written(&self, writing: Writing) -> bool {
        match writing {
            Writing::Answer => self.closed.is_some_and(|(outcome, _)| outcome.is_decided_by_staff()),
            Writing::Question => self.asked.is_some(),
            Writing::Extension => self.is_open() && self.extension.is_some(),
            Writing::Lifting => self.lifting.is_some_and(|lifting| lifting.lifted.is_none()),
        }
    }

    /// When the last writing of this kind left, if it did.
    pub fn dispatched(&self, writing: Writing) -> Option<Timestamp> {
        self.dispatched.iter().find(|sent| sent.writing == writing).map(|sent| sent.at)
    }

    /// Another writing of this kind takes the place of the last, and is still to leave.
    pub(super) fn rewrite(&mut self, writing: Writing) {
        self.dispatched.retain(|sent| sent.writing != writing);
    }
}

/// Records that a writing left, once.
pub(super) fn dispatch(p: &Procedure, by: Option<StaffId>, writing: Writing) -> Result<Vec<Event>, Refusal> {
    refuse_if(p.forgotten, Refusal::Forgotten)?;
    refuse_if(!p.is_written(writing), Refusal::NothingWritten)?;
    refuse_if(p.dispatched(writing).is_some(), Refusal::AlreadyDispatched)?;
    Ok(vec![Event::Dispatched { by, writing }])
}
