//! Asking the person for facts that the operator knows too (Art. 12(6), 11(2)).

use super::Seen;
use super::act::{self, Section};
use crate::forms::{Flaw, Halt, Kept};
use crate::kit::{Post, TextField};
use crate::texts::td_string;
use desk::DeskError;
use domain::identity::{Fact, FactId, FactKind};
use domain::ids::MessageId;
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use std::collections::BTreeMap;

/// The name under which what staff know is sent, a fact after the other.
const KNOWN: &str = "known[]";

fn control(id: &FactId) -> String {
    format!("known-{}", id.0)
}

/// The form, folded away, while facts can be asked.
pub(super) fn view(seen: &Seen) -> Option<AnyView> {
    let facts = &seen.office.identity().facts;
    let first = facts.first().map(|fact| fact.id.clone());
    let question = MessageId(uuid::Uuid::nil());
    let probe = Command::AskFacts { by: act::SOMEBODY, question, facts: first.into_iter().collect() };
    act::refusal(seen, probe).is_none().then(|| form(seen, facts))
}

fn form(seen: &Seen, facts: &[Fact]) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Facts));
    let (is_open, seen_version) = (kept.is_faulty(), act::seen(&seen.request));
    let fields = facts.iter().map(|fact| field(seen, fact, &kept)).collect_view();
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.proof.facts_open)}</summary>
            <p>{td_string!(locale, staff.proof.facts_why)}</p>
            <p class="hint">{td_string!(locale, staff.proof.facts_hint)}</p>
            <Post action=AskFacts::url()>
                {seen_version}
                {fields}
                {act::plain_button(td_string!(locale, staff.proof.facts_button))}
            </Post>
        </details>
    }
    .into_any()
}

fn field(seen: &Seen, fact: &Fact, kept: &Kept) -> AnyView {
    let (locale, field) = (seen.locale, kept.field(seen.locale, &control(&fact.id)));
    let label = fact.label(locale.into()).to_owned();
    let id = fact.id.0.clone();
    let input = match fact.kind {
        FactKind::Date => {
            let hint = td_string!(locale, subject.proof.date_hint);
            view! { <TextField field label hint sent_as=KNOWN class="narrow"/> }.into_any()
        }
        FactKind::Text | FactKind::Digits => view! { <TextField field label sent_as=KNOWN class="narrow"/> }.into_any(),
    };
    view! {
        <input type="hidden" name="fact[]" value=id/>
        {input}
    }
    .into_any()
}

/// Asks for facts.
#[server(prefix = "/do", endpoint = "staff/facts")]
pub async fn ask_facts(
    /// About which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// All facts that can be asked, in their order.
    #[server(default)]
    fact: Vec<String>,
    /// What staff know of each; nothing of those that are not asked.
    #[server(default)]
    known: Vec<String>,
) -> Result<(), ServerFnError> {
    let first = fact.first().cloned().unwrap_or_default();
    let typed: BTreeMap<_, _> = fact.into_iter().map(FactId).zip(known).collect();
    let form = Section::Facts.form(&reference, version);
    let form = typed.iter().fold(form, |form, (id, text)| form.with(&control(id), text));
    form.settle(async |visit| {
        let desk = visit.staff().await?;
        let expected: BTreeMap<_, _> = typed.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        desk.ask_facts(&reference, version, &expected).await.map_err(|error| at_its_field(error, &FactId(first)))?;
        Ok(Section::Facts.done_at(&reference, Section::Identity))
    })
    .await
}

fn at_its_field(error: DeskError, first: &FactId) -> Halt {
    match error {
        DeskError::Facts(faults) => {
            Halt::Flawed(faults.into_iter().map(|(id, problem)| (control(&id), problem.into())).collect())
        }
        DeskError::Refused(Refusal::FactsMissing) => Halt::flaw(&control(first), Flaw::Missing),
        other => other.into(),
    }
}
