//! What staff do in the systems that hold the data, one act at a time.

use super::guard::{identity_confirmed, ours_and_open, refuse_if};
use super::{Command, Event, Procedure, Refusal};
use crate::ids::ActId;
use crate::words::Deed;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One thing to do in one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Its id.
    pub id: ActId,
    /// In which system, by its configured name.
    pub system: String,
    /// What kind of thing.
    pub deed: Deed,
    /// When it was done.
    pub done: Option<Timestamp>,
}

impl Procedure {
    /// What is still to be done.
    pub fn acts_open(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|act| act.done.is_none())
    }

    pub(super) fn finish(&mut self, id: ActId, at: Timestamp) {
        for act in self.acts.iter_mut().filter(|act| act.id == id) {
            act.done = Some(at);
        }
    }

    fn open_act(&self, id: ActId) -> Result<(), Refusal> {
        let act = self.acts.iter().find(|act| act.id == id).ok_or(Refusal::NoSuchAct)?;
        refuse_if(act.done.is_some(), Refusal::ActDone)
    }
}

/// Plans, strikes out and finishes acts; no data are changed before staff recorded whose they are (Art. 12(6)).
pub(super) fn act(p: &Procedure, command: Command) -> Result<Vec<Event>, Refusal> {
    ours_and_open(p)?;
    let event = match command {
        Command::PlanAct { by, act, system, deed, words } => Event::ActPlanned { by, act, system, deed, words },
        Command::DropAct { by, act } => {
            p.open_act(act)?;
            Event::ActDropped { by, act }
        }
        Command::FinishAct { by, act, proof, files } => {
            p.open_act(act)?;
            if p.right.touches_data() {
                identity_confirmed(p)?;
            }
            Event::ActDone { by, act, proof, files }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}
