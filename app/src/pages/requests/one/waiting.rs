//! Why it takes longer, or what is in doubt.

use crate::forms::Visit;
use crate::kit::{Notice, Tone, paragraphs};
use crate::texts::{dates, td_string, words};
use desk::subject::SubjectRequest;
use leptos::prelude::*;

/// That we need more time, and why (Art. 12(3)); that we ask who it is (Art. 12(6)).
pub(super) fn view(visit: &Visit, request: &SubjectRequest) -> AnyView {
    if !request.procedure.is_open() {
        return ().into_any();
    }
    view! {
        {request.procedure.is_doubted().then(|| doubt(visit, request))}
        {longer(visit, request)}
    }
    .into_any()
}

fn doubt(visit: &Visit, request: &SubjectRequest) -> AnyView {
    let (locale, clock) = (visit.locale, visit.office.clock(&request.procedure));
    let stands_still = clock.current.deadline().is_none();
    view! {
        <Notice tone=Tone::Warning>
            <p>{td_string!(locale, subject.request.doubt)}</p>
            {stands_still.then(|| view! { <p>{td_string!(locale, subject.request.stopped)}</p> })}
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
