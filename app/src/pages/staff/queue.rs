//! The queue: what is due first, for whom, and whose turn it is.

mod filters;
mod table;
mod tally;
mod wanted;

use super::navigation;
use crate::forms::{Halt, Visit};
use crate::kit::{Notice, Page, Shown, Tone, Width};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::staff::QueuePage;
use domain::staff::Permission;
use leptos::prelude::*;
use wanted::Wanted;

/// The list, or the request itself when its reference was searched for.
pub async fn page(visit: Visit) -> Shown {
    if !visit.role().await?.may(Permission::Read) {
        // An administrator has no queue.
        return Err(Halt::Go(paths::PEOPLE.to_owned()));
    }
    let desk = visit.reading().await?;
    let (locale, wanted) = (visit.locale, Wanted::of(&visit));
    let unfound = match wanted.searched() {
        None => None,
        Some(Ok(reference)) if desk.has_request(&reference).await? => return Err(Halt::Go(super::path(&reference))),
        Some(found) => Some(search_error(locale, found.err())),
    };
    let queue = desk.queue(&wanted.filter()).await?;
    let is_faulty = unfound.is_some();
    let filters = filters::view(locale, &wanted, &queue.counts, unfound);
    let list = if queue.rows.is_empty() {
        nothing(locale, &wanted)
    } else {
        table::view(locale, visit.office.place(), wanted.filter().shows_ended(), queue.rows.clone())
    };
    let body = view! {
        {contacts(locale, desk.urgent_contacts().await?)}
        {filters}
        {tally::view(locale, wanted.filter().shows_ended(), queue.tally)}
        {list}
        {pages(locale, &wanted, &queue)}
    };
    let title = td_string!(locale, staff.queue.title);
    Ok(Page::new(title, body).width(Width::Desk).faulty(is_faulty).navigation(navigation(locale, desk.role())))
}

/// That contacts of controllers need somebody: requests wait for them.
fn contacts(locale: Locale, urgent: usize) -> Option<AnyView> {
    let text = match urgent {
        0 => return None,
        1 => td_string!(locale, staff.controllers.urgent_one).to_owned(),
        count => td_string!(locale, staff.controllers.urgent_many, count = count).to_string(),
    };
    let notice = view! {
        <Notice tone=Tone::Warning>
            <p>{text} " " <a href=paths::CONTROLLERS>{td_string!(locale, staff.controllers.look)}</a></p>
        </Notice>
    };
    Some(notice.into_any())
}

/// Why the search led to no request: no such reference, or none at all.
fn search_error(locale: Locale, error: Option<domain::reference::ReferenceError>) -> &'static str {
    match error.map(|error| error.code()) {
        None => td_string!(locale, staff.queue.search_unknown),
        Some("check") => td_string!(locale, staff.queue.search_check),
        Some("character") => td_string!(locale, staff.queue.search_character),
        Some(_) => td_string!(locale, staff.queue.search_length),
    }
}

/// What is said instead of an empty list.
fn nothing(locale: Locale, wanted: &Wanted) -> AnyView {
    let text = if wanted.is_narrowed() {
        td_string!(locale, staff.queue.none_match)
    } else {
        td_string!(locale, staff.queue.none_open)
    };
    let all = wanted.is_narrowed().then(|| {
        view! {
            <p>
                <a href=crate::paths::STAFF>{td_string!(locale, staff.queue.show_all)}</a>
            </p>
        }
    });
    view! {
        <Notice tone=Tone::Calm>
            <p>{text}</p>
            {all}
        </Notice>
    }
    .into_any()
}

/// The way on, and back to the first page.
fn pages(locale: Locale, wanted: &Wanted, queue: &QueuePage) -> impl IntoView + use<> {
    let next = queue.next.as_deref().map(|next| wanted.path_after(next));
    let first = wanted.after.is_some().then(|| wanted.path());
    let is_needed = next.is_some() || first.is_some();
    is_needed.then(|| {
        view! {
            <nav class="pages" aria-label=td_string!(locale, staff.queue.pages)>
                {first.map(|path| view! { <a href=path>{td_string!(locale, staff.queue.first)}</a> })}
                {next.map(|path| view! { <a href=path rel="next">{td_string!(locale, staff.queue.next)}</a> })}
            </nav>
        }
    })
}
