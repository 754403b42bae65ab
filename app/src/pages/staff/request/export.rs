use super::Seen;
use super::act;
use crate::texts::td_string;
use domain::procedure::{Command, Refusal};
use leptos::prelude::*;

/// What was gathered, to look at as it will be delivered.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let refusal = act::refusal(&request.procedure, Command::Export { by: act::SOMEBODY }, seen.now);
    let body = match refusal {
        // Says the section on gathering.
        Some(Refusal::NothingGathered) => return ().into_any(),
        Some(_) if request.pieces.is_empty() => return ().into_any(),
        Some(refusal) => act::why_not(locale, refusal).into_any(),
        None => view! {
            <p>
                <a class="button secondary" href=format!("{}/export.json", super::super::path(&request.reference))>
                    {td_string!(locale, staff.export.link)}
                </a>
            </p>
            <p class="hint">{td_string!(locale, staff.export.hint)}</p>
        }
        .into_any(),
    };
    view! {
        <section id="export" class="work" aria-labelledby="export-title">
            <div class="section-head">
                <h2 id="export-title">{td_string!(locale, staff.export.title)}</h2>
            </div>
            {body}
        </section>
    }
    .into_any()
}
