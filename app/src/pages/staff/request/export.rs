use super::Seen;
use super::act;
use crate::texts::td_string;
use domain::procedure::{Command, Refusal};
use leptos::prelude::*;

/// What was gathered, to look at as it will be delivered; or why not yet.
pub(super) fn view(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    if request.pieces.is_empty() {
        return ().into_any();
    }
    let body = match act::refusal(seen, Command::Export { by: act::SOMEBODY }) {
        Some(Refusal::IdentityUnconfirmed) => act::why_not(locale, Refusal::IdentityUnconfirmed).into_any(),
        Some(_) => return ().into_any(),
        None => view! {
            <p>
                <a class="button secondary" href=format!("{}/package.zip", super::super::path(&request.reference))>
                    {td_string!(locale, staff.export.whole)}
                </a>
            </p>
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
        <h3>{td_string!(locale, staff.export.title)}</h3>
        {body}
    }
    .into_any()
}
