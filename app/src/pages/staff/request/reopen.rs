//! Taking an ended request up again.

use super::Seen;
use super::act::{self, Section};
use crate::kit::{Post, SecondaryButton, TextArea};
use crate::texts::td_string;
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The form, folded away; nothing where the owner of the mailbox said that it is not theirs.
pub(super) fn view(seen: &Seen) -> Option<AnyView> {
    let (locale, kept) = (seen.locale, seen.kept(Section::Reopen));
    let probe = Command::Reopen { by: act::SOMEBODY, reasons: None };
    let is_possible = act::refusal(seen, probe) == Some(Refusal::ReasonsMissing);
    let (seen_version, is_open) = (act::seen(&seen.request), kept.is_faulty());
    let form = || {
        view! {
            <details class="more" id=Section::Reopen.code() open=is_open>
                <summary>{td_string!(locale, staff.reopen.title)}</summary>
                <p>{td_string!(locale, staff.reopen.why)}</p>
                <Post action=Reopen::url()>
                    {seen_version}
                    <TextArea
                        field=kept.field(locale, "reopen_reasons")
                        label=td_string!(locale, staff.reopen.reasons)
                        hint=td_string!(locale, staff.reopen.reasons_hint)
                        rows=3
                    />
                    <SecondaryButton>{td_string!(locale, staff.reopen.button)}</SecondaryButton>
                </Post>
            </details>
        }
        .into_any()
    };
    is_possible.then(form)
}

/// Takes a request up again.
#[server(prefix = "/do", endpoint = "staff/reopen")]
pub async fn reopen(
    /// Which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Why.
    #[server(default)]
    reopen_reasons: String,
) -> Result<(), ServerFnError> {
    Section::Reopen
        .form(&reference, version)
        .with("reopen_reasons", &reopen_reasons)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::checked("reopen_reasons", &reopen_reasons)?;
            let done = desk.reopen(&reference, version, &reopen_reasons).await;
            done.map_err(|error| act::at_field(error, Refusal::ReasonsMissing, "reopen_reasons"))?;
            Ok(super::super::path(&reference))
        })
        .await
}
