//! Recording that whoever filed for somebody else may do so.

use super::Seen;
use super::act::{self, Section};
use crate::kit::{Post, TextArea, paragraphs};
use crate::texts::{self, td_string};
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// On what it rests; nothing where the data are the person's own.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let Some(represented) = &request.contact.represented else { return ().into_any() };
    let probe = Command::ConfirmAuthority { by: act::SOMEBODY, reasons: None };
    let is_possible = act::refusal(seen, probe) == Some(Refusal::ReasonsMissing);
    let is_recorded = request.procedure.authority.is_some();
    let whom = texts::asks::on_behalf(locale, represented);
    let lead = td_string!(locale, staff.authority.lead, whom = whom).to_string();
    let known = request.authority_reasons.as_deref().map(|text| {
        view! { <blockquote class="quoted">{paragraphs(text)}</blockquote> }
    });
    let is_open = seen.kept(Section::Authority).is_faulty();
    let work = match (is_possible, is_recorded) {
        (false, _) => ().into_any(),
        (true, false) => form(seen),
        (true, true) => view! {
            <details open=is_open>
                <summary>{td_string!(locale, staff.authority.again)}</summary>
                {form(seen)}
            </details>
        }
        .into_any(),
    };
    let title = td_string!(locale, staff.authority.title);
    view! {
        <section id=Section::Authority.code() class="work" aria-labelledby="authority-title">
            {act::heading(Section::Authority, title, is_recorded.then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Authority, td_string!(locale, staff.authority.done))}
            <p class="hint">{lead}</p>
            {known}
            {work}
        </section>
    }
    .into_any()
}

fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Authority));
    let seen_version = act::seen(&seen.request);
    let button = act::button(seen, Section::Authority, td_string!(locale, staff.authority.button));
    view! {
        <Post action=ConfirmAuthority::url()>
            {seen_version}
            <TextArea
                field=kept.field(locale, "authority_reasons")
                label=td_string!(locale, staff.authority.reasons)
                hint=td_string!(locale, staff.authority.reasons_hint)
                rows=3
            />
            {button}
        </Post>
    }
    .into_any()
}

/// Records it.
#[server(prefix = "/do", endpoint = "staff/authority")]
pub async fn confirm_authority(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// On what it rests.
    #[server(default)]
    authority_reasons: String,
) -> Result<(), ServerFnError> {
    Section::Authority
        .form(&reference, version)
        .with("authority_reasons", &authority_reasons)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::checked("authority_reasons", &authority_reasons)?;
            let done = desk.confirm_authority(&reference, version, &authority_reasons).await;
            done.map_err(|error| act::at_field(error, Refusal::ReasonsMissing, "authority_reasons"))?;
            Ok(Section::Authority.done(&reference))
        })
        .await
}
