//! Who came in and who read what, for who oversees the work: what the log holds of it.

use super::navigation;
use crate::forms::Visit;
use crate::kit::{Notice, Page, Shown, Time, Tone, Width};
use crate::paths;
use crate::texts::{Locale, record, td_string};
use desk::access::{Entry, LogPage};
use domain::reference::Reference;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// A page of entries; of one request, who read it.
pub async fn page(visit: Visit) -> Shown {
    let desk = visit.overseeing().await?;
    let (locale, role) = (visit.locale, visit.role().await?);
    let of = visit.query("request").and_then(|text| Reference::parse(&text).ok());
    let below = visit.query("below").and_then(|text| text.parse().ok());
    let found = desk.entries(of.as_ref(), below).await?;
    let list = if found.entries.is_empty() {
        view! { <Notice tone=Tone::Calm><p>{td_string!(locale, record.none)}</p></Notice> }.into_any()
    } else {
        table(locale, &visit.office.place().zone, &found.entries)
    };
    let title = match &of {
        Some(reference) => td_string!(locale, record.of, reference = reference.to_string()).to_string(),
        None => td_string!(locale, record.title).to_owned(),
    };
    let body = view! {
        <p>{td_string!(locale, record.lead)}</p>
        {list}
        {pages(locale, of.as_ref(), below.is_some(), &found)}
    };
    let back = of.as_ref().map(super::path);
    Ok(Page::new(title, body).back(back).width(Width::Desk).navigation(navigation(locale, role)))
}

fn table(locale: Locale, zone: &TimeZone, entries: &[Entry]) -> AnyView {
    let heads = [
        td_string!(locale, record.when),
        td_string!(locale, record.who),
        td_string!(locale, record.what),
        td_string!(locale, record.position),
    ];
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = entries.iter().map(|entry| row(locale, heads, zone, entry)).collect_view();
    view! {
        <table class="cards" role="table">
            <caption class="hidden">{td_string!(locale, record.caption)}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, heads: [&'static str; 4], zone: &TimeZone, entry: &Entry) -> impl IntoView + use<> {
    let [when, who, what, position] = heads;
    let by = entry.by.as_ref().map(|name| {
        let by = td_string!(locale, record.by, name = name).to_string();
        view! { <span class="hint">{by}</span> }
    });
    let did = record::what(locale, entry);
    let did = match &entry.reference {
        Some(reference) => view! { <a href=super::path(reference)>{did}</a> }.into_any(),
        None => did.into_any(),
    };
    view! {
        <tr role="row">
            <td role="cell" data-label=when><Time locale at=entry.at zone=zone.clone()/></td>
            <th role="rowheader" scope="row" data-label=who>{record::who(locale, entry)}</th>
            <td role="cell" data-label=what>{did} " " {by}</td>
            <td role="cell" data-label=position>{entry.position}</td>
        </tr>
    }
}

/// The way on, and back to the newest.
fn pages(locale: Locale, of: Option<&Reference>, is_later: bool, found: &LogPage) -> impl IntoView + use<> {
    let first = is_later.then(|| paths::record(of, None));
    let next = found.next.map(|below| paths::record(of, Some(below)));
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pages" aria-label=td_string!(locale, staff.queue.pages)>
                {first.map(|path| view! { <a href=path>{td_string!(locale, staff.queue.first)}</a> })}
                {next.map(|path| view! { <a href=path rel="next">{td_string!(locale, staff.queue.next)}</a> })}
            </nav>
        }
    })
}
