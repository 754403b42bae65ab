//! The desk: staff sign in, see what is due first, and answer; administrators manage their accounts.

pub mod intake;
pub mod letter;
pub mod people;
pub mod queue;
pub mod recovery_codes;
pub mod request;
pub mod second_factor;
pub mod sign_in;
mod words;

use crate::kit::sign_out;
use crate::paths;
use crate::texts::{Locale, td_string};
use domain::reference::Reference;
use domain::staff::{Permission, Role};
use leptos::prelude::*;

/// What stands in the header of every page of the desk.
fn navigation(locale: Locale, role: Role) -> impl IntoView {
    let links = [
        (Permission::Read, paths::STAFF, td_string!(locale, staff.queue.title)),
        (Permission::Act, paths::INTAKE, td_string!(locale, staff.intake.link)),
        (Permission::Administer, paths::PEOPLE, td_string!(locale, staff.people.title)),
    ];
    let open = links.into_iter().filter(|(permission, ..)| role.may(*permission));
    view! {
        {open.map(|(_, path, text)| view! { <a href=path>{text}</a> }).collect_view()}
        {sign_out(locale)}
    }
}

/// The page of a request, for staff.
fn path(reference: &Reference) -> String {
    format!("{}/requests/{reference}", paths::STAFF)
}
