//! Which organisations does a signer mean? Asked once the mailbox is proven; where nothing can be shown, the page is
//! calm and the same, whatever the reason.

use super::navigation;
use crate::forms::{Field, Flaw, Form, Halt, Visit};
use crate::kit::{Button, Checkboxes, Choice, ErrorSummary, Page, Post, SecondaryButton, Shown};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use desk::subject::Nameable;
use domain::ids::{ControllerId, FilingId};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

const FIELD: &str = "organisations";

fn key(filing: FilingId) -> String {
    format!("organisations-{filing}")
}

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let filing: FilingId = visit.param("id")?;
    let offered = match visit.subject().await?.choice(filing).await {
        Ok(choice) => choice.organisations,
        Err(DeskError::NotFound) => return Ok(calm(visit.locale, None)),
        Err(error) => return Err(error.into()),
    };
    if offered.is_empty() {
        return Ok(calm(visit.locale, Some(filing)));
    }
    let locale = visit.locale;
    let kept = visit.form(&key(filing)).await?;
    let is_faulty = kept.is_faulty();
    let mut field = kept.field(locale, FIELD);
    if !kept.values.contains_key(FIELD) {
        field.values = offered.iter().filter(|one| one.named).map(|one| one.id.to_string()).collect();
    }
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, subject.organisations.lead)}</p>
        {ask(locale, filing, field, &offered)}
    };
    let page = Page::new(td_string!(locale, subject.organisations.title), body);
    Ok(page.faulty(is_faulty).navigation(navigation(locale)))
}

fn ask(locale: Locale, filing: FilingId, field: Field, offered: &[Nameable]) -> impl IntoView + use<> {
    let choice = |one: &Nameable| {
        let choice = Choice::new(one.id.to_string(), &one.name);
        if one.named { choice.hint(td_string!(locale, subject.organisations.named)) } else { choice }
    };
    let choices = offered.iter().map(choice).collect::<Vec<_>>();
    view! {
        <Post action=ChooseOrganisations::url()>
            <input type="hidden" name="filing" value=filing.to_string()/>
            <Checkboxes field legend=td_string!(locale, subject.organisations.legend) choices/>
            <Button>{td_string!(locale, subject.organisations.submit)}</Button>
            <p class="hint otherwise">{td_string!(locale, subject.organisations.none_what)}</p>
            <SecondaryButton name="none" value="yes">
                {td_string!(locale, subject.organisations.none)}
            </SecondaryButton>
        </Post>
    }
}

/// Nothing to choose: none may be named, none is known, it was chosen before, or it is not theirs.
fn calm(locale: Locale, filing: Option<FilingId>) -> Page {
    let on = match filing {
        Some(filing) => view! {
            <Post action=ChooseOrganisations::url()>
                <input type="hidden" name="filing" value=filing.to_string()/>
                <input type="hidden" name="none" value="yes"/>
                <Button>{td_string!(locale, subject.organisations.continue_on)}</Button>
            </Post>
        }
        .into_any(),
        None => view! {
            <p>
                <a class="button" href=paths::REQUESTS>
                    {td_string!(locale, subject.organisations.continue_on)}
                </a>
            </p>
        }
        .into_any(),
    };
    let body = view! {
        <p>{td_string!(locale, subject.organisations.calm)}</p>
        {on}
    };
    Page::new(td_string!(locale, subject.organisations.calm_title), body).navigation(navigation(locale))
}

/// Sends the filing's requests to the chosen organisations, or to staff.
#[server(prefix = "/do", endpoint = "filings/organisations")]
pub async fn choose_organisations(
    /// The filing.
    #[server(default)]
    filing: String,
    /// The ids of the organisations ticked.
    #[server(default)]
    organisations: Vec<String>,
    /// Whether "none of these" was pressed.
    #[server(default)]
    none: String,
) -> Result<(), ServerFnError> {
    let Ok(filing) = filing.parse::<FilingId>() else {
        return Form::new(super::FORM, paths::REQUESTS).settle(async |_| Err(DeskError::NotFound.into())).await;
    };
    Form::new(key(filing), paths::organisations(filing))
        .with_all(FIELD, organisations.clone())
        .settle(async |visit| {
            let desk = visit.subject().await?;
            let chosen = if none.is_empty() { chosen(&organisations)? } else { Vec::new() };
            desk.choose(filing, &chosen).await?;
            Ok(paths::REQUESTS.to_owned())
        })
        .await
}

/// The ids ticked; at least one.
fn chosen(organisations: &[String]) -> Result<Vec<ControllerId>, Halt> {
    let chosen: Result<Vec<ControllerId>, _> = organisations.iter().map(|id| id.parse()).collect();
    match chosen {
        Ok(chosen) if chosen.is_empty() => Err(Halt::flaw(FIELD, Flaw::Missing)),
        Ok(chosen) => Ok(chosen),
        Err(_) => Err(DeskError::NotFound.into()),
    }
}
