//! Taking longer than a month (Art. 12(3)).

use super::act::{self, Section};
use super::{Seen, caution, clock, posted};
use crate::kit::{Choice, Post, Radios, TextArea};
use crate::texts::{self, td_string};
use domain::law::{ExtensionGround, ExtensionRefusal};
use domain::procedure::{Command, Refusal, Writing};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The grounds that the law knows.
const GROUNDS: [ExtensionGround; 2] = [ExtensionGround::Complexity, ExtensionGround::NumberOfRequests];

/// The extension, the form for one, or why there can be none any more.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, ground) = (seen.locale, Some(ExtensionGround::Complexity));
    let probe = Command::Extend { by: act::SOMEBODY, months: 1, ground, reasons: None };
    let told = seen.request.extension.as_ref().map(|told| clock::extension(seen, told).into_any());
    let body = match (told, act::refusal(seen, probe)) {
        (Some(told), _) => view! { {told} {letter(seen)} }.into_any(),
        (None, Some(Refusal::ExtensionUnexplained)) => form(seen),
        (None, Some(refusal @ Refusal::Extension(ExtensionRefusal::AfterFirstMonth))) => {
            act::why_not(locale, refusal).into_any()
        }
        (None, _) => return ().into_any(),
    };
    let done = if seen.is_mailed() {
        td_string!(locale, staff.extend.done)
    } else {
        td_string!(locale, staff.extend.done_letter)
    };
    let tick = seen.request.extension.is_some().then(|| act::tick(locale));
    view! {
        <section id=Section::Extend.code() class="work" aria-labelledby="extend-title">
            {act::heading(Section::Extend, td_string!(locale, staff.extend.title), tick)}
            {act::done_notice(seen, Section::Extend, done)}
            {body}
        </section>
    }
    .into_any()
}

/// Who is not written to in the portal is told by letter, within the first month too.
fn letter(seen: &Seen) -> Option<AnyView> {
    let is_letter = !seen.is_mailed() && seen.request.procedure.is_open();
    is_letter.then(|| posted::view(seen, Writing::Extension))
}

/// Folded away: most requests take no longer.
fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Extend));
    let grounds = GROUNDS.map(|ground| Choice::new(code(ground), texts::words::extension_ground(locale, ground)));
    let months = [
        Choice::new("1", td_string!(locale, staff.extend.one)),
        Choice::new("2", td_string!(locale, staff.extend.two)),
    ];
    let language = texts::words::language(locale, seen.request.contact.language);
    let hint = td_string!(locale, staff.extend.reasons_hint, language = language).to_string();
    let (is_open, seen_version) = (kept.is_faulty(), act::seen(&seen.request));
    let button = act::button(seen, Section::Extend, td_string!(locale, staff.extend.button));
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.extend.open)}</summary>
            <p>{td_string!(locale, staff.extend.why)}</p>
            <Post action=Extend::url()>
                {seen_version}
                <Radios
                    field=kept.field(locale, "extend_ground")
                    legend=td_string!(locale, staff.extend.ground)
                    hint=td_string!(locale, staff.extend.ground_hint)
                    choices=grounds.into()
                />
                <Radios
                    field=kept.field(locale, "extend_months")
                    legend=td_string!(locale, staff.extend.months)
                    choices=months.into()
                />
                <TextArea
                    field=kept.field(locale, "extend_reasons")
                    label=td_string!(locale, staff.extend.reasons)
                    hint
                    rows=3
                />
                {caution::view(locale, &kept)}
                {button}
            </Post>
        </details>
    }
    .into_any()
}

const fn code(ground: ExtensionGround) -> &'static str {
    match ground {
        ExtensionGround::Complexity => "complexity",
        ExtensionGround::NumberOfRequests => "number_of_requests",
        ExtensionGround::NotInTheLaw => "",
    }
}

/// Extends the period.
#[server(prefix = "/do", endpoint = "staff/extend")]
pub async fn extend(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// On which ground.
    #[server(default)]
    extend_ground: String,
    /// By how many months.
    #[server(default)]
    extend_months: String,
    /// Why.
    #[server(default)]
    extend_reasons: String,
    /// Of which cautions staff say that they know.
    #[server(default)]
    despite: Vec<String>,
) -> Result<(), ServerFnError> {
    caution::kept(Section::Extend.form(&reference, version), &despite)
        .with("extend_ground", &extend_ground)
        .with("extend_months", &extend_months)
        .with("extend_reasons", &extend_reasons)
        .settle(async |visit| {
            let desk = visit.staff().await?.knowing(caution::known(&despite));
            let ground = GROUNDS.into_iter().find(|ground| code(*ground) == extend_ground);
            let months = extend_months.parse::<u8>().ok();
            act::required([("extend_ground", ground.is_none()), ("extend_months", months.is_none())])?;
            act::checked("extend_reasons", &extend_reasons)?;
            let done = desk.extend(&reference, version, months.unwrap_or(0), ground, &extend_reasons).await;
            let at_field = |error| act::at_field(error, Refusal::ExtensionUnexplained, "extend_reasons");
            done.map_err(caution::told(at_field))?;
            Ok(Section::Extend.done(&reference))
        })
        .await
}
