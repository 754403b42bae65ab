//! How far the person has come with showing who they are.

use super::Seen;
use super::act::{self, Section};
use super::identity::RecordIdentity;
use crate::kit::{Button, Notice, Post, Row, SummaryList, Tone};
use crate::texts::{Locale, td_string, words};
use desk::identity::EidClaims;
use domain::identity::{DocumentOutcome, FactsRound, IdentityPolicy};
use domain::ids::MessageId;
use domain::procedure::{Command, Event, Refusal};
use domain::words::IdentityBasis;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// What was asked, and what came of it.
pub(super) fn view(seen: &Seen) -> AnyView {
    view! {
        {act::done_notice(seen, Section::Facts, td_string!(seen.locale, staff.proof.facts_done))}
        {act::done_notice(seen, Section::Document, td_string!(seen.locale, staff.proof.document_done))}
        {enough(seen)}
        {seen.request.procedure.proving.facts.as_ref().map(|round| facts(seen, round))}
        {seen.request.eid.as_ref().map(|claims| eid(seen, claims))}
    }
    .into_any()
}

/// That nothing may be asked, where a mailbox is enough.
fn enough(seen: &Seen) -> Option<AnyView> {
    let probe = Command::AskFacts { by: act::SOMEBODY, question: MessageId(uuid::Uuid::nil()), facts: Vec::new() };
    let is_enough = act::refusal(seen, probe) == Some(Refusal::MailboxSuffices);
    is_enough.then(|| act::why_not(seen.locale, Refusal::MailboxSuffices).into_any())
}

fn facts(seen: &Seen, round: &FactsRound) -> AnyView {
    let locale = seen.locale;
    let facts = words::facts(locale, seen.office.identity(), &round.facts);
    if round.is_open() {
        let asked = td_string!(locale, staff.proof.facts_asked, facts = facts, left = round.left).to_string();
        return view! { <Notice tone=Tone::Calm><p>{asked}</p></Notice> }.into_any();
    }
    if round.matched.is_none() {
        let over = td_string!(locale, staff.proof.facts_over, facts = facts).to_string();
        return view! { <Notice tone=Tone::Warning><p>{over}</p></Notice> }.into_any();
    }
    let matched = td_string!(locale, staff.proof.facts_matched, facts = facts).to_string();
    view! {
        <Notice tone=Tone::Good><p>{matched}</p></Notice>
        {confirm(seen, IdentityBasis::FactsMatched, td_string!(locale, staff.proof.facts_confirm))}
    }
    .into_any()
}

/// What a provider said, to be compared with what is known of this person.
fn eid(seen: &Seen, claims: &EidClaims) -> AnyView {
    let (locale, shown) = (seen.locale, seen.request.procedure.proving.eid.as_ref());
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| td_string!(locale, common.none).to_owned());
    let rows = vec![
        Row::new(
            td_string!(locale, staff.proof.eid_by),
            shown.map(|shown| seen.office.provider_label(&shown.provider).to_owned()),
        ),
        Row::new(td_string!(locale, staff.proof.eid_name), said(&claims.name)),
        Row::new(td_string!(locale, staff.proof.eid_birth_date), said(&claims.birth_date)),
    ];
    let is_match = shown.is_some_and(|shown| shown.is_match);
    let (tone, text) = if is_match {
        (Tone::Good, td_string!(locale, staff.proof.eid_match))
    } else {
        (Tone::Warning, td_string!(locale, staff.proof.eid_other))
    };
    view! {
        <Notice tone><p>{text}</p></Notice>
        <SummaryList locale rows/>
        <p class="hint">{td_string!(locale, staff.proof.eid_until)}</p>
        {is_match.then(|| confirm(seen, IdentityBasis::Eid, td_string!(locale, staff.proof.eid_confirm)))}
    }
    .into_any()
}

/// One press puts on record what was found.
fn confirm(seen: &Seen, basis: IdentityBasis, text: &'static str) -> Option<AnyView> {
    let probe = Command::ConfirmIdentity { by: act::SOMEBODY, basis, reasons: None };
    let seen_version = act::seen(&seen.request);
    act::refusal(seen, probe).is_none().then(|| {
        view! {
            <Post action=RecordIdentity::url()>
                {seen_version}
                <input type="hidden" name="basis" value=basis.code()/>
                <Button>{text}</Button>
            </Post>
        }
        .into_any()
    })
}

/// An event on the ladder, as a sentence.
pub(super) fn sentence(locale: Locale, policy: &IdentityPolicy, event: &Event) -> String {
    let text = match event {
        Event::FactsAsked { facts, .. } => {
            let facts = words::facts(locale, policy, facts);
            return td_string!(locale, staff.timeline.facts_asked, facts = facts).to_string();
        }
        Event::FactsGiven { is_match: false, left } => {
            return td_string!(locale, staff.timeline.facts_wrong, left = left).to_string();
        }
        Event::FactsGiven { .. } => td_string!(locale, staff.timeline.facts_matched),
        Event::EidShown { provider, is_match: true } => {
            return td_string!(locale, staff.timeline.eid_shown, provider = provider).to_string();
        }
        Event::EidShown { provider, is_match: false } => {
            return td_string!(locale, staff.timeline.eid_other, provider = provider).to_string();
        }
        Event::DocumentAsked { parts, .. } => {
            let parts = words::document_parts(locale, parts);
            return td_string!(locale, staff.timeline.document_asked, parts = parts).to_string();
        }
        Event::DocumentGiven { by: Some(_), .. } => td_string!(locale, staff.timeline.document_taken),
        Event::DocumentChecked { parts, outcome, .. } => {
            let parts = words::document_parts(locale, parts);
            return match outcome {
                DocumentOutcome::Matches => {
                    td_string!(locale, staff.timeline.document_matches, parts = parts).to_string()
                }
                DocumentOutcome::Differs => {
                    td_string!(locale, staff.timeline.document_differs, parts = parts).to_string()
                }
            };
        }
        Event::DocumentDestroyed { .. } => td_string!(locale, staff.timeline.document_destroyed),
        _ => td_string!(locale, staff.timeline.document_given),
    };
    text.to_owned()
}
