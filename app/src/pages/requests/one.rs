//! One request, as its data subject sees it.

mod consequences;
mod eid;
mod files;
mod waiting;

use super::{navigation, talk, timeline, trail};
use crate::forms::{Form, Halt, Visit};
use crate::kit::{
    Due, ErrorSummary, Page, Post, Row, Shown, SummaryList, Tag, Time, Timeline, Tone, Why, answered, contact_link,
    receipt, recipients_told,
};
use crate::pages::matter;
use crate::paths;
use crate::texts::{Locale, asks, dates, td_string, words};
use desk::subject::SubjectRequest;
use desk::{Answered, DeskError};
use domain::law::local_date;
use domain::reference::Reference;
use domain::words::{Outcome, Right};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

fn key(reference: &Reference) -> String {
    format!("request-{reference}")
}

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let reference: Reference = visit.param("reference")?;
    let desk = visit.subject().await?;
    // Who comes by a mail's link to a mailbox of several is asked for a name first.
    let request = desk.request(&reference).await.map_err(|error| match error {
        DeskError::NotFound if !desk.knows_who() => Halt::Go(paths::REQUESTS.to_owned()),
        error => error.into(),
    })?;
    let locale = visit.locale;
    let kept = visit.form(&key(&reference)).await?;
    let said = visit.form(&talk::key(&reference)).await?;
    let is_faulty = kept.is_faulty() || said.is_faulty();
    let right = request.procedure.right;
    let is_refused = last(&request).is_some_and(|answer| answer.remedies.is_some());
    let items = timeline::items(locale, &request.timeline);
    let body = view! {
        <ErrorSummary locale kept/>
        <ErrorSummary locale kept=said.clone()/>
        <p class="big-reference">
            <span class="label">{td_string!(locale, subject.request.reference)}</span>
            <span class="reference">{request.reference.to_string()}</span>
        </p>
        {answer(&visit, &request)}
        {waiting::view(&visit, &request)}
        {eid::view(&visit, &request)}
        {consequences::lifting(&visit, &request)}
        {talk::section(&visit, &request, &said)}
        {facts(&visit, &request)}
        {trail::trail(&visit, &request)}
        {recipients_told(locale, visit.office.place(), &request.recipients)}
        {earlier(&visit, &request)}
        <h2>{td_string!(locale, subject.request.history)}</h2>
        <Timeline locale zone=visit.office.place().zone.clone() items/>
        {proof(locale, &request)}
        {withdraw(locale, &request)}
        {(!is_refused).then(|| complain(&visit))}
    };
    let page = Page::new(words::right(locale, right), body);
    let caption = format!("{} – {}", words::right_in_law(locale, right), words::article(locale, right));
    Ok(page.caption(caption).back(Some(paths::REQUESTS.to_owned())).faulty(is_faulty).navigation(navigation(locale)))
}

fn facts(visit: &Visit, request: &SubjectRequest) -> impl IntoView + use<> {
    let (locale, place) = (visit.locale, visit.office.place());
    let p = &request.procedure;
    let received = receipt(locale, place, p.channel, p.received);
    let mut rows = vec![Row::new(td_string!(locale, subject.request.received), received)];
    rows.push(match p.closed {
        Some((outcome, _)) => Row::new(
            td_string!(locale, subject.request.outcome),
            view! { <Tag tone=tone(outcome) text=words::outcome(locale, outcome)/> },
        ),
        None => Row::new(
            td_string!(locale, subject.request.state),
            view! { <Tag tone=request.standing.into() text=words::standing(locale, request.standing)/> },
        ),
    });
    let is_ours = !p.relationship.is_processed_for_others();
    if p.is_open() && (is_ours || request.trail.is_empty()) {
        rows.push(Row::new(td_string!(locale, subject.request.due), due(visit, request)));
    }
    if let Some(represented) = &request.represented {
        let name = asks::on_behalf(locale, represented);
        let note = td_string!(locale, subject.request.authority);
        let value = view! { {name} <p class="hint">{note}</p> };
        rows.push(Row::new(td_string!(locale, subject.request.on_behalf), value));
    }
    view! {
        <SummaryList locale rows/>
        <h2>{td_string!(locale, subject.request.asked)}</h2>
        {asked(locale, request)}
    }
}

fn asked(locale: Locale, request: &SubjectRequest) -> AnyView {
    if !request.matter.is_empty() {
        return view! { <SummaryList locale rows=matter::rows(locale, &request.matter)/> }.into_any();
    }
    let everything = (request.procedure.right == Right::Access).then(|| td_string!(locale, filing.check.everything));
    view! { <p>{everything.unwrap_or_else(|| td_string!(locale, common.none))}</p> }.into_any()
}

const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Fulfilled | Outcome::AnsweredByController => Tone::Good,
        _ => Tone::Quiet,
    }
}

