//! What a controller says of a request: that it has it, how it answered, or that it is not its own.

use super::path;
use super::request::key;
use crate::forms::{Flaw, Form, Halt, Kept, day, lines};
use crate::kit::{Button, Post, SecondaryButton, Select, Submit, TextArea, TextField};
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use desk::controller::InboxRow;
use domain::forwarding::Report;
use domain::ids::ForwardingId;
use domain::procedure::Refusal;
use domain::words::{Channel, Outcome};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Longest reasons taken, in characters.
const REASONS_MAX: usize = 5_000;

/// The ways by which a controller may have answered.
const CHANNELS: [Channel; 5] = [Channel::Email, Channel::Letter, Channel::Web, Channel::Phone, Channel::Counter];

/// The button that tells the signer that the request has arrived; gone once it was pressed or there is nothing to tell.
pub(super) fn acknowledge(locale: Locale, row: &InboxRow) -> Option<AnyView> {
    let id = row.id.to_string();
    let section = || {
        view! {
            <section class="work" aria-labelledby="acknowledge-title">
                <h2 id="acknowledge-title">{td_string!(locale, controller.acknowledge.title)}</h2>
                <p>{td_string!(locale, controller.acknowledge.what)}</p>
                <Post action=AcknowledgeIt::url()>
                    <input type="hidden" name="id" value=id/>
                    <Button>{td_string!(locale, controller.acknowledge.button)}</Button>
                </Post>
            </section>
        }
    };
    (row.is_awaited() && row.forwarding.acknowledged.is_none()).then(|| section().into_any())
}

/// How it answered; the way on once it has the request.
pub(super) fn report(locale: Locale, row: &InboxRow, operator: &str, kept: &Kept) -> Option<AnyView> {
    let id = row.id.to_string();
    let what = td_string!(locale, controller.report.what, operator = operator).to_string();
    let secondary = row.forwarding.acknowledged.is_none();
    let [outcome, on, channel] = ["report_outcome", "report_on", "report_channel"].map(|name| kept.field(locale, name));
    let outcomes = Outcome::ALL.iter().filter(|outcome| outcome.is_decided_by_staff());
    let outcomes = outcomes.map(|one| (one.code().to_owned(), words::outcome(locale, *one).to_owned())).collect();
    let channels =
        CHANNELS.iter().map(|one| (one.code().to_owned(), words::answer_channel(locale, *one).to_owned())).collect();
    let section = || {
        view! {
            <section class="work" aria-labelledby="report-title">
                <h2 id="report-title">{td_string!(locale, controller.report.title)}</h2>
                <p>{what}</p>
                <Post action=ReportIt::url()>
                    <input type="hidden" name="id" value=id/>
                    <Select
                        field=outcome
                        label=td_string!(locale, controller.report.outcome)
                        nothing=td_string!(locale, controller.report.choose)
                        options=outcomes
                    />
                    <TextField
                        field=on
                        kind="date"
                        class="narrow"
                        label=td_string!(locale, controller.report.on)
                        hint=td_string!(locale, controller.report.on_hint)
                    />
                    <Select
                        field=channel
                        label=td_string!(locale, controller.report.channel)
                        nothing=td_string!(locale, controller.report.choose)
                        options=channels
                    />
                    <Submit secondary>{td_string!(locale, controller.report.button)}</Submit>
                </Post>
            </section>
        }
    };
    row.is_awaited().then(|| section().into_any())
}

/// That it is not its own; folded away, for it is the exception.
pub(super) fn dispute(locale: Locale, row: &InboxRow, operator: &str, kept: &Kept) -> Option<AnyView> {
    let id = row.id.to_string();
    let reasons = kept.field(locale, "dispute_reasons");
    let is_open = reasons.error.is_some();
    let what = td_string!(locale, controller.dispute.what, operator = operator).to_string();
    let section = || {
        view! {
            <details class="more" open=is_open>
                <summary>{td_string!(locale, controller.dispute.title)}</summary>
                <p>{what}</p>
                <Post action=DisputeIt::url()>
                    <input type="hidden" name="id" value=id/>
                    <TextArea field=reasons label=td_string!(locale, controller.dispute.reasons) rows=3/>
                    <SecondaryButton>{td_string!(locale, controller.dispute.button)}</SecondaryButton>
                </Post>
            </details>
        }
    };
    row.is_awaited().then(|| section().into_any())
}

/// Tells the signer that the controller has the request.
#[server(prefix = "/do", endpoint = "controller/acknowledge")]
pub async fn acknowledge_it(
    /// Which one.
    id: ForwardingId,
) -> Result<(), ServerFnError> {
    Form::new(key(id), path(id))
        .settle(async |visit| {
            visit.controller().await?.acknowledge(id).await?;
            Ok(path(id))
        })
        .await
}

/// Tells the signer that the controller answered.
#[server(prefix = "/do", endpoint = "controller/report")]
pub async fn report_it(
    /// Which one.
    id: ForwardingId,
    /// What the answer was.
    #[server(default)]
    report_outcome: String,
    /// On which day it was given.
    #[server(default)]
    report_on: String,
    /// By which way.
    #[server(default)]
    report_channel: String,
) -> Result<(), ServerFnError> {
    Form::new(key(id), path(id))
        .with("report_outcome", &report_outcome)
        .with("report_on", &report_on)
        .with("report_channel", &report_channel)
        .settle(async |visit| {
            let desk = visit.controller().await?;
            let (outcome, channel) = (Outcome::from_code(&report_outcome), Channel::from_code(&report_channel));
            let on = day(&report_on);
            let (Some(outcome), Some(on), Some(channel)) = (outcome, on, channel) else {
                let is_empty = report_on.trim().is_empty();
                let day = (!is_empty && on.is_none()).then_some(("report_on", Flaw::NotADate));
                let missing = [
                    ("report_outcome", outcome.is_none()),
                    ("report_on", is_empty),
                    ("report_channel", channel.is_none()),
                ];
                let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing);
                let flaws = missing.map(|(field, _)| (field, Flaw::Missing)).chain(day);
                return Err(Halt::Flawed(flaws.map(|(field, flaw)| (field.to_owned(), flaw)).collect()));
            };
            desk.report(id, Report { outcome, on, channel }).await.map_err(at_the_day)?;
            Ok(path(id))
        })
        .await
}

fn at_the_day(error: DeskError) -> Halt {
    match error {
        DeskError::Refused(Refusal::DayOutOfReach) => Halt::flaw("report_on", Flaw::OutOfReach),
        other => other.into(),
    }
}

/// Gives a request back that is not the controller's own.
#[server(prefix = "/do", endpoint = "controller/dispute")]
pub async fn dispute_it(
    /// Which one.
    id: ForwardingId,
    /// Why.
    #[server(default)]
    dispute_reasons: String,
) -> Result<(), ServerFnError> {
    Form::new(key(id), path(id))
        .with("dispute_reasons", &dispute_reasons)
        .settle(async |visit| {
            let desk = visit.controller().await?;
            lines("dispute_reasons", &dispute_reasons, REASONS_MAX)?;
            desk.dispute(id, &dispute_reasons).await.map_err(at_the_reasons)?;
            Ok(path(id))
        })
        .await
}

fn at_the_reasons(error: DeskError) -> Halt {
    match error {
        DeskError::Refused(Refusal::ReasonsMissing) => Halt::flaw("dispute_reasons", Flaw::Missing),
        other => other.into(),
    }
}
