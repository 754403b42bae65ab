//! All requests of a mailbox, and what nobody behind it has claimed yet.

pub mod document;
pub mod facts;
pub mod one;
pub mod organisations;
pub mod talk;
mod timeline;
mod trail;
pub mod who;

use crate::forms::{Form, Kept, Visit};
use crate::kit::{Due, ErrorSummary, Notice, Page, Post, SecondaryButton, Shown, Tag, Tone, sign_out};
use crate::paths;
use crate::texts::{Locale, asks, dates, td_string, words};
use desk::DeskError;
use desk::subject::{Overview, RequestCard, UnclaimedFiling};
use domain::ids::FilingId;
use domain::law::local_date;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

const FORM: &str = "requests";

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let overview = visit.subject().await?.overview().await?;
    let locale = visit.locale;
    let kept = visit.form(FORM).await?;
    let is_faulty = kept.is_faulty();
    let Overview { unclaimed, requests, choices, asks_who } = overview;
    let is_empty = unclaimed.is_empty() && requests.is_empty() && !asks_who;
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        {asks_who.then(|| who::question(locale, &kept))}
        {unclaimed.into_iter().map(|filing| yours(&visit, filing, &kept)).collect_view()}
        {choices.into_iter().map(|filing| to_choose(locale, filing)).collect_view()}
        {cards(&visit, requests)}
        {is_empty.then(|| empty(locale))}
        {(!asks_who).then(|| who::another(locale, &kept))}
        <p class="otherwise">
            <a href=paths::FILE>{td_string!(locale, subject.overview.new)}</a>
        </p>
    };
    let page = Page::new(td_string!(locale, subject.overview.title), body).faulty(is_faulty);
    Ok(page.navigation(sign_out(locale)))
}

/// Links for whoever is signed in as a data subject.
fn navigation(locale: Locale) -> impl IntoView {
    view! {
        <a href=paths::REQUESTS>{td_string!(locale, subject.navigation.requests)}</a>
        {sign_out(locale)}
    }
}

/// "Filed on … with your address; was it you?" Nothing but the date and the rights is shown before the answer.
fn yours(visit: &Visit, filing: UnclaimedFiling, kept: &Kept) -> impl IntoView + use<> {
    let locale = visit.locale;
    let who = (!filing.is_named).then(|| who::field(locale, Some(filing.id), kept));
    let place = visit.office.place();
    let date = if filing.is_taken_in {
        dates::day(locale, place.date(filing.received))
    } else {
        dates::instant(locale, filing.received, &place.zone)
    };
    let [claimed, disowned] = [filing.id.to_string(), filing.id.to_string()];
    let rights = filing.rights.iter().map(|right| words::right(locale, *right)).collect::<Vec<_>>().join(", ");
    view! {
        <section class="notice warning">
            <h2>{td_string!(locale, subject.overview.unclaimed)}</h2>
            <p>{td_string!(locale, subject.overview.unclaimed_text, date = date).to_string()}</p>
            <p>{td_string!(locale, subject.overview.unclaimed_wants)} " " {rights} "."</p>
            <p class="hint">{td_string!(locale, subject.overview.no_what)}</p>
            <div class="buttons">
                <Post action=ClaimFiling::url()>
                    <input type="hidden" name="filing" value=claimed/>
                    {who}
                    <SecondaryButton>{td_string!(locale, subject.overview.yes)}</SecondaryButton>
                </Post>
                <Post action=DisownFiling::url()>
                    <input type="hidden" name="filing" value=disowned/>
                    <SecondaryButton>{td_string!(locale, subject.overview.no)}</SecondaryButton>
                </Post>
            </div>
        </section>
    }
}

fn to_choose(locale: Locale, filing: FilingId) -> impl IntoView {
    view! {
        <Notice tone=Tone::Warning>
            <h2>{td_string!(locale, subject.overview.choice)}</h2>
            <p>{td_string!(locale, subject.overview.choice_text)}</p>
            <p>
                <a class="button small" href=paths::organisations(filing)>
                    {td_string!(locale, subject.overview.choose)}
                </a>
            </p>
        </Notice>
    }
}

