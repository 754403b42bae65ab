//! A forwarded request, with everything that its controller needs to act.

use super::{acts, inbox, navigation, path, state};
use crate::forms::{Kept, Visit};
use crate::kit::{ErrorSummary, Notice, Page, Row, Shown, SummaryList, Time, Tone, Why, Width};
use crate::pages::matter;
use crate::paths;
use crate::texts::{Locale, asks, countries, dates, td_string, words};
use desk::Operator;
use desk::controller::ForwardedRequest;
use domain::forwarding::ForwardingStanding;
use domain::ids::ForwardingId;
use domain::law::{Place, RelayStart};
use domain::words::Right;
use jiff::Timestamp;
use leptos::prelude::*;

/// What the page is made from.
struct Seen {
    locale: Locale,
    request: ForwardedRequest,
    operator: Operator,
    place: Place,
    now: Timestamp,
    /// Which receipt starts the month, as the operator reads the law.
    start: RelayStart,
}

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.controller().await?);
    let id: ForwardingId = visit.param("id")?;
    let request = desk.forwarding(id).await?;
    let kept = visit.form(&key(id)).await?;
    let (right, reference) = (request.row.right, request.row.reference.to_string());
    let is_faulty = kept.is_faulty();
    let seen = Seen {
        locale,
        request,
        operator: visit.office.operator().clone(),
        place: visit.office.place().clone(),
        now: visit.office.now(),
        start: visit.office.context().policy.clock.relay_start,
    };
    let page = Page::new(reference, body(&seen, kept)).caption(words::right_in_law(locale, right));
    let page = page.back(Some(paths::CONTROLLER.to_owned())).width(Width::Desk);
    Ok(page.faulty(is_faulty).navigation(navigation(locale)))
}

fn body(seen: &Seen, kept: Kept) -> impl IntoView + use<> {
    let (locale, row, operator) = (seen.locale, &seen.request.row, seen.operator.name.as_str());
    view! {
        <ErrorSummary locale kept=kept.clone()/>
        <div class="next-step">{state::tag(locale, &seen.request.row)} <p>{next(seen)}</p></div>
        {warning(seen)}
        <div class="request">
            <div class="request-facts">{facts(seen)}</div>
            <div class="request-work">
                {acts::acknowledge(locale, row)} {answer(seen)} {acts::report(locale, row, operator, &kept)} {download(seen)}
                {acts::dispute(locale, row, operator, &kept)}
            </div>
        </div>
    }
}

fn next(seen: &Seen) -> String {
    let (locale, row) = (seen.locale, &seen.request.row);
    let (day, operator) = (dates::day(locale, row.expected.due), &seen.operator.name);
    match row.forwarding.standing() {
        ForwardingStanding::Answered => td_string!(locale, controller.next.answered).to_owned(),
        ForwardingStanding::Disputed => td_string!(locale, controller.next.disputed, operator = operator).to_string(),
        _ if row.withdrawn => td_string!(locale, controller.next.withdrawn).to_owned(),
        ForwardingStanding::Acknowledged => td_string!(locale, controller.next.answer, day = day).to_string(),
        ForwardingStanding::Told | ForwardingStanding::Underway => {
            td_string!(locale, controller.next.acknowledge, day = day).to_string()
        }
    }
}

/// That nobody showed who asks, where nobody did.
fn warning(seen: &Seen) -> Option<AnyView> {
    let locale = seen.locale;
    let notice = || {
        view! {
            <Notice tone=Tone::Warning>
                <p><strong>{td_string!(locale, controller.unproven.title)}</strong></p>
                <p>{td_string!(locale, controller.unproven.text)}</p>
            </Notice>
        }
    };
    (!seen.request.row.forwarding.proven).then(|| notice().into_any())
}

fn facts(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    let start = match seen.start {
        RelayStart::EarlierReceipt => td_string!(locale, controller.facts.earlier),
        RelayStart::ProcessorReceipt => td_string!(locale, controller.facts.processor),
        RelayStart::ControllerReceipt => td_string!(locale, controller.facts.own),
    };
    let row = &seen.request.row;
    let expected = row.is_awaited().then(|| {
        view! {
            <section class="deadline" aria-labelledby="expected-title">
                <h2 id="expected-title">{td_string!(locale, controller.inbox.expected)}</h2>
                {inbox::expected(locale, &seen.place, seen.now, row)}
                <Why locale deadline=row.expected.clone()/>
                <p class="hint">{start}</p>
            </section>
        }
    });
    view! {
        {expected}
        <section aria-labelledby="what-title">
            <h2 id="what-title">{td_string!(locale, controller.facts.what)}</h2>
            <SummaryList locale rows=what(seen)/>
            {asked(seen)}
        </section>
        <section aria-labelledby="who-title">
            <h2 id="who-title">{td_string!(locale, controller.facts.who)}</h2>
            <SummaryList locale rows=who(seen)/>
        </section>
    }
    .into_any()
}

