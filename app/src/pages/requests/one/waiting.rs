//! Why it takes longer, or what is in doubt.

use crate::forms::Visit;
use crate::kit::{Notice, Tone, paragraphs};
use crate::paths;
use crate::texts::{dates, td_string, words};
use desk::subject::SubjectRequest;
use leptos::prelude::*;

/// That we need more time, and why (Art. 12(3)); that we ask who it is (Art. 12(6)).
pub(super) fn view(visit: &Visit, request: &SubjectRequest) -> AnyView {
    if !request.procedure.is_open() {
        return ().into_any();
    }
    view! {
        {proving(visit, request)}
        {longer(visit, request)}
    }
    .into_any()
}

/// What the person is asked for, and what came of what they gave.
fn proving(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let (locale, p) = (visit.locale, &request.procedure);
    if p.proving.document.is_some() {
        return Some(to_show(visit, request, paths::send_document(&request.reference)));
    }
    if p.proving.takes_facts() {
        return Some(to_show(visit, request, paths::facts(&request.reference)));
    }
    if p.is_doubted() {
        return Some(doubt(visit, request));
    }
    let (tone, text) = match &p.proving.facts {
        _ if !p.proving.documents.is_empty() => (Tone::Good, td_string!(locale, subject.proof.given)),
        Some(round) if round.matched.is_some() => (Tone::Good, td_string!(locale, subject.proof.matched)),
        Some(_) => (Tone::Calm, td_string!(locale, subject.proof.over)),
        None => return None,
    };
    Some(view! { <div role="status"><Notice tone><p>{text}</p></Notice></div> }.into_any())
}

/// The way to where they show who they are.
fn to_show(visit: &Visit, request: &SubjectRequest, href: String) -> AnyView {
    let (locale, stands_still) = (visit.locale, stands_still(visit, request));
    view! {
        <Notice tone=Tone::Warning>
            <h2>{td_string!(locale, subject.proof.title)}</h2>
            <p>{td_string!(locale, subject.proof.asked)}</p>
            {stands_still}
            <p>
                <a class="button small" href=href>
                    {td_string!(locale, subject.proof.go)}
                </a>
            </p>
        </Notice>
    }
    .into_any()
}

/// That the time stands still, where it does.
fn stands_still(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let is_still =
        request.procedure.is_doubted() && visit.office.clock(&request.procedure).current.deadline().is_none();
    is_still.then(|| view! { <p>{td_string!(visit.locale, subject.request.stopped)}</p> }.into_any())
}

fn doubt(visit: &Visit, request: &SubjectRequest) -> AnyView {
    let (locale, stands_still) = (visit.locale, stands_still(visit, request));
    view! {
        <Notice tone=Tone::Warning>
            <p>{td_string!(locale, subject.request.doubt)}</p>
            {stands_still}
        </Notice>
    }
    .into_any()
}

fn longer(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let (locale, extension) = (visit.locale, request.extension.as_ref()?);
    let ground = words::extension_ground(locale, extension.ground);
    let day = dates::full_day(locale, request.deadline.due);
    let text = td_string!(locale, subject.request.extended, ground = ground, day = day).to_string();
    let section = view! {
        <section aria-labelledby="longer">
            <h2 id="longer">{td_string!(locale, subject.request.extended_title)}</h2>
            <p>{text}</p>
            <blockquote class="quoted">{paragraphs(&extension.reasons)}</blockquote>
        </section>
    };
    Some(section.into_any())
}
