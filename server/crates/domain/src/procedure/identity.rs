//! Who the person is: asked in steps, from the mildest on, and put on record with what that rests on (Art. 12(6)).

use super::guard::{open, ours_and_open, refuse_if};
use super::{Command, Commitment, Context, Event, Procedure, Refusal};
use crate::identity::{DocumentOutcome, DocumentPart, FactId};
use crate::ids::{DocumentId, StaffId};
use crate::words::IdentityBasis;

/// Asks, takes what is given, and records.
pub(super) fn identify(p: &Procedure, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let event = match command {
        Command::ConfirmIdentity { by, basis, reasons } => confirm(p, by, basis, reasons)?,
        Command::AskFacts { by, question, facts } => {
            asks_in_portal(p, context)?;
            let is_known = |fact: &FactId| context.policy.identity.fact(fact).is_some();
            refuse_if(facts.is_empty() || !facts.iter().all(is_known), Refusal::FactsMissing)?;
            Event::FactsAsked { by, question, facts }
        }
        Command::GiveFacts { is_match } => return give(p, is_match, context),
        Command::ShowEid { provider, is_match } => {
            ours_and_open(p)?;
            refuse_if(p.mailbox_proven.is_none(), Refusal::MailboxUnproven)?;
            refuse_if(p.identity.is_some(), Refusal::NothingToDoubt)?;
            refuse_if(context.policy.identity.is_satisfied_by(p), Refusal::MailboxSuffices)?;
            Event::EidShown { provider, is_match }
        }
        Command::AskDocument { by, question, parts, doubt, unfit } => {
            asks_in_portal(p, context)?;
            refuse_if(p.proving.eid.as_ref().is_some_and(|shown| shown.is_match), Refusal::EidSuffices)?;
            refuse_if(!context.policy.identity.document, Refusal::DocumentsOff)?;
            refuse_if(!p.proving.documents.is_empty(), Refusal::DocumentUnchecked)?;
            let doubt = doubt.ok_or(Refusal::ReasonsMissing)?;
            // Whoever was asked before had the milder way.
            refuse_if(p.identity_acts.is_empty() && unfit.is_none(), Refusal::MilderFirst)?;
            Event::DocumentAsked { by, question, parts: with_name(parts), doubt, unfit }
        }
        Command::GiveDocument { document } => {
            ours_and_open(p)?;
            refuse_if(p.proving.document.is_none(), Refusal::DocumentNotAsked)?;
            Event::DocumentGiven { by: None, document }
        }
        // People send such copies unasked, also to a processor; they are no less to be destroyed then.
        Command::TakeDocument { by, document } => {
            open(p)?;
            Event::DocumentGiven { by: Some(by), document }
        }
        Command::CheckDocument { by, document, parts, outcome } => return check(p, by, document, parts, outcome),
        Command::DestroyDocument { document, is_lost } => {
            let held = p.proving.documents.iter().find(|held| held.id == document);
            let held = held.ok_or(Refusal::NoSuchDocument)?;
            refuse_if(!is_lost && context.now < context.destroys(held.since), Refusal::NotYet)?;
            Event::DocumentDestroyed { document }
        }
        _ => return Ok(Vec::new()),
    };
    Ok(vec![event])
}

/// Whether who somebody is may be asked at all: not of who is known, nor twice at once, nor of who has shown enough.
pub(super) fn may_ask(p: &Procedure, context: &Context<'_>) -> Result<(), Refusal> {
    refuse_if(p.identity.is_some(), Refusal::NothingToDoubt)?;
    refuse_if(p.is_doubted(), Refusal::AskedAlready)?;
    let is_matched = p.proving.facts.as_ref().is_some_and(|round| round.matched.is_some());
    refuse_if(is_matched, Refusal::FactsSuffice)?;
    refuse_if(context.policy.identity.is_satisfied_by(p), Refusal::MailboxSuffices)
}

/// The same, for what can be given in the portal alone.
fn asks_in_portal(p: &Procedure, context: &Context<'_>) -> Result<(), Refusal> {
    ours_and_open(p)?;
    refuse_if(p.mailbox_proven.is_none(), Refusal::MailboxUnproven)?;
    may_ask(p, context)
}

/// What staff rely on is recorded, and a basis of their own is argued.
fn confirm(p: &Procedure, by: StaffId, basis: IdentityBasis, reasons: Option<Commitment>) -> Result<Event, Refusal> {
    ours_and_open(p)?;
    let relies_on_mailbox = basis == IdentityBasis::MailboxOnRecord;
    refuse_if(!p.is_settled(), Refusal::MailboxUnproven)?;
    refuse_if(relies_on_mailbox && p.mailbox_proven.is_none(), Refusal::MailboxUnproven)?;
    refuse_if(basis == IdentityBasis::Other && reasons.is_none(), Refusal::ReasonsMissing)?;
    refuse_if(basis == IdentityBasis::Document, Refusal::DocumentUnchecked)?;
    Ok(Event::IdentityConfirmed { by: Some(by), basis, reasons })
}

fn give(p: &Procedure, is_match: bool, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    ours_and_open(p)?;
    let round = p.proving.facts.as_ref().filter(|round| round.is_open()).ok_or(Refusal::FactsNotAsked)?;
    let mut events = vec![Event::FactsGiven { is_match, left: round.left.saturating_sub(1) }];
    if is_match && context.policy.identity.facts_confirm {
        events.push(Event::IdentityConfirmed { by: None, basis: IdentityBasis::FactsMatched, reasons: None });
    }
    Ok(events)
}

/// What matches is the identity; of a processor's signer it is not the processor's to establish.
fn check(
    p: &Procedure,
    by: StaffId,
    document: DocumentId,
    parts: Vec<DocumentPart>,
    outcome: DocumentOutcome,
) -> Result<Vec<Event>, Refusal> {
    open(p)?;
    refuse_if(!p.proving.documents.iter().any(|held| held.id == document), Refusal::NoSuchDocument)?;
    refuse_if(parts.is_empty(), Refusal::NothingChecked)?;
    let mut events = vec![Event::DocumentChecked { by, document, parts, outcome }];
    let is_ours = !p.relationship.is_processed_for_others();
    if outcome == DocumentOutcome::Matches && is_ours && p.is_settled() {
        events.push(Event::IdentityConfirmed { by: Some(by), basis: IdentityBasis::Document, reasons: None });
    }
    Ok(events)
}

/// A document says nothing without the name on it.
fn with_name(mut parts: Vec<DocumentPart>) -> Vec<DocumentPart> {
    parts.push(DocumentPart::Name);
    parts.sort_unstable();
    parts.dedup();
    parts
}
