//! The end of a request: which outcomes staff may reach, and what each needs.

use super::guard::{identity_confirmed, open, ours, ours_and_open, refuse_if};
use super::{Command, Context, Decision, Event, Procedure, Refusal};
use crate::ids::StaffId;
use crate::law::{Ground, Invoked};
use crate::words::{MetBy, Outcome, Right};

/// Ends a request.
pub(super) fn answer(
    p: &Procedure,
    by: StaffId,
    decision: Decision,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    open(p)?;
    match decision.outcome {
        Outcome::Fulfilled => fulfilled(p, &decision)?,
        Outcome::PartlyFulfilled => partly(p, &decision)?,
        Outcome::NothingHeld => nothing_held(p, &decision)?,
        Outcome::Refused => refused(p, &decision, context)?,
        Outcome::IdentityNotEstablished => nobody_knows_who(p, &decision)?,
        Outcome::AnsweredByController | Outcome::Withdrawn | Outcome::LapsedUnverified => {
            return Err(Refusal::OutcomeNotOpen);
        }
    }
    let delivers = matches!(decision.outcome, Outcome::Fulfilled | Outcome::PartlyFulfilled) && !p.pieces.is_empty();
    let available_until = delivers.then(|| context.available_until());
    let Decision { outcome, ground, words, remedies, burden } = decision;
    let (ground, exemption) = ground.map(|Invoked { ground, exemption }| (ground, exemption)).unzip();
    let burden = burden.filter(|_| ground.is_some_and(Ground::bears_burden));
    let remedies = remedies.filter(|_| outcome.is_refusal());
    let late = p.clock(&context.rules()).is_late(outcome.is_refusal(), context.now, &context.place.zone);
    let exemption = exemption.flatten();
    Ok(vec![Event::Decided { by, outcome, words, ground, exemption, remedies, available_until, late, burden }])
}

fn fulfilled(p: &Procedure, decision: &Decision) -> Result<(), Refusal> {
    settled(p)?;
    ours(p)?;
    done(p)?;
    all_done(p, decision)?;
    met(p, decision)
}

/// There is something to show for it.
fn met(p: &Procedure, decision: &Decision) -> Result<(), Refusal> {
    match p.right.met_by() {
        MetBy::Data => refuse_if(p.pieces.is_empty(), Refusal::NothingGathered),
        MetBy::Acts => refuse_if(p.acts.is_empty(), Refusal::NothingDone),
        MetBy::Words => refuse_if(decision.words.is_none(), Refusal::WordsMissing),
    }
}

/// Each part that is withheld is a refusal of its own, with ground and reasons (Art. 12(4)).
fn partly(p: &Procedure, decision: &Decision) -> Result<(), Refusal> {
    settled(p)?;
    ours(p)?;
    done(p)?;
    refuse_if(decision.ground.is_some(), Refusal::GroundNotForThis)?;
    refuse_if(p.withheld.is_empty(), Refusal::GroundMissing)?;
    met(p, decision)?;
    remedied(decision)
}

/// "Nothing held" says that there was nothing to do, so nothing may have been found or done.
fn nothing_held(p: &Procedure, decision: &Decision) -> Result<(), Refusal> {
    settled(p)?;
    refuse_if(!p.forwarded.is_empty(), Refusal::ForTheController)?;
    all_done(p, decision)?;
    refuse_if(!p.pieces.is_empty() || !p.acts.is_empty(), Refusal::SomethingGathered)
}

/// Art. 12(4): reasons, complaint and court, or there is no refusal.
fn refused(p: &Procedure, decision: &Decision, context: &Context<'_>) -> Result<(), Refusal> {
    settled(p)?;
    ours(p)?;
    let invoked = decision.ground.as_ref().ok_or(Refusal::GroundMissing)?;
    stands(p, invoked, context)?;
    refuse_if(invoked.ground.bears_burden() && decision.burden.is_none(), Refusal::BurdenUnmet)?;
    reasoned(decision)
}

/// Art. 12(6): it says what would help; the person can still complain.
fn nobody_knows_who(p: &Procedure, decision: &Decision) -> Result<(), Refusal> {
    settled(p)?;
    ours(p)?;
    refuse_if(p.identity.is_some(), Refusal::IdentityKnown)?;
    refuse_if(decision.ground.is_some(), Refusal::GroundNotForThis)?;
    reasoned(decision)
}

/// Puts down what is not done, and strikes it out again.
pub(super) fn withhold(p: &Procedure, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    ours_and_open(p)?;
    let event = match command {
        Command::Withhold { by, item, words } => {
            stands(p, &item.ground, context)?;
            Event::Withheld { by, item, words: words.ok_or(Refusal::ReasonsMissing)? }
        }
        Command::Release { by, item } => {
            refuse_if(p.withheld.iter().all(|kept| kept.id != item), Refusal::NoSuchPiece)?;
            Event::Released { by, item }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

fn settled(p: &Procedure) -> Result<(), Refusal> {
    refuse_if(!p.is_settled(), Refusal::MailboxUnproven)
}

/// What was planned is done, by somebody who knew whose data they are.
fn done(p: &Procedure) -> Result<(), Refusal> {
    if p.right.touches_data() {
        identity_confirmed(p)?;
    }
    refuse_if(p.acts_open().next().is_some(), Refusal::ActsOpen)
}

fn all_done(p: &Procedure, decision: &Decision) -> Result<(), Refusal> {
    refuse_if(!p.withheld.is_empty(), Refusal::SomethingWithheld)?;
    refuse_if(decision.ground.is_some(), Refusal::GroundNotForThis)
}

/// A ground stands against this right. Consent goes as easily as it came (Art. 7(3)), and direct marketing stops
/// (Art. 21(3)). National law is a ground by a provision that is law today where the controller is, and no other.
fn stands(p: &Procedure, invoked: &Invoked, context: &Context<'_>) -> Result<(), Refusal> {
    refuse_if(p.right == Right::ConsentWithdrawal, Refusal::CannotBeRefused)?;
    refuse_if(p.direct_marketing, Refusal::MarketingStops)?;
    refuse_if(invoked.ground.article(p.right).is_none(), Refusal::GroundNotForThis)?;
    if invoked.ground != Ground::NationalLaw {
        return refuse_if(invoked.exemption.is_some(), Refusal::ExemptionNotForThis);
    }
    let id = invoked.exemption.as_ref().ok_or(Refusal::ExemptionMissing)?;
    let (state, today) = (context.place.member_state, context.place.date(context.now));
    let is_law = context.exemptions.by_id(id).is_some_and(|row| row.stands(state, p.right, today));
    refuse_if(!is_law, Refusal::ExemptionNotForThis)
}

fn reasoned(decision: &Decision) -> Result<(), Refusal> {
    refuse_if(decision.words.is_none(), Refusal::ReasonsMissing)?;
    remedied(decision)
}

fn remedied(decision: &Decision) -> Result<(), Refusal> {
    refuse_if(decision.remedies.is_none(), Refusal::RemediesMissing)
}
