//! The authenticator app of one's own account.

use super::super::{navigation, second_factor};
use crate::forms::{Form, Halt, Visit};
use crate::kit::{ErrorSummary, Page, Post, SecondaryButton, Shown};
use crate::paths;
use crate::texts::{Locale, td_string};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

const FORM: &str = "account/app";

/// Whether there is one, and what can be done about it.
pub(super) fn section(locale: Locale, has_app: bool) -> impl IntoView {
    let rest = if has_app {
        view! {
            <p>{td_string!(locale, staff.account.app_there)}</p>
            <details class="more">
                <summary>{td_string!(locale, staff.account.app_remove)}</summary>
                <p>{td_string!(locale, staff.account.app_remove_why)}</p>
                <Post action=RemoveApp::url()>
                    <SecondaryButton>{td_string!(locale, staff.account.app_remove)}</SecondaryButton>
                </Post>
            </details>
        }
        .into_any()
    } else {
        view! {
            <p>{td_string!(locale, staff.account.app_none)}</p>
            <p><a class="button secondary" href=paths::APP>{td_string!(locale, staff.account.app_add)}</a></p>
        }
        .into_any()
    };
    view! {
        <h2>{td_string!(locale, staff.account.app_title)}</h2>
        {rest}
    }
}

/// What to put into the app; before that, who it is, for the app opens the account from then on.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.account().await?);
    let confirmed = match visit.confirmed().await {
        Ok(confirmed) => confirmed,
        Err(unconfirmed) => {
            visit.interrupt(paths::APP).await;
            return Err(unconfirmed);
        }
    };
    let offered = desk.offer_app(&visit.session, &confirmed).await?;
    let enrolment = offered.ok_or_else(|| Halt::Go(paths::ACCOUNT.to_owned()))?;
    let kept = visit.form(FORM).await?;
    let (field, is_faulty) = (kept.field(locale, second_factor::CODE), kept.is_faulty());
    let button = (AddApp::url(), td_string!(locale, staff.account.app_add_button), false);
    let app = second_factor::enrol::app(locale, &enrolment, field, button)?;
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, staff.enrol.app_why)} " " {td_string!(locale, staff.key.add_lead)}</p>
        {app}
    };
    let page = Page::new(td_string!(locale, staff.account.app_add), body).faulty(is_faulty);
    Ok(page.back(Some(paths::ACCOUNT.to_owned())).navigation(navigation(locale, desk.role())))
}

/// Takes the first code of an app.
#[server(prefix = "/do", endpoint = "staff/account/app/add")]
pub async fn add_app(
    /// The code as typed.
    #[server(default)]
    factor: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::APP)
        .settle(async |visit| {
            let desk = visit.account().await?;
            second_factor::required(&factor)?;
            let added = desk.add_app(&visit.session, &factor, &visit.confirmed().await?).await;
            added.map_err(second_factor::at_field)?;
            Ok(super::told())
        })
        .await
}

/// Takes the app away.
#[server(prefix = "/do", endpoint = "staff/account/app/remove")]
pub async fn remove_app() -> Result<(), ServerFnError> {
    // A trouble is told where its button stands.
    Form::new(super::password::FORM, paths::ACCOUNT)
        .settle(async |visit| {
            let desk = visit.account().await?;
            desk.remove_app(&visit.session, &visit.confirmed().await?).await?;
            Ok(super::told())
        })
        .await
}
