//! The end of a restriction: announced first, then lifted (Art. 18(3)).

use super::act::{self, Section};
use super::{Seen, posted};
use crate::forms::{Flaw, Halt, day};
use crate::kit::{Post, SecondaryButton, Tag, TextArea, TextField, Time, Tone, paragraphs};
use crate::texts::{self, dates, td_string};
use desk::{DeskError, ToldLifting};
use domain::procedure::{Command, Refusal, Writing};
use domain::reference::Reference;
use jiff::ToSpan;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What was told, or the form that tells it; nothing where nothing is restricted.
pub(super) fn section(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    let probe = Command::AnnounceLifting {
        by: act::SOMEBODY,
        on: seen.place.date(seen.now).saturating_add(1.day()),
        reasons: None,
    };
    let body = match (&seen.request.lifting, act::refusal(seen, probe)) {
        (Some(told), _) => announced(seen, told),
        (None, Some(Refusal::LiftingUnexplained)) => form(seen),
        (None, _) => return ().into_any(),
    };
    let done = if seen.is_mailed() {
        td_string!(locale, staff.lifting.done)
    } else {
        td_string!(locale, staff.lifting.done_letter)
    };
    let is_lifted = seen.request.lifting.as_ref().is_some_and(|told| told.lifting.lifted.is_some());
    view! {
        <section id=Section::Lifting.code() class="work" aria-labelledby="lifting-title">
            {act::heading(Section::Lifting, td_string!(locale, staff.lifting.title), is_lifted.then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Lifting, done)}
            {act::done_notice(seen, Section::Lift, td_string!(locale, staff.lifting.lift_done))}
            {body}
        </section>
    }
    .into_any()
}

/// What the person was told, and the second step.
fn announced(seen: &Seen, told: &ToldLifting) -> AnyView {
    let (locale, zone) = (seen.locale, &seen.place.zone);
    let (day, on) = (dates::instant(locale, told.lifting.announced, zone), dates::full_day(locale, told.lifting.on));
    let text = if seen.is_mailed() {
        td_string!(locale, staff.lifting.told, day = day, on = on).to_string()
    } else {
        td_string!(locale, staff.lifting.told_letter, day = day, on = on).to_string()
    };
    let next = match told.lifting.lifted {
        Some(at) => {
            let tag = view! { <Tag tone=Tone::Good text=td_string!(locale, staff.lifting.lifted)/> };
            view! { <p>{tag} " " <Time locale at zone=zone.clone()/></p> }.into_any()
        }
        None => view! { {letter(seen)} {lift(seen)} }.into_any(),
    };
    view! {
        <p>{text}</p>
        <blockquote class="quoted">{paragraphs(&told.reasons)}</blockquote>
        {next}
    }
    .into_any()
}

/// Who is not written to in the portal is told by letter; so is everybody whose mail does not leave.
fn letter(seen: &Seen) -> Option<AnyView> {
    let letter = posted::view(seen, Writing::Lifting);
    if !seen.is_mailed() {
        return Some(letter);
    }
    let folded = || {
        view! {
            <details class="more">
                <summary>{td_string!(seen.locale, staff.lifting.no_mail)}</summary>
                {letter}
            </details>
        }
        .into_any()
    };
    seen.request.procedure.dispatched(Writing::Lifting).is_none().then(folded)
}

fn lift(seen: &Seen) -> AnyView {
    let (locale, seen_version) = (seen.locale, act::seen(&seen.request));
    if seen.is_read_only() {
        return ().into_any();
    }
    if let Some(refusal) = act::refusal(seen, Command::LiftRestriction { by: act::SOMEBODY }) {
        return act::why_not(locale, refusal).into_any();
    }
    let by_letter = (!seen.is_mailed()).then(|| td_string!(locale, staff.lifting.lift_letter));
    view! {
        <p>{td_string!(locale, staff.lifting.lift)} " " {by_letter}</p>
        <Post action=LiftRestriction::url()>
            {seen_version}
            <SecondaryButton>{td_string!(locale, staff.lifting.lift_button)}</SecondaryButton>
        </Post>
    }
    .into_any()
}

/// Folded away: a restriction lasts.
fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Lifting));
    let language = texts::words::language(locale, seen.request.contact.language);
    let hint = td_string!(locale, staff.lifting.reasons_hint, language = language).to_string();
    let (is_open, seen_version) = (kept.is_faulty(), act::seen(&seen.request));
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.lifting.open)}</summary>
            <p>{td_string!(locale, staff.lifting.why)}</p>
            <Post action=AnnounceLifting::url()>
                {seen_version}
                <TextField
                    field=kept.field(locale, "lifting_on")
                    kind="date"
                    label=td_string!(locale, staff.lifting.on)
                    hint=td_string!(locale, staff.lifting.on_hint)
                />
                <TextArea
                    field=kept.field(locale, "lifting_reasons")
                    label=td_string!(locale, staff.lifting.reasons)
                    hint
                    rows=3
                />
                <SecondaryButton>{td_string!(locale, staff.lifting.button)}</SecondaryButton>
            </Post>
        </details>
    }
    .into_any()
}

/// Tells the person that the restriction ends.
#[server(prefix = "/do", endpoint = "staff/lifting/announce")]
pub async fn announce_lifting(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// From which day on the data are used again.
    #[server(default)]
    lifting_on: String,
    /// Why.
    #[server(default)]
    lifting_reasons: String,
) -> Result<(), ServerFnError> {
    Section::Lifting
        .form(&reference, version)
        .with("lifting_on", &lifting_on)
        .with("lifting_reasons", &lifting_reasons)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let missing =
                [("lifting_on", lifting_on.trim().is_empty()), ("lifting_reasons", lifting_reasons.trim().is_empty())];
            act::required(missing)?;
            act::checked("lifting_reasons", &lifting_reasons)?;
            let on = day(&lifting_on).ok_or_else(|| Halt::flaw("lifting_on", Flaw::NotADate))?;
            let done = desk.announce_lifting(&reference, version, on, &lifting_reasons).await;
            done.map_err(at_the_day)?;
            Ok(Section::Lifting.done(&reference))
        })
        .await
}

fn at_the_day(error: DeskError) -> Halt {
    match error {
        DeskError::Refused(Refusal::LiftingTooSoon) => Halt::flaw("lifting_on", Flaw::TooEarly),
        other => other.into(),
    }
}

/// Records that the restriction was lifted.
#[server(prefix = "/do", endpoint = "staff/lifting/lift")]
pub async fn lift_restriction(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
) -> Result<(), ServerFnError> {
    Section::Lift
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.lift_restriction(&reference, version).await?;
            Ok(Section::Lift.done_at(&reference, Section::Lifting))
        })
        .await
}
