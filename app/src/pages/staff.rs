//! The desk: staff sign in, see what is due first, and answer; administrators manage their accounts.

pub mod account;
pub mod confirm;
pub mod controllers;
pub mod intake;
pub mod invitation;
pub mod letter;
pub mod people;
pub mod queue;
pub mod record;
pub mod recovery_codes;
pub mod request;
pub mod second_factor;
pub mod sign_in;
mod words;

use crate::forms::{Flaw, Halt, Kept};
use crate::kit::{TextField, sign_out};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use domain::reference::Reference;
use domain::staff::{Permission, Role};
use leptos::prelude::*;

/// What stands in the header of every page of the desk.
fn navigation(locale: Locale, role: Role) -> impl IntoView {
    let links = [
        (Permission::Read, paths::STAFF, td_string!(locale, staff.queue.title)),
        (Permission::Act, paths::INTAKE, td_string!(locale, staff.intake.link)),
        (Permission::Read, paths::CONTROLLERS, td_string!(locale, staff.controllers.title)),
        (Permission::Oversee, paths::RECORD, td_string!(locale, record.link)),
        (Permission::Administer, paths::PEOPLE, td_string!(locale, staff.people.title)),
    ];
    let open = links.into_iter().filter(|(permission, ..)| role.may(*permission));
    view! {
        {open.map(|(_, path, text)| view! { <a href=path>{text}</a> }).collect_view()}
        <a href=paths::ACCOUNT>{td_string!(locale, staff.account.link)}</a>
        {sign_out(locale)}
    }
}

/// The page of a request, for staff.
fn path(reference: &Reference) -> String {
    format!("{}/requests/{reference}", paths::STAFF)
}

/// The two fields of a password that is chosen.
fn new_password(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let [chosen, again] = ["new_password", "again"].map(|name| kept.field(locale, name));
    view! {
        <TextField
            field=chosen
            label=td_string!(locale, staff.password.new)
            hint=td_string!(locale, staff.password.hint)
            kind="password"
            autocomplete="new-password"
        />
        <TextField
            field=again
            label=td_string!(locale, staff.password.again)
            kind="password"
            autocomplete="new-password"
        />
    }
}

/// Whether a password was chosen, and twice the same.
fn same_password(chosen: &str, again: &str) -> Result<(), Halt> {
    if chosen.is_empty() {
        return Err(Halt::flaw("new_password", Flaw::Missing));
    }
    if chosen == again { Ok(()) } else { Err(Halt::flaw("again", Flaw::NotAccepted)) }
}

/// What is wrong with a password is told at its field.
fn at_password(error: DeskError) -> Halt {
    match error {
        DeskError::Password(fault) => Halt::flaw("new_password", fault),
        other => other.into(),
    }
}
