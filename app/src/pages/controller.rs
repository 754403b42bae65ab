//! What a controller sees: how to come in, what was passed on to it, and each request with all that is needed to act.

pub mod acts;
pub mod inbox;
pub mod keys;
pub mod link;
pub mod request;
pub mod sign_in;
mod state;

use crate::kit::sign_out;
use crate::paths;
use crate::texts::{Locale, td_string};
use domain::ids::ForwardingId;
use leptos::prelude::*;

/// What stands in the header of every page of a controller.
fn navigation(locale: Locale) -> impl IntoView {
    view! {
        <a href=paths::CONTROLLER>{td_string!(locale, controller.inbox.title)}</a>
        <a href=paths::CONTROLLER_KEYS>{td_string!(locale, controller.keys.title)}</a>
        {sign_out(locale)}
    }
}

/// The page of a forwarded request.
fn path(id: ForwardingId) -> String {
    format!("{}/{id}", paths::CONTROLLER)
}
