//! The desk: staff sign in, see what is due first, and answer.

pub mod intake;
pub mod letter;
pub mod queue;
pub mod request;
pub mod sign_in;
mod words;

use crate::kit::sign_out;
use crate::paths;
use crate::texts::{Locale, td_string};
use domain::reference::Reference;
use leptos::prelude::*;

/// What stands in the header of every page of the desk.
fn navigation(locale: Locale) -> impl IntoView {
    view! {
        <a href=paths::STAFF>{td_string!(locale, staff.queue.title)}</a>
        <a href=paths::INTAKE>{td_string!(locale, staff.intake.link)}</a>
        {sign_out(locale)}
    }
}

/// The page of a request, for staff.
fn path(reference: &Reference) -> String {
    format!("{}/requests/{reference}", paths::STAFF)
}
