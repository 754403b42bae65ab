use super::{Event, Forwarding, Report, due};
use crate::law::Deadline;
use crate::procedure::{Commitment, Context, Refusal};

/// What somebody wants to happen to a forwarding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The notice was delivered.
    Tell,
    /// The notice comes back.
    Return,
    /// The controller fetches it.
    Download,
    /// The controller acknowledges it.
    Acknowledge,
    /// The controller says that it is not its own.
    Dispute {
        /// Why.
        reasons: Option<Commitment>,
    },
    /// The controller answered the person.
    Report(Report),
    /// Time passes without a word of the controller.
    FollowUp {
        /// Until when it should answer.
        expected: Deadline,
    },
}

/// What follows from a command.
///
/// # Errors
/// A [`Refusal`] when the forwarding is not there yet or was there before.
pub fn decide(f: &Forwarding, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Tell if f.told.is_some() => Err(Refusal::AlreadyTold),
        Command::Tell => Ok(vec![Event::Told]),
        _ if f.told.is_none() => Err(Refusal::NotToldYet),
        Command::Download => Ok(vec![Event::Downloaded]),
        // What it said stands: who was mistaken tells staff.
        _ if f.disputed.is_some() => Err(Refusal::Disputed),
        _ if f.reported.is_some() => Err(Refusal::AlreadyReported),
        // Whoever acknowledged it has it, whatever a mail server says.
        Command::Return | Command::Acknowledge if f.acknowledged.is_some() => Err(Refusal::AlreadyAcknowledged),
        Command::Return => Ok(vec![Event::Returned]),
        Command::Acknowledge => Ok(vec![Event::Acknowledged]),
        Command::Dispute { reasons } => Ok(vec![Event::Disputed { reasons: reasons.ok_or(Refusal::ReasonsMissing)? }]),
        Command::Report(report) => Ok(vec![Event::Reported { report: sound(f, report, context)? }]),
        Command::FollowUp { expected } => {
            let (step, at) = due(f, &expected, context).ok_or(Refusal::NotYet)?;
            if context.now < at { Err(Refusal::NotYet) } else { Ok(vec![Event::FollowedUp { step }]) }
        }
    }
}

/// An answer is one of those that a controller can give, and was given between the receipt and today.
fn sound(f: &Forwarding, report: Report, context: &Context<'_>) -> Result<Report, Refusal> {
    let days = context.place.date(f.received_by_processor)..=context.place.date(context.now);
    if !report.outcome.is_decided_by_staff() {
        Err(Refusal::OutcomeNotOpen)
    } else if days.contains(&report.on) {
        Ok(report)
    } else {
        Err(Refusal::DayOutOfReach)
    }
}
