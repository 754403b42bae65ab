//! A signer's request on its way: to whom it goes, who says that it is not theirs, and when all have answered.

use super::guard::{refuse_if, theirs_and_open};
use super::{Command, Event, NamedBy, Procedure, Refusal, TriageReason};

pub(super) fn route(p: &Procedure, command: Command) -> Result<Vec<Event>, Refusal> {
    theirs_and_open(p)?;
    let event = match command {
        Command::ReferToStaff { reason } => {
            refuse_if(p.triage.is_some(), Refusal::AlreadyWithStaff)?;
            let is_on_its_way = !p.forwarded.is_empty();
            let of_controllers = reason == TriageReason::ControllerSilent;
            refuse_if(is_on_its_way && !of_controllers, Refusal::AlreadyForwarded)?;
            refuse_if(of_controllers && !is_on_its_way, Refusal::NothingToRoute)?;
            Event::ReferredToStaff { reason }
        }
        Command::Forward { forwarding, controller, named_by } => {
            let by_signer = matches!(named_by, NamedBy::Signer);
            refuse_if(by_signer && p.mailbox_proven.is_none(), Refusal::MailboxUnproven)?;
            refuse_if(p.forwarded.iter().any(|(_, known)| *known == controller), Refusal::AlreadyForwarded)?;
            refuse_if(p.disputed_by.contains(&controller), Refusal::Disputed)?;
            Event::Forwarded { forwarding, controller, named_by, proven: p.mailbox_proven.is_some() }
        }
        Command::Dispute { forwarding } => {
            let found = p.forwarded.iter().find(|(id, _)| *id == forwarding);
            let (_, controller) = *found.ok_or(Refusal::NothingToRoute)?;
            Event::Disputed { forwarding, controller }
        }
        Command::LeaveAtThat { by } => {
            refuse_if(p.triage.is_none() || p.forwarded.is_empty(), Refusal::NothingToRoute)?;
            let spoke = by.is_some() || p.triage == Some(TriageReason::ControllerSilent);
            refuse_if(!spoke, Refusal::AlreadyWithStaff)?;
            Event::LeftAtThat { by }
        }
        Command::Conclude => {
            refuse_if(p.triage.is_some(), Refusal::AlreadyWithStaff)?;
            refuse_if(p.forwarded.is_empty(), Refusal::NothingToRoute)?;
            Event::AnsweredByControllers
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}
