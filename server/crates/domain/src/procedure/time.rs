//! Taking longer, and asking who somebody is: what the law lets staff do with the clock, and when.

use super::guard::{ours_and_open, refuse_if};
use super::identity::may_ask;
use super::{Command, Context, Event, Procedure, Refusal};

/// Extends the period (Art. 12(3)), or asks who the person is (Art. 12(6)).
pub(super) fn time(p: &Procedure, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    ours_and_open(p)?;
    // Whom nobody can write to is neither told nor asked.
    refuse_if(!p.is_settled(), Refusal::MailboxUnproven)?;
    let event = match command {
        Command::Extend { by, months, ground, reasons } => {
            let rules = context.rules();
            let grounds = Vec::from_iter(ground);
            let months = rules.may_extend(&p.facts(), context.now, months, &grounds).map_err(Refusal::Extension)?;
            let reasons = reasons.ok_or(Refusal::ExtensionUnexplained)?;
            let ground = ground.ok_or(Refusal::ExtensionUnexplained)?;
            Event::Extended { by, months, ground, reasons }
        }
        Command::AskIdentity { by, message, words, doubt } => {
            may_ask(p, context)?;
            Event::IdentityAsked { by, message, words, doubt: doubt.ok_or(Refusal::ReasonsMissing)? }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}
