//! To whom the data were disclosed, and whether they know what was done (Art. 19).

use super::Seen;
use super::act::{self, Section};
use crate::forms::{Halt, Kept};
use crate::kit::{Post, SecondaryButton, Select, Tag, TextField, Time, Tone, paragraphs};
use crate::texts::{self, td_string};
use desk::staff::StaffRecipient;
use domain::ids::RecipientId;
use domain::procedure::{Command, Commitment, Refusal, Spared};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The recipients, and a form for another; nothing where nobody is told.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, recipients) = (seen.locale, &seen.request.recipients);
    let (by, recipient) = (act::SOMEBODY, RecipientId(uuid::Uuid::nil()));
    let probe = Command::NameRecipient { by, recipient, name: Commitment(String::new()) };
    let can_name = act::refusal(seen, probe).is_none();
    if !can_name && recipients.is_empty() {
        return ().into_any();
    }
    let p = &seen.request.procedure;
    let is_done = !recipients.is_empty() && p.is_carried_out() && p.notices_owed().next().is_none();
    let list = (!recipients.is_empty()).then(|| {
        view! { <ul class="pieces">{recipients.iter().map(|one| item(seen, one)).collect_view()}</ul> }
    });
    view! {
        <section id=Section::Recipients.code() class="work" aria-labelledby="recipients-title">
            {act::heading(Section::Recipients, td_string!(locale, staff.recipients.title), is_done.then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Recipients, td_string!(locale, staff.recipients.named))}
            {act::done_notice(seen, Section::Notice, td_string!(locale, staff.recipients.settled))}
            <p class="hint">{td_string!(locale, staff.recipients.why)}</p>
            {list}
            {can_name.then(|| form(seen))}
        </section>
    }
    .into_any()
}

fn item(seen: &Seen, of: &StaffRecipient) -> impl IntoView + use<> {
    let reasons =
        of.reasons.as_deref().map(|text| view! { <blockquote class="quoted">{paragraphs(text)}</blockquote> });
    view! {
        <li class="piece">
            <h3>{of.named.name.clone()}</h3>
            <p class="piece-facts">{state(seen, of)}</p>
            {reasons}
            {tell(seen, of)}
            {spare(seen, of)}
            {strike(seen, of)}
        </li>
    }
}

/// Whether it was told, and by whom and when.
fn state(seen: &Seen, of: &StaffRecipient) -> AnyView {
    let (locale, zone) = (seen.locale, seen.place.zone.clone());
    let name = of.by.and_then(|by| seen.request.names.iter().find(|(id, _)| *id == by)).map(|(_, name)| name.clone());
    let name = name.map(|name| format!(" · {name}"));
    let recipient = &of.named.recipient;
    if let Some(ground) = recipient.spared {
        let tag = view! { <Tag tone=Tone::Quiet text=td_string!(locale, staff.recipients.spared)/> };
        return view! { {tag} " " {texts::words::spared(locale, ground)} {name} }.into_any();
    }
    if seen.request.procedure.owes_notice(recipient) {
        return view! { <Tag tone=Tone::Warning text=td_string!(locale, staff.recipients.to_tell)/> }.into_any();
    }
    match recipient.told {
        Some(at) => {
            let tag = view! { <Tag tone=Tone::Good text=td_string!(locale, staff.recipients.told)/> };
            view! { {tag} " " <Time locale at zone/> {name} }.into_any()
        }
        None => {
            let tag = view! { <Tag tone=Tone::Calm text=td_string!(locale, staff.recipients.waits)/> };
            view! { {tag} " " {td_string!(locale, staff.recipients.early)} }.into_any()
        }
    }
}

/// The anchor of a control: there can be several recipients, and ids are unique on a page.
fn control(name: &str, recipient: RecipientId) -> String {
    format!("{name}-{recipient}")
}

/// The hidden fields of what is done about one recipient.
fn seen_one(seen: &Seen, of: &StaffRecipient) -> AnyView {
    let (version, id) = (act::seen(&seen.request), of.named.recipient.id.to_string());
    view! { {version} <input type="hidden" name="recipient" value=id/> }.into_any()
}

fn tell(seen: &Seen, of: &StaffRecipient) -> Option<AnyView> {
    let (locale, recipient) = (seen.locale, of.named.recipient.id);
    let is_possible = act::refusal(seen, Command::TellRecipient { by: act::SOMEBODY, recipient }).is_none();
    let button = td_string!(locale, staff.recipients.tell_button, name = &of.named.name).to_string();
    let is_open = of.named.recipient.spared.is_none() && !seen.request.procedure.is_open();
    let hidden = seen_one(seen, of);
    is_possible.then(|| {
        view! {
            <details class="more" open=is_open>
                <summary>{td_string!(locale, staff.recipients.tell)}</summary>
                <p>{td_string!(locale, staff.recipients.tell_why)}</p>
                <Post action=TellRecipient::url()>
                    {hidden}
                    <SecondaryButton>{button}</SecondaryButton>
                </Post>
            </details>
        }
        .into_any()
    })
}