fn what(seen: &Seen) -> Vec<Row> {
    let (locale, row) = (seen.locale, &seen.request.row);
    let time = |at| view! { <Time locale at zone=seen.place.zone.clone()/> }.into_any();
    let right = view! {
        {words::right_in_law(locale, row.right)} " "
        <span class="article">{words::article(locale, row.right)}</span>
    };
    let operator = &seen.operator.name;
    let received = td_string!(locale, controller.facts.received, operator = operator).to_string();
    let mut rows = vec![
        Row::new(td_string!(locale, controller.inbox.right), right),
        Row::new(received, time(row.forwarding.received_by_processor)),
    ];
    rows.extend(row.forwarding.told.map(|at| Row::new(td_string!(locale, controller.facts.told), time(at))));
    let acknowledged = row.forwarding.acknowledged;
    rows.extend(acknowledged.map(|at| Row::new(td_string!(locale, controller.facts.acknowledged), time(at))));
    let (disputed, reported) = (row.forwarding.disputed, row.forwarding.reported);
    rows.extend(disputed.map(|at| Row::new(td_string!(locale, controller.dispute.disputed), time(at))));
    rows.extend(
        reported.map(|(_, said)| Row::new(td_string!(locale, controller.report.reported), words::report(locale, said))),
    );
    rows
}

/// What the person answered, question by question.
fn asked(seen: &Seen) -> AnyView {
    let (locale, said) = (seen.locale, &seen.request.matter);
    if !said.is_empty() {
        return view! { <SummaryList locale rows=matter::rows_cited(locale, said)/> }.into_any();
    }
    let text = if seen.request.row.right == Right::Access {
        td_string!(locale, controller.facts.everything)
    } else {
        td_string!(locale, controller.facts.no_words)
    };
    view! { <p class="hint">{text}</p> }.into_any()
}

fn who(seen: &Seen) -> Vec<Row> {
    let (locale, request) = (seen.locale, &seen.request);
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| td_string!(locale, common.none).to_owned());
    let proof = if request.row.forwarding.proven {
        td_string!(locale, controller.facts.proven)
    } else {
        td_string!(locale, controller.facts.unproven)
    };
    let contact = &request.contact;
    let mut rows = vec![
        Row::new(td_string!(locale, controller.facts.name), contact.name.clone()),
        Row::new(
            td_string!(locale, controller.facts.email),
            given(&contact.email.as_ref().map(|email| email.as_str().to_owned())),
        ),
        Row::new(td_string!(locale, controller.facts.checked), proof),
        Row::new(td_string!(locale, controller.facts.organisation), given(&request.signing.organisation)),
        Row::new(td_string!(locale, controller.facts.document), given(&request.signing.document)),
        Row::new(td_string!(locale, controller.facts.language), words::language(locale, contact.language)),
    ];
    if let Some(address) = &contact.address {
        let address = view! { <span class="as-written">{address.clone()}</span> };
        rows.insert(1, Row::new(td_string!(locale, controller.facts.address), address));
    }
    if let Some(represented) = &contact.represented {
        let note = td_string!(locale, controller.facts.authority);
        let whom = view! { {asks::on_behalf(locale, represented)} <p class="hint">{note}</p> };
        rows.insert(0, Row::new(td_string!(locale, controller.facts.on_behalf), whom));
        let email = represented.email.as_ref().map(|email| email.as_str().to_owned());
        rows.insert(1, Row::new(td_string!(locale, controller.facts.represented_email), given(&email)));
    }
    rows.extend(
        contact
            .country
            .map(|state| Row::new(td_string!(locale, controller.facts.country), countries::name(locale, state))),
    );
    rows
}

/// Who answers, to whom, in which language and by when.
fn answer(seen: &Seen) -> Option<AnyView> {
    let (locale, request) = (seen.locale, &seen.request);
    let language = words::language(locale, request.contact.language);
    let to = match (&request.contact.address, &request.contact.email) {
        (None, Some(email)) => {
            td_string!(locale, controller.answer.to, email = email.as_str(), language = language).to_string()
        }
        _ => td_string!(locale, controller.answer.by_letter, language = language).to_string(),
    };
    let day = dates::full_day(locale, request.row.expected.due);
    let operator = &seen.operator.name;
    let section = || {
        view! {
            <section class="work" aria-labelledby="answer-title">
                <h2 id="answer-title">{td_string!(locale, controller.answer.title)}</h2>
                <p>{td_string!(locale, controller.answer.you, operator = operator).to_string()}</p>
                <ul>
                    <li>{to}</li>
                    <li>{td_string!(locale, controller.answer.by, day = day).to_string()}</li>
                    <li>{td_string!(locale, controller.answer.identity)}</li>
                    <li>{td_string!(locale, controller.answer.held, operator = operator).to_string()}</li>
                </ul>
            </section>
        }
    };
    request.row.is_awaited().then(|| section().into_any())
}

fn download(seen: &Seen) -> AnyView {
    let (locale, row) = (seen.locale, &seen.request.row);
    view! {
        <section class="work" aria-labelledby="download-title">
            <h2 id="download-title">{td_string!(locale, controller.download.title)}</h2>
            <p>{td_string!(locale, controller.download.what)}</p>
            <p>
                <a class="button secondary" href=format!("{}/request.json", path(row.id))>
                    {td_string!(locale, controller.download.link)}
                </a>
            </p>
            <p>{td_string!(locale, controller.download.signed)}</p>
            <p>
                <a class="button secondary" href=format!("{}/request.jws", path(row.id))>
                    {td_string!(locale, controller.download.signed_link)}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// Under which name what was typed on this page is kept.
pub(super) fn key(id: ForwardingId) -> String {
    format!("controller/{id}")
}
