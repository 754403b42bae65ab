//! What is not done: the parts of an answer in part.

use super::act::{self, Section};
use super::{Seen, grounds};
use crate::forms::{Flaw, Halt, day};
use crate::kit::{Post, SecondaryButton, Select, TextArea, TextField, withheld};
use crate::texts::td_string;
use desk::staff::Withholding;
use domain::ids::WithheldId;
use domain::law::{Ground, Invoked};
use domain::procedure::{Command, Refusal, Withheld};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What was put down, and a form for more; nothing where the right cannot be refused.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let right = request.procedure.right;
    let Some((ground, _)) = Ground::against(right).next() else { return ().into_any() };
    let item = Withheld { id: WithheldId(uuid::Uuid::nil()), ground: ground.into(), until: None };
    let probe = Command::Withhold { by: act::SOMEBODY, item, words: None };
    let is_possible = act::refusal(seen, probe) == Some(Refusal::ReasonsMissing);
    let is_looked_at = seen.is_read_only() && request.procedure.is_open() && !request.withheld.is_empty();
    if !is_possible && !is_looked_at {
        return ().into_any();
    }
    let is_open = seen.kept(Section::Withhold).is_faulty() || !request.withheld.is_empty();
    view! {
        <section id=Section::Withhold.code() class="work" aria-labelledby="withhold-title">
            {act::heading(Section::Withhold, td_string!(locale, staff.withhold.title), None)}
            {act::done_notice(seen, Section::Withhold, td_string!(locale, staff.withhold.done))}
            <p class="hint">{td_string!(locale, staff.withhold.why_title)}</p>
            {withheld(locale, &request.withheld)}
            {is_possible.then(|| more(seen, is_open))}
        </section>
    }
    .into_any()
}

fn more(seen: &Seen, is_open: bool) -> impl IntoView + use<> {
    view! {
        {releases(seen)}
        <details class="more" open=is_open>
            <summary>{td_string!(seen.locale, staff.withhold.open)}</summary>
            {form(seen)}
        </details>
    }
}

fn releases(seen: &Seen) -> impl IntoView + use<> {
    let locale = seen.locale;
    let release = |item: &desk::WithheldItem| {
        let (seen_version, id) = (act::seen(&seen.request), item.id.to_string());
        let what = td_string!(locale, staff.withhold.release, what = &item.what).to_string();
        view! {
            <Post action=Release::url()>
                {seen_version}
                <input type="hidden" name="item" value=id/>
                <SecondaryButton>{what}</SecondaryButton>
            </Post>
        }
    };
    seen.request.withheld.iter().map(release).collect_view()
}

fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Withhold));
    let (seen_version, conditions, options) =
        (act::seen(&seen.request), grounds::conditions(seen), grounds::options(seen));
    let button = act::button(seen, Section::Withhold, td_string!(locale, staff.withhold.button));
    view! {
        <Post action=Withhold::url()>
            {seen_version}
            <TextField
                field=kept.field(locale, "what")
                label=td_string!(locale, staff.withhold.what)
                hint=td_string!(locale, staff.withhold.what_hint)
            />
            <Select
                field=kept.field(locale, "item_ground")
                label=td_string!(locale, staff.withhold.ground)
                nothing=td_string!(locale, staff.withhold.choose)
                options
            />
            {conditions}
            <TextArea
                field=kept.field(locale, "why")
                label=td_string!(locale, staff.withhold.why)
                hint=td_string!(locale, staff.withhold.why_hint)
                rows=3
            />
            <TextField
                field=kept.field(locale, "until")
                kind="date"
                label=td_string!(locale, staff.withhold.until)
                hint=td_string!(locale, staff.withhold.until_hint)
            />
            {button}
        </Post>
    }
    .into_any()
}

/// Puts down something that is not done.
#[server(prefix = "/do", endpoint = "staff/withhold")]
pub async fn withhold(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// What it is.
    #[server(default)]
    what: String,
    /// On which ground.
    #[server(default)]
    item_ground: String,
    /// Why.
    #[server(default)]
    why: String,
    /// Until when it is kept.
    #[server(default)]
    until: String,
) -> Result<(), ServerFnError> {
    let form = Section::Withhold.form(&reference, version).with("what", &what).with("why", &why).with("until", &until);
    form.with("item_ground", &item_ground)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let item = read(what, item_ground.parse().ok(), why, &until)?;
            desk.withhold(&reference, version, &item).await?;
            Ok(Section::Withhold.done(&reference))
        })
        .await
}

fn read(what: String, ground: Option<Invoked>, why: String, until: &str) -> crate::forms::Result<Withholding> {
    act::required([
        ("what", what.trim().is_empty()),
        ("item_ground", ground.is_none()),
        ("why", why.trim().is_empty()),
    ])?;
    act::checked("what", &what)?;
    act::checked("why", &why)?;
    let until = match (until.trim(), day(until)) {
        ("", _) => None,
        (_, None) => return Err(Halt::flaw("until", Flaw::NotADate)),
        (_, found) => found,
    };
    let ground = ground.ok_or_else(|| Halt::flaw("item_ground", Flaw::Missing))?;
    Ok(Withholding { ground, what, why, until })
}

/// Strikes it out again.
#[server(prefix = "/do", endpoint = "staff/release")]
pub async fn release(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// What.
    item: WithheldId,
) -> Result<(), ServerFnError> {
    Section::Withhold
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.release(&reference, version, item).await?;
            Ok(format!("{}#{}", super::super::path(&reference), Section::Withhold.code()))
        })
        .await
}
