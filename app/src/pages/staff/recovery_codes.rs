//! The recovery codes, right after they were made; nowhere and never again.

use super::navigation;
use crate::forms::{Form, Halt, Visit};
use crate::kit::{Button, Page, Post, Shown};
use crate::paths;
use crate::texts::td_string;
use desk::DeskError;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The codes, to print or to copy; without any that wait, on to the desk.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    let role = visit.role().await?;
    let codes = visit.office.recovery_codes(&visit.session).await?;
    let codes = codes.ok_or_else(|| Halt::Go(paths::STAFF.to_owned()))?;
    let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    let body = view! {
        <p>{td_string!(locale, staff.recovery.lead)}</p>
        <ol class="recovery-codes">{codes}</ol>
        <Post action=KeepRecoveryCodes::url()>
            <Button>{td_string!(locale, staff.recovery.button)}</Button>
        </Post>
    };
    Ok(Page::new(td_string!(locale, staff.recovery.title), body).navigation(navigation(locale, role)))
}

/// They are kept elsewhere now.
#[server(prefix = "/do", endpoint = "staff/recovery-codes")]
pub async fn keep_recovery_codes() -> Result<(), ServerFnError> {
    Form::new("recovery-codes", paths::RECOVERY_CODES)
        .settle(async |visit| match visit.office.keep_recovery_codes(&visit.session).await {
            Err(DeskError::NotSignedIn) => Err(Halt::Go(paths::STAFF_SIGN_IN.to_owned())),
            done => Ok(done.map(|()| paths::STAFF.to_owned())?),
        })
        .await
}
