//! An answer as it was given.

use super::{Row, SummaryList, paragraphs};
use crate::texts::{Locale, code, dates, td_string, words};
use desk::{Answered, WithheldItem};
use domain::law::{Authorities, Authority};
use leptos::prelude::*;

/// The words of an answer; of a refusal also its ground, what is withheld, and the remedies (Art. 12(4)).
pub fn answered(locale: Locale, answer: &Answered) -> AnyView {
    let ground = answer.ground.as_ref().map(|ground| {
        let key = td_string!(locale, common.answered.ground);
        view! { <SummaryList locale rows=vec![Row::new(key, words::ground_cited(locale, ground))]/> }
    });
    let text = answer.words.as_deref().map(paragraphs);
    view! {
        {ground}
        {text}
        {withheld(locale, &answer.withheld)}
        {remedies(locale, answer)}
    }
    .into_any()
}

/// What is not done, item by item.
pub fn withheld(locale: Locale, items: &[WithheldItem]) -> Option<AnyView> {
    let item = |item: &WithheldItem| {
        let until = item.until.map_or_else(
            || td_string!(locale, common.answered.no_end).to_owned(),
            |date| dates::full_day(locale, date),
        );
        let rows = vec![
            Row::new(td_string!(locale, common.answered.ground), words::ground_cited(locale, &item.ground)),
            Row::new(td_string!(locale, common.answered.until), until),
        ];
        view! {
            <li>
                <h4>{item.what.clone()}</h4>
                {paragraphs(&item.why)}
                <SummaryList locale rows/>
            </li>
        }
    };
    (!items.is_empty()).then(|| {
        view! {
            <h3>{td_string!(locale, common.answered.withheld)}</h3>
            <ul class="withheld">{items.iter().map(item).collect_view()}</ul>
        }
        .into_any()
    })
}

fn remedies(locale: Locale, answer: &Answered) -> Option<AnyView> {
    let authority = answer.authority()?;
    let states: Vec<_> = answer.remedies.iter().flat_map(|r| Authorities::bundled().of_states(r.court)).collect();
    let states = (!states.is_empty()).then(|| {
        view! {
            <p>{td_string!(locale, common.remedies.states)}</p>
            <ul>{states.into_iter().map(|one| view! { <li>{linked(locale, one)}</li> }).collect_view()}</ul>
        }
    });
    Some(
        view! {
            <h3>{td_string!(locale, common.remedies.title)}</h3>
            <p>{td_string!(locale, common.remedies.complain)} " " {linked(locale, authority)}</p>
            {address(authority)}
            {states}
            <p>{td_string!(locale, common.remedies.court)}</p>
        }
        .into_any(),
    )
}

/// A supervisory authority, with the page on which to complain.
pub fn linked(locale: Locale, authority: &Authority) -> AnyView {
    let name = authority.name(code(locale)).to_owned();
    match authority.page() {
        Some(page) => view! { <a href=page.to_owned() rel="noreferrer">{name}</a> }.into_any(),
        None => name.into_any(),
    }
}

/// How it is reached by those who do not complain on a page.
fn address(authority: &Authority) -> Option<impl IntoView + use<>> {
    let lines = authority.postal_address.iter().flatten().cloned();
    let lines: Vec<_> = lines.chain(authority.email.clone()).chain(authority.phone.clone()).collect();
    (!lines.is_empty()).then(|| view! { <p class="quiet-text small">{lines.join(" · ")}</p> })
}