fn spare(seen: &Seen, of: &StaffRecipient) -> Option<AnyView> {
    let (locale, recipient) = (seen.locale, of.named.recipient.id);
    let probe = Command::SpareRecipient { by: act::SOMEBODY, recipient, ground: Spared::Impossible, reasons: None };
    if act::refusal(seen, probe) != Some(Refusal::SparingUnexplained) {
        return None;
    }
    let kept = seen.kept(Section::Notice);
    let is_meant = kept.values.get("recipient").is_some_and(|ids| ids.contains(&recipient.to_string()));
    let kept = if is_meant { kept } else { Kept::default() };
    let options = Spared::ALL.iter().map(|ground| (ground.code().into(), texts::words::spared(locale, *ground).into()));
    let options: Vec<(String, String)> = options.collect();
    let button = td_string!(locale, staff.recipients.spare_button, name = &of.named.name).to_string();
    let (hidden, is_open) = (seen_one(seen, of), kept.is_faulty());
    let ground = kept.field(locale, &control("spare_ground", recipient));
    let reasons = kept.field(locale, &control("spare_reasons", recipient));
    let form = view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.recipients.spare)}</summary>
            <p>{td_string!(locale, staff.recipients.spare_why)}</p>
            <Post action=SpareRecipient::url()>
                {hidden}
                <Select
                    field=ground
                    sent_as="spare_ground"
                    label=td_string!(locale, staff.recipients.spare_ground)
                    nothing=td_string!(locale, staff.recipients.spare_choose)
                    options
                />
                <TextField
                    field=reasons
                    sent_as="spare_reasons"
                    label=td_string!(locale, staff.recipients.spare_reasons)
                />
                <SecondaryButton>{button}</SecondaryButton>
            </Post>
        </details>
    };
    Some(form.into_any())
}

fn strike(seen: &Seen, of: &StaffRecipient) -> Option<AnyView> {
    let (locale, recipient) = (seen.locale, of.named.recipient.id);
    let is_possible = act::refusal(seen, Command::StrikeRecipient { by: act::SOMEBODY, recipient }).is_none();
    let button = td_string!(locale, staff.recipients.strike_button, name = &of.named.name).to_string();
    let hidden = seen_one(seen, of);
    is_possible.then(|| {
        view! {
            <details class="more">
                <summary>{td_string!(locale, staff.recipients.strike)}</summary>
                <p>{td_string!(locale, staff.recipients.strike_why)}</p>
                <Post action=StrikeRecipient::url()>
                    {hidden}
                    <SecondaryButton>{button}</SecondaryButton>
                </Post>
            </details>
        }
        .into_any()
    })
}

/// Folded away: many data were disclosed to nobody.
fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Recipients));
    let summary = if seen.request.recipients.is_empty() {
        td_string!(locale, staff.recipients.open)
    } else {
        td_string!(locale, staff.recipients.another)
    };
    let (is_open, seen_version) = (kept.is_faulty(), act::seen(&seen.request));
    view! {
        <details class="more" open=is_open>
            <summary>{summary}</summary>
            <Post action=NameRecipient::url()>
                {seen_version}
                <TextField
                    field=kept.field(locale, "recipient_name")
                    label=td_string!(locale, staff.recipients.name)
                    hint=td_string!(locale, staff.recipients.name_hint)
                />
                <SecondaryButton>{td_string!(locale, staff.recipients.button)}</SecondaryButton>
            </Post>
        </details>
    }
    .into_any()
}

/// Where what was done about one recipient leads: to the list.
fn settled(reference: &Reference) -> String {
    format!("{}?done={}#{}", super::super::path(reference), Section::Notice.code(), Section::Recipients.code())
}

/// Names a recipient.
#[server(prefix = "/do", endpoint = "staff/recipient/name")]
pub async fn name_recipient(
    /// Of which request's data.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Who.
    #[server(default)]
    recipient_name: String,
) -> Result<(), ServerFnError> {
    Section::Recipients
        .form(&reference, version)
        .with("recipient_name", &recipient_name)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::checked("recipient_name", &recipient_name)?;
            let done = desk.name_recipient(&reference, version, &recipient_name).await;
            done.map_err(|error| act::at_field(error, Refusal::WordsMissing, "recipient_name"))?;
            Ok(Section::Recipients.done(&reference))
        })
        .await
}

/// Records that a recipient was told.
#[server(prefix = "/do", endpoint = "staff/recipient/tell")]
pub async fn tell_recipient(
    /// Of which request's data.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which.
    recipient: RecipientId,
) -> Result<(), ServerFnError> {
    Section::Notice
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.tell_recipient(&reference, version, recipient).await?;
            Ok(settled(&reference))
        })
        .await
}

/// Records that a recipient need not be told.
#[server(prefix = "/do", endpoint = "staff/recipient/spare")]
pub async fn spare_recipient(
    /// Of which request's data.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which.
    recipient: RecipientId,
    /// On which ground.
    #[server(default)]
    spare_ground: Option<Spared>,
    /// Why.
    #[server(default)]
    spare_reasons: String,
) -> Result<(), ServerFnError> {
    let (ground_field, reasons_field) = (control("spare_ground", recipient), control("spare_reasons", recipient));
    Section::Notice
        .form(&reference, version)
        .with("recipient", recipient.to_string())
        .with(&ground_field, spare_ground.map_or("", Spared::code))
        .with(&reasons_field, &spare_reasons)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::required([
                (&ground_field, spare_ground.is_none()),
                (&reasons_field, spare_reasons.trim().is_empty()),
            ])?;
            act::checked(&reasons_field, &spare_reasons)?;
            let ground = spare_ground.ok_or_else(|| Halt::flaw(&ground_field, crate::forms::Flaw::Missing))?;
            desk.spare_recipient(&reference, version, recipient, ground, &spare_reasons).await?;
            Ok(settled(&reference))
        })
        .await
}

/// Strikes a recipient out.
#[server(prefix = "/do", endpoint = "staff/recipient/strike")]
pub async fn strike_recipient(
    /// Of which request's data.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which.
    recipient: RecipientId,
) -> Result<(), ServerFnError> {
    Section::Notice
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.strike_recipient(&reference, version, recipient).await?;
            Ok(settled(&reference))
        })
        .await
}
