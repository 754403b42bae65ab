//! For a controller that comes without having come in.

use crate::forms::{Halt, Visit};
use crate::kit::{Page, Shown};
use crate::paths;
use crate::texts::td_string;
use leptos::prelude::*;

/// Tells that the link in the mail is the way in.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    if visit.office.controller(&visit.session).await.is_ok() {
        return Err(Halt::Go(paths::CONTROLLER.to_owned()));
    }
    let operator = visit.office.operator();
    let body = view! {
        <p>{td_string!(locale, controller.sign_in.text, operator = &operator.name).to_string()}</p>
        <p>{td_string!(locale, controller.sign_in.why)}</p>
        <p class="hint">{td_string!(locale, controller.sign_in.lost, contact = &operator.dpo).to_string()}</p>
    };
    Ok(Page::new(td_string!(locale, controller.sign_in.title), body))
}
