use super::super::{path, words};
use crate::kit::Due;
use crate::texts::{self, Locale, dates, td_string};
use desk::staff::QueueRow;
use domain::law::Place;
use leptos::prelude::*;

/// The list. On a phone its rows become cards, so every cell bears its heading, and the roles are said outright: a
/// table that is laid out otherwise is no table any more to those who hear it.
pub(super) fn view(locale: Locale, place: &Place, rows: Vec<QueueRow>) -> AnyView {
    let heads = [
        td_string!(locale, staff.queue.due),
        td_string!(locale, staff.queue.reference),
        td_string!(locale, staff.queue.right),
        td_string!(locale, staff.queue.relationship),
        td_string!(locale, staff.queue.state),
        td_string!(locale, staff.queue.received),
    ];
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = rows.into_iter().map(|queued| row(locale, heads, place, queued)).collect_view();
    view! {
        <table class="cards queue" role="table">
            <caption class="hidden">{td_string!(locale, staff.queue.caption)}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, heads: [&'static str; 6], place: &Place, row: QueueRow) -> impl IntoView + use<> {
    let received = place.date(row.received);
    let due = if row.outcome.is_some() { ended(locale, row.due) } else { running(locale, received, &row) };
    let [due_head, reference_head, right_head, relationship_head, state_head, received_head] = heads;
    view! {
        <tr role="row">
            <td role="cell" data-label=due_head class="due-cell">{due}</td>
            <th role="rowheader" scope="row" data-label=reference_head>
                <a class="reference" href=path(&row.reference)>{row.reference.to_string()}</a>
            </th>
            <td role="cell" data-label=right_head>
                <span>
                    {texts::words::right_in_law(locale, row.right)} " "
                    <span class="article">{texts::words::article(locale, row.right)}</span>
                </span>
            </td>
            <td role="cell" data-label=relationship_head>{texts::words::relationship(locale, row.relationship)}</td>
            <td role="cell" data-label=state_head>{words::tag(locale, row.standing, row.outcome)}</td>
            <td role="cell" data-label=received_head>
                <time datetime=row.received.to_string()>{dates::day(locale, received)}</time>
            </td>
        </tr>
    }
}

fn running(locale: Locale, received: jiff::civil::Date, row: &QueueRow) -> AnyView {
    let days_left = i64::from(row.days_left);
    view! { <Due locale received due=row.due days_left provisional=row.provisional/> }.into_any()
}

/// Nothing is left of the time of what has ended.
fn ended(locale: Locale, due: jiff::civil::Date) -> AnyView {
    view! { <time datetime=due.to_string()>{dates::day(locale, due)}</time> }.into_any()
}
