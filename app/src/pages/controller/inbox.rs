//! What was passed on to a controller.

use super::{navigation, path, state};
use crate::forms::Visit;
use crate::kit::{Due, Notice, Page, Shown, Time, Tone, Width};
use crate::texts::{Locale, td_string, words};
use desk::controller::InboxRow;
use domain::law::Place;
use jiff::Timestamp;
use leptos::prelude::*;

/// The list, newest first.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.controller().await?);
    let (name, rows) = (desk.name().await?, desk.inbox().await?);
    let operator = visit.office.operator();
    let list = if rows.is_empty() {
        let text = td_string!(locale, controller.inbox.empty, operator = &operator.name).to_string();
        view! { <Notice tone=Tone::Calm><p>{text}</p></Notice> }.into_any()
    } else {
        table(locale, visit.office.place(), visit.office.now(), rows)
    };
    let body = view! {
        <p class="lead">{td_string!(locale, controller.inbox.lead, operator = &operator.name).to_string()}</p>
        {list}
    };
    let page = Page::new(td_string!(locale, controller.inbox.title), body);
    Ok(page.caption(name).width(Width::Desk).navigation(navigation(locale)))
}

/// As the queue of the desk: cards on a phone, and a table to those who hear it, always.
fn table(locale: Locale, place: &Place, now: Timestamp, rows: Vec<InboxRow>) -> AnyView {
    let heads = [
        td_string!(locale, controller.inbox.expected),
        td_string!(locale, controller.inbox.reference),
        td_string!(locale, controller.inbox.right),
        td_string!(locale, controller.inbox.state),
        td_string!(locale, controller.inbox.received),
        td_string!(locale, controller.inbox.told),
    ];
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = rows.into_iter().map(|received| row(locale, heads, place, now, received)).collect_view();
    view! {
        <table class="cards inbox" role="table">
            <caption class="hidden">{td_string!(locale, controller.inbox.title)}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(
    locale: Locale,
    heads: [&'static str; 6],
    place: &Place,
    now: Timestamp,
    row: InboxRow,
) -> impl IntoView + use<> {
    let [expected_head, reference_head, right_head, state_head, received_head, told_head] = heads;
    let zone = place.zone.clone();
    let told = row.forwarding.told.map(|at| view! { <Time locale at zone=zone.clone()/> });
    let received = row.forwarding.received_by_processor;
    view! {
        <tr role="row">
            <td role="cell" data-label=expected_head class="due-cell">{expected(locale, place, now, &row)}</td>
            <th role="rowheader" scope="row" data-label=reference_head>
                <a class="reference" href=path(row.id)>{row.reference.to_string()}</a>
            </th>
            <td role="cell" data-label=right_head>
                <span>
                    {words::right_in_law(locale, row.right)} " "
                    <span class="article">{words::article(locale, row.right)}</span>
                </span>
            </td>
            <td role="cell" data-label=state_head>{state::tag(locale, &row)}</td>
            <td role="cell" data-label=received_head><Time locale at=received zone/></td>
            <td role="cell" data-label=told_head>{told}</td>
        </tr>
    }
}

/// By when the answer is expected; for what is over, nothing is.
pub(super) fn expected(locale: Locale, place: &Place, now: Timestamp, row: &InboxRow) -> AnyView {
    if !row.is_awaited() {
        return td_string!(locale, controller.inbox.not_expected).into_any();
    }
    let (due, provisional) = (row.expected.due, row.expected.provisional.is_some());
    let received = place.date(row.forwarding.received_by_processor);
    let days_left = row.expected.days_left(now, &place.zone);
    view! { <Due locale received due days_left provisional/> }.into_any()
}
