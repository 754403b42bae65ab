//! The accounts of staff, for administrators.

pub mod invite;
pub mod one;

use super::navigation;
use crate::forms::Visit;
use crate::kit::{Notice, Page, Shown, Tag, Tone, Width};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::administration::Account;
use domain::staff::Role;
use leptos::prelude::*;

/// Who may come to the desk, and as what.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.administration().await?);
    let accounts = desk.accounts().await?;
    let heads = [
        td_string!(locale, staff.people.name),
        td_string!(locale, staff.people.role),
        td_string!(locale, staff.people.factor),
        td_string!(locale, staff.people.change),
    ];
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = accounts.into_iter().map(|account| row(locale, heads, account)).collect_view();
    let done = match visit.query("done").as_deref() {
        Some("invited") => Some(td_string!(locale, staff.invite.done)),
        Some(_) => Some(td_string!(locale, staff.people.done)),
        None => None,
    };
    let done = done.map(|text| {
        view! { <div role="status"><Notice tone=Tone::Good><p>{text}</p></Notice></div> }
    });
    let body = view! {
        {done}
        <p>{td_string!(locale, staff.people.lead)}</p>
        <p><a class="button secondary" href=paths::INVITE>{td_string!(locale, staff.invite.title)}</a></p>
        <table class="cards" role="table">
            <caption class="hidden">{td_string!(locale, staff.people.title)}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    };
    let page = Page::new(td_string!(locale, staff.people.title), body).width(Width::Desk);
    Ok(page.navigation(navigation(locale, Role::Administrator)))
}

fn row(locale: Locale, heads: [&'static str; 4], account: Account) -> impl IntoView {
    let [name, role, factor, change] = heads;
    let state = if account.has_factor {
        td_string!(locale, staff.people.has_factor)
    } else {
        td_string!(locale, staff.people.no_factor)
    };
    let can_change = !account.is_own && !account.is_closed;
    let link = if can_change {
        let text = td_string!(locale, staff.people.change_of, name = &account.name).to_string();
        view! { <a href=paths::person(account.id)>{text}</a> }.into_any()
    } else if account.is_own {
        td_string!(locale, staff.people.own).into_any()
    } else {
        view! { <Tag tone=Tone::Quiet text=td_string!(locale, staff.people.closed)/> }.into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" data-label=name>{account.name}</th>
            <td role="cell" data-label=role>{words::role(locale, account.role)}</td>
            <td role="cell" data-label=factor>{state}</td>
            <td role="cell" data-label=change>{link}</td>
        </tr>
    }
}
