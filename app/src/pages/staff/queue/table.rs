use super::super::{path, words};
use crate::kit::Due;
use crate::texts::{self, Locale, dates, td_string};
use desk::staff::QueueRow;
use domain::law::Place;
use jiff::civil::Date;
use leptos::prelude::*;

/// The list. On a phone its rows become cards, so every cell bears its heading, and the roles are said outright: a
/// table that is laid out otherwise is no table any more to those who hear it.
pub(super) fn view(locale: Locale, place: &Place, shows_ended: bool, rows: Vec<QueueRow>) -> AnyView {
    let heads = heads(locale, shows_ended);
    let head = heads.map(|text| view! { <th role="columnheader" scope="col">{text}</th> });
    let rows = rows.into_iter().map(|queued| row(locale, heads, place, queued)).collect_view();
    let caption = if shows_ended {
        td_string!(locale, staff.queue.caption_ended)
    } else {
        td_string!(locale, staff.queue.caption)
    };
    view! {
        <table class="cards queue" role="table">
            <caption class="hidden">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">{head.collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn heads(locale: Locale, shows_ended: bool) -> [&'static str; 6] {
    let (time, state) = if shows_ended {
        (td_string!(locale, staff.queue.ended), td_string!(locale, staff.queue.outcome))
    } else {
        (td_string!(locale, staff.queue.due), td_string!(locale, staff.queue.state))
    };
    [
        time,
        td_string!(locale, staff.queue.reference),
        td_string!(locale, staff.queue.right),
        td_string!(locale, staff.queue.relationship),
        state,
        td_string!(locale, staff.queue.received),
    ]
}

fn row(locale: Locale, heads: [&'static str; 6], place: &Place, row: QueueRow) -> impl IntoView + use<> {
    let received = place.date(row.received);
    let time = match row.ended {
        Some((_, at)) => day(locale, place.date(at)),
        None => running(locale, received, &row),
    };
    let [time_head, reference_head, right_head, relationship_head, state_head, received_head] = heads;
    view! {
        <tr role="row">
            <td role="cell" data-label=time_head class="due-cell">{time}</td>
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
            <td role="cell" data-label=state_head class="state-cell">{state(locale, &row)}</td>
            <td role="cell" data-label=received_head>
                <span>
                    {day(locale, received)} " "
                    <span class="beside">{texts::words::channel(locale, row.channel)}</span>
                </span>
            </td>
        </tr>
    }
}

fn running(locale: Locale, received: Date, row: &QueueRow) -> AnyView {
    let days_left = i64::from(row.days_left);
    let what =
        row.is_to_forward.then(|| view! { <span class="beside">{td_string!(locale, staff.queue.to_forward)}</span> });
    view! {
        <span>
            <Due locale received due=row.due days_left provisional=row.provisional/>
            {what}
        </span>
    }
    .into_any()
}

fn day(locale: Locale, day: Date) -> AnyView {
    view! { <time datetime=day.to_string()>{dates::day(locale, day)}</time> }.into_any()
}

/// Where it stands and whose turn it is; or how it ended, and on which ground it was refused.
fn state(locale: Locale, row: &QueueRow) -> impl IntoView + use<> {
    let outcome = row.ended.map(|(outcome, _)| outcome);
    let beside = match outcome {
        None => Some(words::party(locale, row.standing.waits_for())),
        Some(_) => row.ground.map(|ground| words::ground(locale, ground)),
    };
    let article = row.ground.and_then(|ground| ground.article(row.right));
    view! {
        <span>
            {words::tag(locale, row.standing, outcome)} " "
            {beside.map(|text| view! { <span class="beside">{text}</span> })}
            {article.map(|article| view! { <span class="article">{texts::words::cited(locale, article)}</span> })}
        </span>
    }
}
