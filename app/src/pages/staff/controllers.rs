//! The register of controllers, and where the notices of each go.

pub mod one;

use super::navigation;
use crate::forms::Visit;
use crate::kit::{Notice, Page, Search, Shown, Tag, Tone, Width};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::staff::Registered;
use leptos::prelude::*;

/// The register: what needs somebody first.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.reading().await?);
    let words = visit.query("q").unwrap_or_default();
    let found = desk.register(&words).await?;
    let further = (found.further > 0).then(|| {
        let text = td_string!(locale, staff.controllers.further, count = found.further).to_string();
        view! { <p class="hint">{text}</p> }
    });
    let body = view! {
        <p>{td_string!(locale, staff.controllers.lead)}</p>
        <Search
            action=paths::CONTROLLERS
            label=td_string!(locale, staff.route.search)
            words=words.clone()
            button=td_string!(locale, staff.route.search_button)
        />
        {list(locale, &words, found.controllers)}
        {further}
    };
    let page = Page::new(td_string!(locale, staff.controllers.title), body).width(Width::Desk);
    Ok(page.navigation(navigation(locale, desk.role())))
}

fn list(locale: Locale, words: &str, found: Vec<Registered>) -> AnyView {
    if found.is_empty() {
        let text = if words.is_empty() {
            td_string!(locale, staff.controllers.none)
        } else {
            td_string!(locale, staff.controllers.none_match)
        };
        return view! { <Notice tone=Tone::Calm><p>{text}</p></Notice> }.into_any();
    }
    let heads = [
        td_string!(locale, staff.controllers.name),
        td_string!(locale, staff.controllers.number),
        td_string!(locale, staff.controllers.contact),
        td_string!(locale, staff.controllers.state),
    ];
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = found.into_iter().map(|controller| row(locale, heads, controller)).collect_view();
    view! {
        <table class="cards" role="table">
            <caption class="hidden">{td_string!(locale, staff.controllers.title)}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, heads: [&'static str; 4], controller: Registered) -> impl IntoView {
    let [name, number, contact, state] = heads;
    let (tone, text) = standing(locale, &controller);
    let mailbox = controller.contact.or(controller.proposed).map(|contact| contact.mailbox).unwrap_or_default();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" data-label=name>
                <a href=paths::registered(controller.id)>{controller.name}</a>
            </th>
            <td role="cell" data-label=number>{controller.number}</td>
            <td role="cell" data-label=contact class="address">{mailbox}</td>
            <td role="cell" data-label=state><Tag tone text/></td>
        </tr>
    }
}

/// Where the contact stands, in a word or two: what needs somebody soonest.
fn standing(locale: Locale, controller: &Registered) -> (Tone, &'static str) {
    let bounces = controller.contact.as_ref().is_some_and(|contact| contact.bounced.is_some());
    match (&controller.contact, &controller.proposed) {
        (Some(_), _) if bounces => (Tone::Warning, td_string!(locale, staff.controllers.bounces)),
        (Some(_), Some(_)) => (Tone::Warning, td_string!(locale, staff.controllers.changes)),
        (Some(_), None) => (Tone::Good, td_string!(locale, staff.controllers.confirmed)),
        (None, _) if controller.waiting > 0 => (Tone::Warning, td_string!(locale, staff.controllers.holds_up)),
        (None, _) => (Tone::Quiet, td_string!(locale, staff.controllers.unconfirmed)),
    }
}
