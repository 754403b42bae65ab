//! Until when: the answer, a refusal, a forwarding; and why.

use super::Seen;
use crate::kit::{Due, Notice, Row, SummaryList, Tone, Why, paragraphs};
use crate::texts::{self, dates, td_string};
use desk::Extension;
use domain::law::{Deadline, FurtherMonths};
use leptos::prelude::*;

/// The dates of the request.
pub(super) fn view(seen: &Seen) -> impl IntoView + use<> {
    let (locale, clock) = (seen.locale, &seen.request.clock);
    let forward_by = seen.request.forward_by.as_ref().map(|deadline| forward_by(seen, deadline));
    let last = if seen.request.procedure.is_open() {
        due(seen, clock.due())
    } else {
        let day = clock.due().due;
        view! { <time datetime=day.to_string()>{dates::day(locale, day)}</time> }.into_any()
    };
    view! {
        {forward_by}
        <section class="deadline" aria-labelledby="due-title">
            <h2 id="due-title">{td_string!(locale, staff.facts.due)}</h2>
            {last}
            {stopped(seen)}
            {others(seen)}
            <Why locale deadline=clock.due().clone()/>
        </section>
    }
}

fn due(seen: &Seen, deadline: &Deadline) -> AnyView {
    let received = seen.place.date(seen.request.procedure.received);
    let days_left = deadline.days_left(seen.now, &seen.place.zone);
    let provisional = deadline.provisional.is_some();
    view! { <Due locale=seen.locale received due=deadline.due days_left provisional/> }.into_any()
}

/// The processor's own duty: to pass it on promptly (Decision (EU) 2021/915, clause 8(a)).
fn forward_by(seen: &Seen, deadline: &Deadline) -> impl IntoView + use<> {
    let locale = seen.locale;
    view! {
        <section class="deadline" aria-labelledby="forward-title">
            <h2 id="forward-title">{td_string!(locale, staff.clock.forward)}</h2>
            {due(seen, deadline)}
            <Why locale deadline=deadline.clone()/>
        </section>
    }
}

/// That the clock stands still.
fn stopped(seen: &Seen) -> Option<AnyView> {
    let locale = seen.locale;
    let note = || {
        view! {
            <Notice tone=Tone::Calm>
                <p>{td_string!(locale, staff.clock.stopped)}</p>
            </Notice>
        }
        .into_any()
    };
    seen.request.clock.current.deadline().is_none().then(note)
}

/// The other dates, where there are any: of a refusal, and without a contested pause.
fn others(seen: &Seen) -> Option<AnyView> {
    let (locale, clock, p) = (seen.locale, &seen.request.clock, &seen.request.procedure);
    let day = |day| view! { <time datetime=format!("{day}")>{dates::day(locale, day)}</time> }.into_any();
    let mut rows = Vec::new();
    if let (Some(_), Some(first)) = (p.extension, clock.first_month.deadline()) {
        rows.push(Row::new(td_string!(locale, staff.clock.refusal), day(first.due)));
    }
    if clock.is_paused() {
        rows.push(Row::new(td_string!(locale, staff.clock.unpaused), day(clock.unpaused.due)));
    }
    (!rows.is_empty()).then(|| view! { <SummaryList locale rows/> }.into_any())
}

/// How the period was extended.
pub(super) fn extension(seen: &Seen, extension: &Extension) -> impl IntoView + use<> {
    let locale = seen.locale;
    let ground = texts::words::extension_ground(locale, extension.ground);
    let day = dates::instant(locale, extension.at, &seen.place.zone);
    let told = match extension.months {
        FurtherMonths::One => td_string!(locale, staff.extend.told_one, day = day).to_string(),
        FurtherMonths::Two => td_string!(locale, staff.extend.told_two, day = day).to_string(),
    };
    view! {
        <p>
            {told} " "
            <strong>{ground}</strong>
        </p>
        <blockquote class="quoted">{paragraphs(&extension.reasons)}</blockquote>
    }
}
