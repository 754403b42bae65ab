//! One's own account: where it is signed in, its keys, its password, its recovery codes.

pub mod app;
pub mod keys;
pub mod links;
pub mod password;

use super::navigation;
use crate::forms::{Form, Visit};
use crate::kit::{ErrorSummary, Notice, Page, Post, SecondaryButton, Shown, Tag, Time, Tone};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::signin::OpenSession;
use domain::ids::SessionId;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.account().await?);
    let (sessions, zone) = (desk.sessions().await?, visit.office.place().zone.clone());
    let kept = visit.form(password::FORM).await?;
    let app = app::section(locale, desk.factors().await?.has_app);
    let keys = keys::section(locale, &zone, desk.keys().await?, visit.office.offers_keys());
    let links = links::section(locale, &visit.office, desk.links().await?);
    let is_faulty = kept.is_faulty();
    let is_done = visit.query("done").is_some() && !is_faulty;
    let has_others = sessions.len() > 1;
    let list = sessions.into_iter().map(|session| item(locale, &zone, &session)).collect_view();
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        {is_done.then(|| done(locale))}
        <p>{td_string!(locale, staff.account.role)} ": " <strong>{words::role(locale, desk.role())}</strong></p>
        <h2>{td_string!(locale, staff.account.sessions)}</h2>
        <p class="hint">{td_string!(locale, staff.account.sessions_why)}</p>
        <ul class="pieces">{list}</ul>
        {has_others.then(|| end_others(locale))}
        {keys}
        {app}
        {links}
        {password::section(locale, &kept)}
        {codes(locale)}
    };
    let page = Page::new(td_string!(locale, staff.account.title), body).faulty(is_faulty);
    Ok(page.navigation(navigation(locale, desk.role())))
}

fn done(locale: Locale) -> impl IntoView {
    view! { <div role="status"><Notice tone=Tone::Good><p>{td_string!(locale, staff.account.done)}</p></Notice></div> }
}

fn item(locale: Locale, zone: &TimeZone, session: &OpenSession) -> impl IntoView + use<> {
    let (began, used, id) = (session.began, session.used, session.id.to_string());
    let end = if session.is_this {
        view! { <Tag tone=Tone::Good text=td_string!(locale, staff.account.this)/> }.into_any()
    } else {
        view! {
            <Post action=EndSession::url()>
                <input type="hidden" name="id" value=id/>
                <SecondaryButton>{td_string!(locale, staff.account.end)}</SecondaryButton>
            </Post>
        }
        .into_any()
    };
    view! {
        <li class="piece">
            <p class="piece-facts">
                <span>{td_string!(locale, staff.account.began)} " " <Time locale at=began zone=zone.clone()/></span>
                <span>{td_string!(locale, staff.account.used)} " " <Time locale at=used zone=zone.clone()/></span>
            </p>
            {end}
        </li>
    }
}

fn end_others(locale: Locale) -> impl IntoView {
    view! {
        <Post action=EndOtherSessions::url()>
            <SecondaryButton>{td_string!(locale, staff.account.end_others)}</SecondaryButton>
        </Post>
    }
}

fn codes(locale: Locale) -> impl IntoView {
    view! {
        <h2>{td_string!(locale, staff.account.codes)}</h2>
        <p>{td_string!(locale, staff.account.codes_why)}</p>
        <Post action=RenewRecoveryCodes::url()>
            <SecondaryButton>{td_string!(locale, staff.account.codes_button)}</SecondaryButton>
        </Post>
    }
}

/// Where what was done is told.
fn told() -> String {
    format!("{}?done=1", paths::ACCOUNT)
}

/// Ends one session.
#[server(prefix = "/do", endpoint = "staff/account/end")]
pub async fn end_session(
    /// Which.
    id: SessionId,
) -> Result<(), ServerFnError> {
    Form::new("account/sessions", paths::ACCOUNT)
        .settle(async |visit| {
            visit.account().await?.end_session(id).await?;
            Ok(told())
        })
        .await
}

/// Ends all others.
#[server(prefix = "/do", endpoint = "staff/account/end-others")]
pub async fn end_other_sessions() -> Result<(), ServerFnError> {
    Form::new("account/sessions", paths::ACCOUNT)
        .settle(async |visit| {
            visit.account().await?.end_others().await?;
            Ok(told())
        })
        .await
}

/// Makes new recovery codes.
#[server(prefix = "/do", endpoint = "staff/account/recovery-codes")]
pub async fn renew_recovery_codes() -> Result<(), ServerFnError> {
    Form::new("account/codes", paths::ACCOUNT)
        .settle(async |visit| {
            let desk = visit.account().await?;
            desk.renew_recovery_codes(&visit.session, &visit.confirmed().await?).await?;
            Ok(paths::RECOVERY_CODES.to_owned())
        })
        .await
}
