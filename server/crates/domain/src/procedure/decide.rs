use super::acts::act;
use super::answer::{answer, withhold};
use super::dispatch::dispatch;
use super::guard::{identity_confirmed, open, ours, ours_and_open, refuse_if};
use super::identity::identify;
use super::lifting::lift;
use super::recipients::notify;
use super::routing::route;
use super::time::time;
use super::{Command, Context, Event, Procedure, Refusal};
use crate::identity::HeldDocument;

/// What follows from a command, or why it is refused.
///
/// # Errors
/// The [`Refusal`] names the rule; nothing has happened then.
pub fn decide(p: &Procedure, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let mut events = follow(p, command, context)?;
    if events.iter().any(Event::ends_proving) {
        // First, so that what ends a request stays the last.
        events.splice(0..0, unneeded(p, &events));
    }
    Ok(events)
}

/// Documents that nobody looked at and nobody needs to any more.
fn unneeded(p: &Procedure, events: &[Event]) -> Vec<Event> {
    let is_checked = |held: &&HeldDocument| {
        events.iter().any(|event| matches!(event, Event::DocumentChecked { document, .. } if *document == held.id))
    };
    let left = p.proving.documents.iter().filter(|held| !is_checked(held));
    left.map(|held| Event::DocumentDestroyed { document: held.id }).collect()
}

fn follow(p: &Procedure, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        // Only the mailbox itself brings back what lapsed for want of it; and staff, who reopen it.
        Command::ProveMailbox if p.has_lapsed() => {
            Ok(vec![Event::Reopened { by: None, reasons: None }, Event::MailboxProven])
        }
        Command::ProveMailbox => {
            open_and_unproven(p)?;
            Ok(vec![Event::MailboxProven])
        }
        Command::Disown if p.has_lapsed() => Ok(vec![Event::Disowned]),
        Command::Disown => {
            open_and_unproven(p)?;
            Ok(vec![Event::Disowned])
        }
        Command::ConfirmIdentity { .. }
        | Command::AskFacts { .. }
        | Command::GiveFacts { .. }
        | Command::ShowEid { .. }
        | Command::AskDocument { .. }
        | Command::GiveDocument { .. }
        | Command::TakeDocument { .. }
        | Command::CheckDocument { .. }
        | Command::DestroyDocument { .. } => identify(p, command, context),
        Command::ConfirmAuthority { by, reasons } => {
            ours_and_open(p)?;
            refuse_if(!p.represented, Refusal::ActsForNobody)?;
            Ok(vec![Event::AuthorityConfirmed { by, reasons: reasons.ok_or(Refusal::ReasonsMissing)? }])
        }
        Command::Gather { by, piece, system, digest } => {
            ours_and_open(p)?;
            Ok(vec![Event::Gathered { by, piece, system, digest }])
        }
        Command::Discard { by, piece } => {
            ours_and_open(p)?;
            refuse_if(!p.pieces.contains(&piece), Refusal::NoSuchPiece)?;
            Ok(vec![Event::Discarded { by, piece }])
        }
        Command::Export { by } => {
            ours(p)?;
            identity_confirmed(p)?;
            refuse_if(p.pieces.is_empty(), Refusal::NothingGathered)?;
            Ok(vec![Event::Exported { by }])
        }
        Command::Decide { by, decision } => answer(p, by, decision, context),
        Command::Withhold { .. } | Command::Release { .. } => withhold(p, command, context),
        Command::Forget => {
            let (_, ended) = p.closed.ok_or(Refusal::StillOpen)?;
            refuse_if(p.forgotten, Refusal::Forgotten)?;
            refuse_if(context.now < context.forgets(ended), Refusal::NotYet)?;
            Ok(vec![Event::Forgotten])
        }
        Command::ForgetDestroyed => {
            refuse_if(p.forgotten, Refusal::Forgotten)?;
            Ok(vec![Event::Forgotten])
        }
        Command::Reopen { by, reasons } => {
            refuse_if(p.is_open(), Refusal::StillOpen)?;
            refuse_if(p.forgotten, Refusal::Forgotten)?;
            refuse_if(p.disowned && !p.channel.is_taken_in_by_staff(), Refusal::Closed)?;
            refuse_if(reasons.is_none(), Refusal::ReasonsMissing)?;
            Ok(vec![Event::Reopened { by: Some(by), reasons }])
        }
        Command::Lapse => {
            open(p)?;
            refuse_if(p.is_settled(), Refusal::AlreadyProven)?;
            refuse_if(!p.forwarded.is_empty(), Refusal::AlreadyForwarded)?;
            refuse_if(context.now < context.lapses(p), Refusal::NotYet)?;
            Ok(vec![Event::Lapsed])
        }
        Command::Ask { by, message, words } => {
            open(p)?;
            refuse_if(!p.is_settled(), Refusal::MailboxUnproven)?;
            Ok(vec![Event::Asked { by, message, words }])
        }
        Command::Extend { .. } | Command::AskIdentity { .. } => time(p, command, context),
        Command::Say { message, words, files } => {
            heard(p, words.is_none() && files.is_empty())?;
            Ok(vec![Event::Said { message, words, files, relayed: None }])
        }
        Command::Relay { relayed, message, words, files } => {
            refuse_if(!relayed.channel.is_taken_in_by_staff(), Refusal::NotRelayed)?;
            heard(p, words.is_none() && files.is_empty())?;
            Ok(vec![Event::Said { message, words, files, relayed: Some(relayed) }])
        }
        Command::PlanAct { .. } | Command::DropAct { .. } | Command::FinishAct { .. } => act(p, command),
        Command::NameRecipient { .. }
        | Command::StrikeRecipient { .. }
        | Command::TellRecipient { .. }
        | Command::SpareRecipient { .. } => notify(p, command),
        Command::AnnounceLifting { .. } | Command::LiftRestriction { .. } => lift(p, command, context),
        Command::Dispatch { by, writing } => dispatch(p, by, writing),
        Command::MakeAvailable { by } => {
            refuse_if(p.is_open(), Refusal::StillOpen)?;
            refuse_if(p.available_until.is_none(), Refusal::NotAvailable)?;
            Ok(vec![Event::MadeAvailable { by, until: context.available_until() }])
        }
        Command::Download { file } => {
            refuse_if(!p.is_available(context.now), Refusal::NotAvailable)?;
            Ok(vec![Event::Downloaded { file }])
        }
        Command::Withdraw => {
            open(p)?;
            Ok(vec![Event::Withdrawn])
        }
        Command::ReferToStaff { .. }
        | Command::Forward { .. }
        | Command::Dispute { .. }
        | Command::LeaveAtThat { .. }
        | Command::Conclude => route(p, command),
    }
}

/// What the data subject says is heard while the request is open, whoever was asked to speak.
fn heard(p: &Procedure, is_empty: bool) -> Result<(), Refusal> {
    open(p)?;
    refuse_if(!p.is_settled(), Refusal::MailboxUnproven)?;
    refuse_if(is_empty, Refusal::WordsMissing)
}

/// What was disowned once cannot be claimed, nor disowned again.
fn open_and_unproven(p: &Procedure) -> Result<(), Refusal> {
    open(p)?;
    refuse_if(p.disowned, Refusal::Closed)?;
    refuse_if(p.mailbox_proven.is_some(), Refusal::AlreadyProven)
}
