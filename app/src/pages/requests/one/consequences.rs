//! What follows from what was done: when a restriction ends (Art. 18(3)).

use crate::forms::Visit;
use crate::kit::paragraphs;
use crate::texts::{dates, td_string};
use desk::subject::SubjectRequest;
use leptos::prelude::*;

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
