//! The end of a restriction: who obtained it is told before it is lifted (Art. 18(3)).

use super::guard::{ours, refuse_if};
use super::{Command, Context, Event, Procedure, Refusal, Writing};
use crate::words::Right;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How a restriction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifting {
    /// When the person was told.
    pub announced: Timestamp,
    /// The first day on which it may be lifted, as the person was told.
    pub on: Date,
    /// When it was lifted.
    pub lifted: Option<Timestamp>,
}

impl Procedure {
    /// Whether data were restricted as asked, and still are.
    pub fn is_restricted(&self) -> bool {
        let is_lifted = self.lifting.is_some_and(|lifting| lifting.lifted.is_some());
        self.right == Right::Restriction && self.is_carried_out() && !is_lifted
    }
}

/// Announces that the restriction ends, from the next day on at the earliest, and lifts it: on the day that the person was
/// told, or later, once that letter left. A request that is open is answered first.
pub(super) fn lift(p: &Procedure, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    refuse_if(p.forgotten, Refusal::Forgotten)?;
    ours(p)?;
    refuse_if(!p.is_restricted(), Refusal::NothingRestricted)?;
    refuse_if(p.is_open(), Refusal::StillOpen)?;
    let today = context.place.date(context.now);
    let event = match command {
        Command::AnnounceLifting { by, on, reasons } => {
            refuse_if(p.lifting.is_some(), Refusal::LiftingAnnounced)?;
            refuse_if(on <= today, Refusal::LiftingTooSoon)?;
            Event::LiftingAnnounced { by, on, reasons: reasons.ok_or(Refusal::LiftingUnexplained)? }
        }
        Command::LiftRestriction { by } => {
            let lifting = p.lifting.ok_or(Refusal::LiftingUnannounced)?;
            refuse_if(p.dispatched(Writing::Lifting).is_none(), Refusal::LiftingUntold)?;
            refuse_if(today < lifting.on, Refusal::LiftingNotDue)?;
            Event::RestrictionLifted { by }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}
