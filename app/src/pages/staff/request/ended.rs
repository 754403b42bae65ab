//! What follows the end of a request.

use super::act::{self, Section};
use super::{Seen, posted, reopen};
use crate::kit::{Post, Row, SecondaryButton, SummaryList, Time, answered, paragraphs};
use crate::texts::{self, td_string};
use desk::Answered;
use domain::procedure::{Command, Writing};
use domain::reference::Reference;
use domain::words::Outcome;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// How a request ended, what was answered, and until when it can be fetched.
pub(super) fn view(seen: &Seen, (outcome, at): (Outcome, Timestamp)) -> AnyView {
    let (locale, request, zone) = (seen.locale, &seen.request, seen.place.zone.clone());
    let mut rows = vec![
        Row::new(td_string!(locale, staff.answer.outcome_was), texts::words::outcome(locale, outcome)),
        Row::new(td_string!(locale, staff.answer.ended_at), view! { <Time locale at zone=zone.clone()/> }),
    ];
    let is_letter = seen.is_answered_by_letter();
    if let Some(until) = request.procedure.available_until.filter(|_| !is_letter) {
        let key = if request.procedure.is_available(seen.now) {
            td_string!(locale, staff.answer.available_until)
        } else {
            td_string!(locale, staff.answer.was_available_until)
        };
        rows.push(Row::new(key, view! { <Time locale at=until zone/> }));
    }
    let done = if is_letter { td_string!(locale, staff.letter.ready) } else { td_string!(locale, staff.answer.done) };
    let answer = request.answers.last().filter(|answer| answer.at == at).map(|answer| quoted(seen, answer));
    view! {
        {act::done_notice(seen, Section::Answer, done)}
        {act::done_notice(seen, Section::Availability, td_string!(locale, staff.answer.again_done))}
        <SummaryList locale rows/>
        {answer}
        {burden(seen)}
        {letter(seen)}
        {again(seen)}
        {reopen::view(seen)}
    }
    .into_any()
}

/// What the data subject read.
fn quoted(seen: &Seen, answer: &Answered) -> AnyView {
    let locale = seen.locale;
    view! {
        <h3>{td_string!(locale, staff.answer.words_were)}</h3>
        <div class="quoted">{answered(locale, answer)}</div>
    }
    .into_any()
}

/// What shows that it is unfounded or excessive: for staff alone.
fn burden(seen: &Seen) -> Option<AnyView> {
    let (locale, burden) = (seen.locale, seen.request.burden.as_deref()?);
    let shown = view! {
        <h3>{td_string!(locale, staff.answer.burden)}</h3>
        <blockquote class="quoted">{paragraphs(burden)}</blockquote>
    };
    Some(shown.into_any())
}

/// The way to the answer on paper, for somebody who showed no mailbox to be theirs.
fn letter(seen: &Seen) -> Option<AnyView> {
    let is_due = seen.request.procedure.dispatched(Writing::Answer).is_none();
    seen.is_answered_by_letter().then(|| {
        view! {
            {is_due.then(|| view! { <p>{td_string!(seen.locale, staff.letter.needed)}</p> })}
            {posted::view(seen, Writing::Answer)}
        }
        .into_any()
    })
}

/// What was answered before the request was taken up again.
pub(super) fn earlier(seen: &Seen) -> Option<AnyView> {
    let (locale, zone) = (seen.locale, &seen.place.zone);
    let end = seen.request.procedure.closed.map(|(_, at)| at);
    let earlier: Vec<_> = seen.request.answers.iter().filter(|answer| Some(answer.at) != end).collect();
    let one = |answer: &&Answered| {
        view! {
            <p>
                <strong>{texts::words::outcome(locale, answer.outcome)}</strong>
                " "
                <Time locale at=answer.at zone=zone.clone()/>
            </p>
            {quoted(seen, answer)}
        }
    };
    (!earlier.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>{td_string!(locale, staff.answer.earlier)}</summary>
                {earlier.iter().map(one).collect_view()}
            </details>
        }
        .into_any()
    })
}

/// Opens the download again, once there was one.
fn again(seen: &Seen) -> Option<AnyView> {
    let (locale, request) = (seen.locale, &seen.request);
    let command = Command::MakeAvailable { by: act::SOMEBODY };
    let is_refused = act::refusal(seen, command).is_some();
    // Nobody could download it.
    let is_refused = is_refused || request.procedure.mailbox_proven.is_none();
    let why = td_string!(locale, staff.answer.again_why, name = &request.contact.name).to_string();
    let seen_version = act::seen(request);
    let form = || {
        view! {
            <div id=Section::Availability.code()>
                <p class="hint">{why}</p>
                <Post action=MakeAvailable::url()>
                    {seen_version}
                    <SecondaryButton>{td_string!(locale, staff.answer.again)}</SecondaryButton>
                </Post>
            </div>
        }
    };
    (!is_refused).then(|| form().into_any())
}

/// Opens the download again.
#[server(prefix = "/do", endpoint = "staff/available")]
pub async fn make_available(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
) -> Result<(), ServerFnError> {
    Section::Availability
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.make_available(&reference, version).await?;
            Ok(Section::Availability.done(&reference))
        })
        .await
}
