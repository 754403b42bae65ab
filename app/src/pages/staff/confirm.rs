//! "Is it still you?": before what forgets data or changes accounts.

use super::navigation;
use crate::forms::{Flaw, Form, Halt, Visit};
use crate::kit::{Button, ErrorSummary, Page, Post, Shown, TextField};
use crate::paths;
use crate::texts::td_string;
use desk::DeskError;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "confirm";

/// Asks for the password or a code.
pub async fn page(visit: Visit) -> Shown {
    let (locale, role, kept) = (visit.locale, visit.role().await?, visit.form(FORM).await?);
    let (field, is_faulty) = (kept.field(locale, "shown"), kept.is_faulty());
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, staff.confirm.lead)}</p>
        <Post action=Confirm::url()>
            <TextField
                field
                label=td_string!(locale, staff.confirm.shown)
                hint=td_string!(locale, staff.confirm.then)
                kind="password"
                autocomplete="current-password"
            />
            <Button>{td_string!(locale, staff.confirm.button)}</Button>
        </Post>
    };
    let page = Page::new(td_string!(locale, staff.confirm.title), body).faulty(is_faulty);
    Ok(page.navigation(navigation(locale, role)))
}

/// Takes the password or a code, and leads back to the page whose act asked for it.
#[server(prefix = "/do", endpoint = "staff/confirm")]
pub async fn confirm(
    /// Either of them.
    #[server(default)]
    shown: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CONFIRM)
        .settle(async |visit| {
            let desk = visit.account().await?;
            if shown.is_empty() {
                return Err(Halt::flaw("shown", Flaw::Missing));
            }
            desk.confirm(&visit.session, &shown).await.map_err(at_field)?;
            Ok(visit.interrupted().await?.unwrap_or_else(|| paths::STAFF.to_owned()))
        })
        .await
}

fn at_field(error: DeskError) -> Halt {
    match error {
        DeskError::WrongPassword => Halt::flaw("shown", Flaw::NotAccepted),
        other => other.into(),
    }
}