fn due(visit: &Visit, request: &SubjectRequest) -> impl IntoView + use<> {
    let (locale, place) = (visit.locale, visit.office.place());
    let deadline = request.deadline.clone();
    view! {
        <Due
            locale
            received=local_date(request.procedure.received, &place.zone)
            due=deadline.due
            days_left=deadline.days_left(visit.office.now(), &place.zone)
            provisional=deadline.provisional.is_some()
        />
        <Why locale deadline state=place.member_state/>
    }
}

/// The answer that ended it, while it has ended.
fn last(request: &SubjectRequest) -> Option<&Answered> {
    let (_, at) = request.procedure.closed?;
    request.answers.last().filter(|answer| answer.at == at)
}

/// What was answered before the request was taken up again.
fn earlier(visit: &Visit, request: &SubjectRequest) -> AnyView {
    let (locale, zone) = (visit.locale, &visit.office.place().zone);
    let end = request.procedure.closed.map(|(_, at)| at);
    let one = |answer: &Answered| {
        view! {
            <details class="more">
                <summary>
                    {td_string!(locale, subject.request.earlier)} ": " {words::outcome(locale, answer.outcome)} ", "
                    <Time locale at=answer.at zone=zone.clone()/>
                </summary>
                {answered(locale, answer)}
            </details>
        }
    };
    request.answers.iter().filter(|answer| Some(answer.at) != end).map(one).collect_view().into_any()
}

/// The answer in words, and its files while they can be had.
fn answer(visit: &Visit, request: &SubjectRequest) -> AnyView {
    let locale = visit.locale;
    let words = last(request).map(|answer| answered(locale, answer));
    let files = request.procedure.available_until.map(|until| {
        let until = dates::instant(locale, until, &visit.office.place().zone);
        if request.files.is_empty() {
            let gone = td_string!(locale, subject.request.files_gone, until = until).to_string();
            return view! { <p>{gone}</p> }.into_any();
        }
        view! {
            <h3>{td_string!(locale, subject.request.files)}</h3>
            <p>{td_string!(locale, subject.request.files_text, until = until).to_string()}</p>
            {files::list(visit, request)}
        }
        .into_any()
    });
    if words.is_none() && files.is_none() {
        return ().into_any();
    }
    view! {
        <section class="answer" aria-labelledby="answer">
            <h2 id="answer">{td_string!(locale, subject.request.answer)}</h2>
            {words}
            {files}
        </section>
    }
    .into_any()
}

/// What shows, also without us, that the request was received.
fn proof(locale: Locale, request: &SubjectRequest) -> Option<impl IntoView + use<>> {
    let href = paths::receipt(&request.reference);
    request.has_receipt.then(|| {
        view! {
            <p>
                <a href=href download>
                    {td_string!(locale, subject.request.receipt)}
                </a>
            </p>
            <p class="hint">{td_string!(locale, subject.request.receipt_what)}</p>
        }
    })
}

/// Withdrawing says what it does before it does it.
fn withdraw(locale: Locale, request: &SubjectRequest) -> Option<impl IntoView + use<>> {
    let reference = request.reference.to_string();
    request.procedure.is_open().then(|| {
        view! {
            <details class="withdraw">
                <summary>{td_string!(locale, subject.request.withdraw)}</summary>
                <p>{td_string!(locale, subject.request.withdraw_what)}</p>
                <Post action=WithdrawRequest::url()>
                    <input type="hidden" name="reference" value=reference/>
                    <button class="button danger" type="submit">
                        {td_string!(locale, subject.request.withdraw_do)}
                    </button>
                </Post>
            </details>
        }
    })
}

fn complain(visit: &Visit) -> impl IntoView + use<> {
    let (locale, operator) = (visit.locale, visit.office.operator());
    view! {
        <section class="complain" aria-labelledby="complain">
            <h2 id="complain">{td_string!(locale, subject.request.complain)}</h2>
            <p>{td_string!(locale, subject.request.complain_dpo)} " " {contact_link(&operator.dpo)}</p>
            <p>
                {td_string!(locale, subject.request.complain_authority)}
                " "
                <a href=operator.authority_url.clone()>{operator.authority_name.clone()}</a>
            </p>
        </section>
    }
}

/// Takes a request back.
#[server(prefix = "/do", endpoint = "requests/withdraw")]
pub async fn withdraw_request(
    /// Its reference.
    #[server(default)]
    reference: String,
) -> Result<(), ServerFnError> {
    let Ok(reference) = reference.parse::<Reference>() else {
        return Form::new(super::FORM, paths::REQUESTS).settle(async |_| Err(DeskError::NotFound.into())).await;
    };
    Form::new(key(&reference), paths::request(&reference))
        .settle(async |visit| {
            visit.subject().await?.withdraw(&reference).await?;
            Ok(paths::request(&reference))
        })
        .await
}
