//! What was taken in at once, when it was more than one request.

use super::super::{navigation, path};
use crate::forms::Visit;
use crate::kit::{Due, Notice, Page, Shown, Tone};
use crate::paths;
use crate::texts::{self, Locale, td_string};
use desk::staff::TakenIn;
use domain::law::Place;
use domain::reference::Reference;
use leptos::prelude::*;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let reference: Reference = visit.param("reference")?;
    let desk = visit.reading().await?;
    let taken = desk.taken_in(&reference).await?;
    let (locale, place) = (visit.locale, visit.office.place());
    let title = td_string!(locale, staff.taken.title, count = taken.len()).to_string();
    let body = view! {
        <div role="status">
            <Notice tone=Tone::Good>
                <p>{td_string!(locale, staff.taken.lead)}</p>
            </Notice>
        </div>
        {table(locale, place, &taken)}
        <p class="buttons">
            <a class="button" href=paths::STAFF>{td_string!(locale, staff.taken.queue)}</a>
            <a class="button secondary" href=paths::INTAKE>{td_string!(locale, staff.taken.another)}</a>
        </p>
    };
    Ok(Page::new(title, body).navigation(navigation(locale, desk.role())))
}

/// A table that becomes cards on a phone, as the queue does.
fn table(locale: Locale, place: &Place, taken: &[TakenIn]) -> impl IntoView + use<> {
    let heads = [
        td_string!(locale, staff.queue.reference),
        td_string!(locale, staff.queue.right),
        td_string!(locale, staff.queue.due),
    ];
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = taken.iter().map(|one| row(locale, heads, place, one)).collect_view();
    view! {
        <table class="cards" role="table">
            <caption class="hidden">{td_string!(locale, staff.taken.caption)}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn row(locale: Locale, heads: [&'static str; 3], place: &Place, one: &TakenIn) -> impl IntoView + use<> {
    let [reference_head, right_head, due_head] = heads;
    let (received, days_left) = (place.date(one.received), i64::from(one.days_left));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" data-label=reference_head>
                <a class="reference" href=path(&one.reference)>{one.reference.to_string()}</a>
            </th>
            <td role="cell" data-label=right_head>
                <span>
                    {texts::words::right_in_law(locale, one.right)} " "
                    <span class="article">{texts::words::article(locale, one.right)}</span>
                </span>
            </td>
            <td role="cell" data-label=due_head class="due-cell">
                <Due locale received due=one.due days_left provisional=one.provisional/>
            </td>
        </tr>
    }
}
