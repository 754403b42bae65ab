//! One account: another role, a lost second factor, the end of it.

use super::super::navigation;
use crate::forms::{Flaw, Form, Halt, Kept, Visit};
use crate::kit::{Choice, ErrorSummary, Page, Post, Radios, SecondaryButton, Shown};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use desk::administration::Account;
use domain::ids::StaffId;
use domain::staff::Role;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The account with what can be done about it; there is no such page for one's own, nor for a closed one.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk, id) = (visit.locale, visit.administration().await?, visit.param::<StaffId>("id")?);
    let found = desk.accounts().await?.into_iter().find(|account| account.id == id);
    let account = found.filter(|account| !account.is_own && !account.is_closed);
    let account = account.ok_or(Halt::Desk(DeskError::NotFound))?;
    let mut kept = visit.form(&key(id)).await?;
    kept.begin_with("role", account.role.code());
    let is_faulty = kept.is_faulty();
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        {account.email.clone().map(|email| view! { <p>{email}</p> })}
        {role(locale, id, &kept)}
        {reset(locale, &account)}
        {close(locale, id)}
    };
    let page = Page::new(account.name, body).caption(td_string!(locale, staff.people.one_title)).faulty(is_faulty);
    Ok(page.back(Some(paths::PEOPLE.to_owned())).navigation(navigation(locale, Role::Administrator)))
}

fn key(id: StaffId) -> String {
    format!("people/{id}")
}

fn role(locale: Locale, id: StaffId, kept: &Kept) -> impl IntoView + use<> {
    let choice =
        |role: &Role| Choice::new(role.code(), words::role(locale, *role)).hint(words::role_may(locale, *role));
    let (field, choices) = (kept.field(locale, "role"), Role::ALL.iter().map(choice).collect());
    view! {
        <Post action=ChangeRole::url()>
            <input type="hidden" name="id" value=id.to_string()/>
            <Radios
                field
                legend=td_string!(locale, staff.people.role_choose)
                hint=td_string!(locale, staff.people.role_why)
                choices
            />
            <SecondaryButton>{td_string!(locale, staff.people.role_button)}</SecondaryButton>
        </Post>
    }
}

fn reset(locale: Locale, account: &Account) -> Option<AnyView> {
    let id = account.id.to_string();
    let form = || {
        view! {
            <details class="more">
                <summary>{td_string!(locale, staff.people.reset)}</summary>
                <p>{td_string!(locale, staff.people.reset_why)}</p>
                <Post action=ResetFactor::url()>
                    <input type="hidden" name="id" value=id/>
                    <SecondaryButton>{td_string!(locale, staff.people.reset_button)}</SecondaryButton>
                </Post>
            </details>
        }
        .into_any()
    };
    account.has_factor.then(form)
}

fn close(locale: Locale, id: StaffId) -> impl IntoView {
    view! {
        <details class="more">
            <summary>{td_string!(locale, staff.people.close)}</summary>
            <p>{td_string!(locale, staff.people.close_why)}</p>
            <Post action=CloseAccount::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <SecondaryButton>{td_string!(locale, staff.people.close_button)}</SecondaryButton>
            </Post>
        </details>
    }
}

/// Gives somebody another role.
#[server(prefix = "/do", endpoint = "staff/people/role")]
pub async fn change_role(
    /// Whose account.
    id: StaffId,
    /// Which role.
    #[server(default)]
    role: Option<Role>,
) -> Result<(), ServerFnError> {
    Form::new(key(id), paths::person(id))
        .with("role", role.map_or("", Role::code))
        .settle(async |visit| {
            let desk = visit.administration().await?;
            let role = role.ok_or_else(|| Halt::flaw("role", Flaw::Missing))?;
            desk.change_role(id, role, &visit.confirmed().await?).await?;
            Ok(format!("{}?done=changed", paths::PEOPLE))
        })
        .await
}

/// Takes a lost second factor away.
#[server(prefix = "/do", endpoint = "staff/people/reset")]
pub async fn reset_factor(
    /// Whose.
    id: StaffId,
) -> Result<(), ServerFnError> {
    Form::new(key(id), paths::person(id))
        .settle(async |visit| {
            visit.administration().await?.reset_second_factor(id, &visit.confirmed().await?).await?;
            Ok(format!("{}?done=changed", paths::PEOPLE))
        })
        .await
}

/// Closes an account.
#[server(prefix = "/do", endpoint = "staff/people/close")]
pub async fn close_account(
    /// Whose.
    id: StaffId,
) -> Result<(), ServerFnError> {
    Form::new(key(id), paths::person(id))
        .settle(async |visit| {
            visit.administration().await?.close(id, &visit.confirmed().await?).await?;
            Ok(format!("{}?done=changed", paths::PEOPLE))
        })
        .await
}
