//! Answering: the outcome, with words.

use super::act::{self, Section};
use super::ended;
use super::{Seen, caution, grounds};
use crate::forms::{Flaw, Halt};
use crate::kit::{Choice, Notice, Post, Radios, Select, TextArea, Tone};
use crate::texts::{self, Locale, td_string};
use desk::DeskError;
use desk::staff::Verdict;
use domain::law::{Ground, Invoked};
use domain::procedure::{Command, Commitment, Decision, Refusal, Remedies};
use domain::reference::Reference;
use domain::words::{MetBy, Outcome, Right};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The answer: to be given, or as it was given.
pub(super) fn section(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    let (title, is_done, body) = match seen.request.procedure.closed {
        Some(end) => (td_string!(locale, staff.answer.ended_title), true, ended::view(seen, end)),
        None if seen.is_read_only() => (td_string!(locale, staff.answer.title), false, ().into_any()),
        None => (td_string!(locale, staff.answer.title), false, open(seen)),
    };
    view! {
        <section id=Section::Answer.code() class="work" aria-labelledby="answer-title">
            {act::heading(Section::Answer, title, is_done.then(|| act::tick(locale)))}
            {body}
            {ended::earlier(seen)}
        </section>
    }
    .into_any()
}

/// Why an outcome cannot be reached with any words and ground, if it cannot.
fn obstacle(seen: &Seen, outcome: Outcome) -> Option<Refusal> {
    let p = &seen.request.procedure;
    let ground = Ground::ALL.iter().copied().find(|ground| ground.article(p.right).is_some());
    let court = seen.operator.member_state;
    let decision = Decision {
        outcome,
        ground: ground.or(Some(Ground::NationalLaw)).filter(|_| outcome == Outcome::Refused).map(Invoked::from),
        words: Some(Commitment(String::new())),
        remedies: Some(Remedies { complaint: String::new(), court }),
        burden: Some(Commitment(String::new())),
    };
    act::refusal(seen, Command::Decide { by: act::SOMEBODY, decision })
}

/// Outcomes that are none for this request are not shown at all.
const fn is_out_of_place(obstacle: Option<Refusal>) -> bool {
    matches!(
        obstacle,
        Some(Refusal::ForTheController | Refusal::CannotBeRefused | Refusal::MarketingStops | Refusal::IdentityKnown)
    )
}

/// The form, as soon as any outcome can be reached; else why none can.
fn open(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    let offered = Outcome::ALL.iter().filter(|outcome| outcome.is_decided_by_staff());
    let offered = offered.map(|outcome| (*outcome, obstacle(seen, *outcome)));
    let offered: Vec<_> = offered.filter(|(_, obstacle)| !is_out_of_place(*obstacle)).collect();
    let is_possible = offered.iter().any(|(_, obstacle)| obstacle.is_none());
    match offered.as_slice() {
        [] => act::why_not(locale, Refusal::ForTheController).into_any(),
        [(_, Some(refusal)), ..] if !is_possible => act::why_not(locale, *refusal).into_any(),
        [_] if !seen.is_ours() => folded(seen),
        _ => {
            let is_refusable = offered.iter().any(|(outcome, _)| *outcome == Outcome::Refused);
            let (outcomes, ground) = (outcomes(seen, &offered), is_refusable.then(|| ground(seen)));
            let choice = view! { {late(seen)} {outcomes} {ground} }.into_any();
            form(seen, choice, words_hint(locale, seen.request.procedure.right))
        }
    }
}

/// To a signer, nothing can be answered but that nothing is held: seldom, so it is folded away.
fn folded(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    let outcome = view! { <input type="hidden" name="outcome" value=Outcome::NothingHeld.code()/> }.into_any();
    let form = form(seen, outcome, td_string!(locale, staff.answer.words_hint_nothing));
    let is_open = seen.kept(Section::Answer).is_faulty();
    view! {
        <p class="hint">{td_string!(locale, staff.answer.signer)}</p>
        <details open=is_open>
            <summary>{td_string!(locale, staff.answer.signer_nothing)}</summary>
            {form}
        </details>
    }
    .into_any()
}

/// The choice of outcomes, each with what stands in its way.
fn outcomes(seen: &Seen, offered: &[(Outcome, Option<Refusal>)]) -> impl IntoView + use<> {
    let (locale, kept) = (seen.locale, seen.kept(Section::Answer));
    let choice = |(outcome, obstacle): &(Outcome, Option<Refusal>)| {
        let choice = Choice::new(outcome.code(), words(locale, *outcome, seen.request.procedure.right));
        match obstacle {
            Some(refusal) => choice.hint(texts::troubles::refusal(locale, *refusal)),
            None => choice,
        }
    };
    let choices = offered.iter().map(choice).collect();
    view! {
        <Radios field=kept.field(locale, "outcome") legend=td_string!(locale, staff.answer.outcome) choices/>
    }
}

/// That a refusal comes late by now: it is owed all the same, and recorded so (Art. 12(4)).
fn late(seen: &Seen) -> Option<AnyView> {
    let first = seen.request.clock.first_month.deadline()?;
    let (locale, day) = (seen.locale, texts::dates::day(seen.locale, first.due));
    let note = || {
        let text = td_string!(locale, staff.answer.late, day = day).to_string();
        view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> }.into_any()
    };
    (!first.is_met_at(seen.now, &seen.place.zone)).then(note)
}