/// What is open first, then what is closed.
fn cards(visit: &Visit, requests: Vec<RequestCard>) -> impl IntoView + use<> {
    let locale = visit.locale;
    let (open, closed): (Vec<_>, Vec<_>) = requests.into_iter().partition(|card| card.outcome.is_none());
    let titles = [td_string!(locale, subject.overview.open), td_string!(locale, subject.overview.closed)];
    let group = |(cards, title): (Vec<RequestCard>, &'static str)| {
        let items = cards.into_iter().map(|one| card(visit, one)).collect::<Vec<_>>();
        (!items.is_empty()).then(|| {
            view! {
                <h2>{title}</h2>
                <ul class="request-cards">{items}</ul>
            }
        })
    };
    [open, closed].into_iter().zip(titles).map(group).collect_view()
}

fn card(visit: &Visit, card: RequestCard) -> impl IntoView + use<> {
    let (locale, zone) = (visit.locale, &visit.office.place().zone);
    let received = local_date(card.received, zone);
    let tag = match card.outcome {
        Some(outcome) => view! { <Tag tone=Tone::Quiet text=words::outcome(locale, outcome)/> },
        None => view! { <Tag tone=card.standing.into() text=words::standing(locale, card.standing)/> },
    };
    let due = card.outcome.is_none().then(|| {
        let days_left = card.deadline.days_left(visit.office.now(), zone);
        let provisional = card.deadline.provisional.is_some();
        view! {
            <p class="small">
                {td_string!(locale, subject.overview.due)} " "
                <Due locale received due=card.deadline.due days_left provisional/>
            </p>
        }
    });
    let on_behalf = card.represented.as_ref().map(|represented| {
        let name = asks::on_behalf(locale, represented);
        view! { <p class="small">{format!("{} {name}", td_string!(locale, subject.request.on_behalf))}</p> }
    });
    view! {
        <li class="card">
            <h3>
                <a href=paths::request(&card.reference)>{words::right(locale, card.right)}</a>
            </h3>
            {on_behalf}
            <p class="small quiet-text">
                <span class="reference">{card.reference.to_string()}</span>
                {format!(" – {} {}", td_string!(locale, subject.overview.received), dates::day(locale, received))}
            </p>
            <p>{tag}</p>
            {due}
        </li>
    }
}

fn empty(locale: Locale) -> impl IntoView {
    view! {
        <div class="empty">
            <h2>{td_string!(locale, subject.overview.none)}</h2>
            <p>{td_string!(locale, subject.overview.none_text)}</p>
        </div>
    }
}

/// "Yes, this is mine." A signer's filing then asks which organisations are meant.
#[server(prefix = "/do", endpoint = "requests/claim")]
pub async fn claim_filing(
    /// The filing.
    #[server(default)]
    filing: String,
    /// The name under which it was filed, or a reference of it, unless it was said before.
    #[server(default)]
    who: String,
) -> Result<(), ServerFnError> {
    let Ok(filing) = filing.parse::<FilingId>() else {
        return Form::new(FORM, paths::REQUESTS).settle(async |_| Err(DeskError::NotFound.into())).await;
    };
    Form::new(FORM, paths::REQUESTS)
        .with(&who::control(Some(filing)), &who)
        .settle(async |visit| {
            let desk = visit.subject().await?;
            desk.claim(&visit.session, filing, &who).await.map_err(who::not_accepted(Some(filing), &who))?;
            Ok(paths::REQUESTS.to_owned())
        })
        .await
}

/// "Not mine."
#[server(prefix = "/do", endpoint = "requests/disown")]
pub async fn disown_filing(
    /// The filing.
    #[server(default)]
    filing: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::REQUESTS)
        .settle(async |visit| {
            let filing: FilingId = filing.parse().map_err(|_| DeskError::NotFound)?;
            visit.subject().await?.disown(filing).await?;
            Ok(paths::REQUESTS.to_owned())
        })
        .await
}
