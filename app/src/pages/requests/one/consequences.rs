//! What follows from what was done: who else was told of it (Art. 19), and when a restriction ends (Art. 18(3)).

use crate::forms::Visit;
use crate::kit::paragraphs;
use crate::texts::{Locale, dates, td_string};
use desk::NamedRecipient;
use desk::subject::SubjectRequest;
use domain::law::Place;
use domain::procedure::Spared;
use leptos::prelude::*;

/// Each recipient by its name, not by its kind (C-154/21).
pub(super) fn recipients(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let (locale, place) = (visit.locale, visit.office.place());
    let one =
        |one: &NamedRecipient| view! { <li><strong>{one.name.clone()}</strong> ": " {state(locale, place, one)}</li> };
    (!request.recipients.is_empty()).then(|| {
        view! {
            <section aria-labelledby="recipients">
                <h2 id="recipients">{td_string!(locale, subject.request.recipients)}</h2>
                <p>{td_string!(locale, subject.request.recipients_text)}</p>
                <ul>{request.recipients.iter().map(one).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn state(locale: Locale, place: &Place, one: &NamedRecipient) -> String {
    match (one.recipient.spared, one.recipient.told) {
        (Some(Spared::Impossible), _) => td_string!(locale, subject.request.recipient_impossible).to_owned(),
        (Some(Spared::Disproportionate), _) => {
            td_string!(locale, subject.request.recipient_disproportionate).to_owned()
        }
        (None, Some(at)) => {
            let day = dates::day(locale, place.date(at));
            td_string!(locale, subject.request.recipient_told, day = day).to_string()
        }
        (None, None) => td_string!(locale, subject.request.recipient_to_tell).to_owned(),
    }
}

/// That and when it ends, and why.
pub(super) fn lifting(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let (locale, told) = (visit.locale, request.lifting.as_ref()?);
    let (title, text) = match told.lifting.lifted {
        Some(at) => {
            let day = dates::full_day(locale, visit.office.place().date(at));
            let text = td_string!(locale, subject.request.lifted, day = day).to_string();
            (td_string!(locale, subject.request.lifted_title), text)
        }
        None => {
            let day = dates::full_day(locale, told.lifting.on);
            let text = td_string!(locale, subject.request.lifting, day = day).to_string();
            (td_string!(locale, subject.request.lifting_title), text)
        }
    };
    let section = view! {
        <section aria-labelledby="lifting">
            <h2 id="lifting">{title}</h2>
            <p>{text}</p>
            <blockquote class="quoted">{paragraphs(&told.reasons)}</blockquote>
        </section>
    };
    Some(section.into_any())
}
