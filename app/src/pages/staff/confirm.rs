//! "Is it still you?": before what forgets data or changes accounts.

use super::navigation;
use crate::forms::{Flaw, Form, Halt, Visit};
use crate::kit::{ErrorSummary, KeyForm, Page, Post, Shown, Submit, TextField};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use domain::staff::Factors;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "confirm";

/// Asks for one of the keys, the password or a code.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk, kept) = (visit.locale, visit.account().await?, visit.form(FORM).await?);
    let (factors, field, is_faulty) = (desk.factors().await?, kept.field(locale, "shown"), kept.is_faulty());
    let has_keys = visit.office.offers_keys() && factors.keys > 0;
    let label = if factors.has_app {
        td_string!(locale, staff.confirm.shown)
    } else {
        td_string!(locale, staff.sign_in.password)
    };
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, staff.confirm.lead)}</p>
        <p>{td_string!(locale, staff.confirm.then)}</p>
        {has_keys.then(|| by_key(locale, factors))}
        <Post action=Confirm::url()>
            <TextField field label kind="password" autocomplete="current-password"/>
            <Submit secondary=has_keys>{td_string!(locale, staff.confirm.button)}</Submit>
        </Post>
    };
    let page = Page::new(td_string!(locale, staff.confirm.title), body).faulty(is_faulty);
    Ok(page.navigation(navigation(locale, desk.role())))
}

fn by_key(locale: Locale, factors: Factors) -> impl IntoView {
    let or =
        if factors.has_app { td_string!(locale, staff.confirm.or_code) } else { td_string!(locale, staff.confirm.or) };
    view! {
        <KeyForm
            locale
            action=ConfirmByKey::url()
            ask=paths::ASK_CONFIRM
            label=td_string!(locale, staff.confirm.by_key)
        />
        <h2>{or}</h2>
    }
}

/// Takes what one of the keys signed, and leads back to the page whose act asked for it.
#[server(prefix = "/do", endpoint = "staff/confirm/key")]
pub async fn confirm_by_key(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CONFIRM)
        .settle(async |visit| {
            visit.account().await?.confirm_by_key(&visit.session, &signed).await?;
            Ok(visit.interrupted().await?.unwrap_or_else(|| paths::STAFF.to_owned()))
        })
        .await
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