/// On what the whole is refused.
fn ground(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Answer));
    view! {
        <Select
            field=kept.field(locale, "ground")
            label=td_string!(locale, staff.answer.ground)
            hint=td_string!(locale, staff.answer.ground_hint)
            nothing=td_string!(locale, staff.answer.no_ground)
            options=grounds::options(seen)
        />
        {grounds::conditions(seen)}
        <TextArea
            field=kept.field(locale, "burden")
            label=td_string!(locale, staff.answer.burden)
            hint=td_string!(locale, staff.answer.burden_hint)
            rows=2
        />
    }
    .into_any()
}

fn form(seen: &Seen, outcome: AnyView, hint: &'static str) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Answer));
    let (seen_version, will) = (act::seen(&seen.request), consequences(seen));
    let button = act::button(seen, Section::Answer, td_string!(locale, staff.answer.button));
    let language = texts::words::language(locale, seen.request.contact.language);
    let hint = format!("{hint} {}", td_string!(locale, staff.answer.language, language = language));
    view! {
        <Post action=Decide::url()>
            {seen_version}
            {outcome}
            <TextArea field=kept.field(locale, "words") label=td_string!(locale, staff.answer.words) hint rows=6/>
            {will}
            {caution::view(locale, &kept)}
            {button}
        </Post>
    }
    .into_any()
}

fn words_hint(locale: Locale, right: Right) -> &'static str {
    if right.met_by() == MetBy::Data {
        td_string!(locale, staff.answer.words_hint_access)
    } else {
        td_string!(locale, staff.answer.words_hint)
    }
}

/// An outcome as staff choose it.
fn words(locale: Locale, outcome: Outcome, right: Right) -> &'static str {
    match (outcome, right) {
        (Outcome::Fulfilled, Right::Access) => td_string!(locale, staff.answer.fulfilled_access),
        (Outcome::Fulfilled, Right::Portability) => td_string!(locale, staff.answer.fulfilled_portability),
        (Outcome::Fulfilled, _) => td_string!(locale, staff.answer.fulfilled),
        (Outcome::PartlyFulfilled, _) => td_string!(locale, staff.answer.partly),
        (Outcome::Refused, _) => td_string!(locale, staff.answer.refused),
        (Outcome::IdentityNotEstablished, _) => td_string!(locale, staff.answer.identity_not_established),
        _ => td_string!(locale, staff.answer.nothing_held),
    }
}

/// What will happen, before it happens.
fn consequences(seen: &Seen) -> impl IntoView + use<> {
    let (locale, request) = (seen.locale, &seen.request);
    let is_proven = request.procedure.mailbox_proven.is_some();
    let mail = if is_proven {
        td_string!(locale, staff.answer.will_mail, name = &request.contact.name).to_string()
    } else {
        td_string!(locale, staff.answer.will_print).to_owned()
    };
    let files = (is_proven && !request.pieces.is_empty()).then(|| {
        view! { <li>{td_string!(locale, staff.answer.will_open)}</li> }
    });
    let remedies = seen.is_ours().then(|| view! { <li>{td_string!(locale, staff.answer.will_remedies)}</li> });
    view! {
        <Notice tone=Tone::Calm>
            <p>{td_string!(locale, staff.answer.will)}</p>
            <ul>
                <li>{mail}</li>
                {files}
                {remedies}
                <li>{td_string!(locale, staff.answer.will_close)}</li>
            </ul>
        </Notice>
    }
}

/// What is missing is told at its field.
fn at_its_field(error: DeskError, outcome: Outcome) -> Halt {
    match error {
        DeskError::Refused(Refusal::WordsMissing | Refusal::ReasonsMissing) => Halt::flaw("words", Flaw::Missing),
        DeskError::Refused(Refusal::GroundMissing) if outcome == Outcome::Refused => {
            Halt::flaw("ground", Flaw::Missing)
        }
        DeskError::Refused(Refusal::BurdenUnmet) => Halt::flaw("burden", Flaw::Missing),
        other => other.into(),
    }
}

/// Answers.
#[server(prefix = "/do", endpoint = "staff/answer")]
pub async fn decide(
    /// Which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// How it ends.
    #[server(default)]
    outcome: Option<Outcome>,
    /// On which ground, if the whole is refused.
    #[server(default)]
    ground: String,
    /// The answer in words.
    #[server(default)]
    words: String,
    /// What shows that it is unfounded or excessive.
    #[server(default)]
    burden: String,
    /// Of which cautions staff say that they know.
    #[server(default)]
    despite: Vec<String>,
) -> Result<(), ServerFnError> {
    let form = caution::kept(Section::Answer.form(&reference, version), &despite)
        .with("words", &words)
        .with("burden", &burden);
    form.with("ground", &ground)
        .with("outcome", outcome.map_or("", Outcome::code))
        .settle(async |visit| {
            let desk = visit.staff().await?.knowing(caution::known(&despite));
            let outcome = outcome.ok_or_else(|| Halt::flaw("outcome", Flaw::Missing))?;
            act::checked("words", &words)?;
            act::checked("burden", &burden)?;
            let ground = ground.parse().ok().filter(|_| outcome == Outcome::Refused);
            let done = desk.decide(&reference, version, &Verdict { outcome, ground, words, burden }).await;
            done.map_err(caution::told(|error| at_its_field(error, outcome)))?;
            Ok(Section::Answer.done(&reference))
        })
        .await
}
