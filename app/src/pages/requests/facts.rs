//! Giving the facts that were asked. Which is wrong is told to nobody, and what was compared is not kept.

use super::navigation;
use crate::forms::{Form, Halt, Kept, Trouble, Visit};
use crate::kit::{Button, ErrorSummary, Page, Post, Shown, TextField};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use desk::identity::Given;
use domain::identity::{Fact, FactId, FactKind, FactsRound, TRIES};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use std::collections::BTreeMap;

/// The name under which facts are sent, one after the other.
const GIVEN: &str = "given[]";

fn key(reference: &Reference) -> String {
    format!("facts-{reference}")
}

fn control(id: &FactId) -> String {
    format!("given-{}", id.0)
}

/// The page, while facts are asked.
pub async fn page(visit: Visit) -> Shown {
    let reference: Reference = visit.param("reference")?;
    let request = visit.subject().await?.request(&reference).await?;
    let Some(round) = request.procedure.proving.facts.filter(FactsRound::is_open) else {
        return Err(Halt::Go(paths::request(&reference)));
    };
    let locale = visit.locale;
    let kept = visit.form(&key(&reference)).await?;
    let kept = if kept.is_faulty() || round.left == TRIES { kept } else { wrong(&visit) };
    let is_faulty = kept.is_faulty();
    let fields = round.facts.iter().map(|id| field(&visit, id, &kept)).collect_view();
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, subject.proof.facts_lead)}</p>
        <Post action=GiveFacts::url()>
            <input type="hidden" name="reference" value=reference.to_string()/>
            {fields}
            <p class="hint">{format!("{} {}", td_string!(locale, subject.proof.facts_hint), left(locale, round.left))}</p>
            <Button>{td_string!(locale, subject.proof.button)}</Button>
        </Post>
        {otherwise(locale, &reference)}
    };
    let page = Page::new(td_string!(locale, subject.proof.title), body).faulty(is_faulty);
    let page = page.caption(words::right(locale, request.procedure.right));
    Ok(page.back(Some(paths::request(&reference))).navigation(navigation(locale)))
}

/// That what was given did not match: told from the procedure, so that nothing of what was typed need be kept for it.
fn wrong(visit: &Visit) -> Kept {
    let trouble = Trouble { code: "facts_wrong".to_owned(), article: None, number: None, at: visit.office.now() };
    Kept { trouble: Some(trouble), ..Kept::default() }
}

fn left(locale: Locale, left: u8) -> String {
    if left == 1 {
        return td_string!(locale, subject.proof.left_one).to_owned();
    }
    td_string!(locale, subject.proof.left, left = left).to_string()
}

/// The way for who does not know, or will not.
pub(super) fn otherwise(locale: Locale, reference: &Reference) -> AnyView {
    let href = format!("{}#messages", paths::request(reference));
    view! {
        <p class="otherwise">
            {td_string!(locale, subject.proof.unknown)} " " <a href=href>{td_string!(locale, subject.proof.write)}</a> "."
        </p>
    }
    .into_any()
}

fn field(visit: &Visit, id: &FactId, kept: &Kept) -> AnyView {
    let (locale, fact) = (visit.locale, visit.office.identity().fact(id));
    let field = kept.field(locale, &control(id));
    let label = fact.map_or(id.0.clone(), |fact: &Fact| fact.label(locale.into()).to_owned());
    let input = match fact.map_or(FactKind::Text, |fact| fact.kind) {
        FactKind::Text => view! { <TextField field label sent_as=GIVEN autocomplete="off"/> }.into_any(),
        FactKind::Digits => {
            view! { <TextField field label sent_as=GIVEN autocomplete="off" inputmode="numeric"/> }.into_any()
        }
        FactKind::Date => {
            let hint = td_string!(locale, subject.proof.date_hint);
            view! { <TextField field label hint sent_as=GIVEN autocomplete="off" class="narrow"/> }.into_any()
        }
    };
    view! {
        <input type="hidden" name="fact[]" value=id.0.clone()/>
        {input}
    }
    .into_any()
}

/// Gives the facts.
#[server(prefix = "/do", endpoint = "requests/facts")]
pub async fn give_facts(
    /// About which request.
    #[server(default)]
    reference: String,
    /// Which facts, in their order.
    #[server(default)]
    fact: Vec<String>,
    /// What they are.
    #[server(default)]
    given: Vec<String>,
) -> Result<(), ServerFnError> {
    let Ok(reference) = reference.parse::<Reference>() else {
        let form = Form::new("facts", paths::REQUESTS);
        return form.settle(async |visit| visit.subject().await.and(Err(DeskError::NotFound.into()))).await;
    };
    let typed: BTreeMap<_, _> = fact.into_iter().map(FactId).zip(given).collect();
    let form = Form::new(key(&reference), paths::facts(&reference));
    // What is to be mended is kept until then. What can be compared is compared, and not kept.
    let is_compared = Visit::take().is_ok_and(|visit| visit.office.identity().normal(&typed).is_ok());
    let form =
        if is_compared { form } else { typed.iter().fold(form, |form, (id, text)| form.with(&control(id), text)) };
    form.settle(async |visit| {
        let desk = visit.subject().await?;
        match desk.give_facts(&reference, &typed).await.map_err(at_its_field)? {
            Given::Wrong { left: 1.. } => Ok(paths::facts(&reference)),
            Given::Wrong { left: 0 } | Given::Matched => Ok(paths::request(&reference)),
        }
    })
    .await
}

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::Facts(faults) => {
            Halt::Flawed(faults.into_iter().map(|(id, problem)| (control(&id), problem.into())).collect())
        }
        other => other.into(),
    }
}
