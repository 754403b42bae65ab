//! The end of any session.

use crate::forms::{Form, Visit};
use crate::kit::{Page, Shown};
use crate::paths;
use crate::texts::td_string;
use leptos::prelude::*;

/// "You are signed out."
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    Ok(Page::new(
        td_string!(locale, subject.signed_out.title),
        view! {
            <p>{td_string!(locale, subject.signed_out.text)}</p>
            <p>
                <a href=paths::START>{td_string!(locale, errors.page.to_start)}</a>
            </p>
        },
    ))
}

/// Ends the session, and forgets what this browser typed.
#[server(prefix = "/do", endpoint = "sign-out")]
pub async fn sign_out_now() -> Result<(), ServerFnError> {
    Form::new("sign-out", paths::SIGN_OUT)
        .settle(async |visit| {
            visit.office.front().sign_out(&visit.session).await?;
            visit.forget_browser();
            Ok(paths::SIGN_OUT.to_owned())
        })
        .await
}
