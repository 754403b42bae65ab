//! Copies of identity documents: to look at, to record what came of it, and gone by that.

use super::Seen;
use super::act::{self, Section};
use super::ask_document::{choices, known};
use crate::forms::{Flaw, Halt};
use crate::kit::{Button, Checkboxes, Choice, Post, Radios, Select, file_note};
use crate::paths;
use crate::texts::{dates, td_string};
use desk::DeskError;
use desk::identity::IdDocument;
use domain::identity::DocumentOutcome;
use domain::ids::DocumentId;
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use jiff::ToSpan;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What is there to check.
pub(super) fn view(seen: &Seen) -> AnyView {
    let done = act::done_notice(seen, Section::Checked, td_string!(seen.locale, staff.proof.checked_done));
    let documents = seen.request.documents.iter().map(|held| one(seen, held)).collect_view();
    view! { {done} {documents} }.into_any()
}

fn one(seen: &Seen, held: &IdDocument) -> AnyView {
    let (locale, zone) = (seen.locale, &seen.place.zone);
    let since = dates::instant(locale, held.since, zone);
    let days = seen.office.identity().document_days.saturating_mul(24).hours();
    let until = dates::instant(locale, held.since.checked_add(days).unwrap_or(held.since), zone);
    let told = td_string!(locale, staff.proof.held, since = since, until = until).to_string();
    let link = (!seen.is_read_only()).then(|| {
        let href = paths::document(&seen.request.reference, held.id);
        let note = file_note(locale, held.media, held.bytes);
        view! {
            <p>
                <a href=href download>
                    {td_string!(locale, staff.proof.download)}
                </a>
                " "
                <span class="quiet-text small">{note}</span>
            </p>
        }
    });
    view! {
        <div class="card">
            <h3>{td_string!(locale, staff.proof.held_title)}</h3>
            <p>{told}</p>
            {link}
            {can_check(seen, held.id).then(|| form(seen, held.id))}
        </div>
    }
    .into_any()
}

fn can_check(seen: &Seen, document: DocumentId) -> bool {
    let (parts, outcome) = (Vec::new(), DocumentOutcome::Matches);
    let probe = Command::CheckDocument { by: act::SOMEBODY, document, parts, outcome };
    act::refusal(seen, probe) == Some(Refusal::NothingChecked)
}

fn form(seen: &Seen, document: DocumentId) -> AnyView {
    let (locale, kept, seen_version) = (seen.locale, seen.kept(Section::Checked), act::seen(&seen.request));
    let outcomes = vec![
        Choice::new(DocumentOutcome::Matches.code(), td_string!(locale, staff.proof.matches))
            .hint(td_string!(locale, staff.proof.matches_hint)),
        Choice::new(DocumentOutcome::Differs.code(), td_string!(locale, staff.proof.differs)),
    ];
    view! {
        <Post action=CheckDocument::url()>
            {seen_version}
            <input type="hidden" name="document" value=document.to_string()/>
            <Checkboxes
                field=kept.field(locale, "checked_parts")
                legend=td_string!(locale, staff.proof.checked_parts)
                choices=choices(locale, true)
            />
            <Radios
                field=kept.field(locale, "checked_outcome")
                legend=td_string!(locale, staff.proof.checked_outcome)
                choices=outcomes
            />
            <Button>{td_string!(locale, staff.proof.check_button)}</Button>
        </Post>
    }
    .into_any()
}

/// Says of a file that came with a message that it is a copy of an identity document.
pub(super) fn take(seen: &Seen) -> Option<AnyView> {
    let probe = Command::TakeDocument { by: act::SOMEBODY, document: DocumentId(uuid::Uuid::nil()) };
    let files = seen.request.thread.iter().filter(|message| message.by.is_none()).flat_map(|message| &message.files);
    let options: Vec<_> = files.map(|file| (file.id.to_string(), file.name.clone())).collect();
    if options.is_empty() || act::refusal(seen, probe).is_some() {
        return None;
    }
    let (locale, kept, seen_version) = (seen.locale, seen.kept(Section::Taken), act::seen(&seen.request));
    let is_open = kept.is_faulty();
    let form = view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.proof.take_open)}</summary>
            <p>{td_string!(locale, staff.proof.take_why)}</p>
            <Post action=TakeDocument::url()>
                {seen_version}
                <Select
                    field=kept.field(locale, "id_file")
                    label=td_string!(locale, staff.proof.take_file)
                    nothing=td_string!(locale, staff.proof.take_choose)
                    options
                />
                {act::plain_button(td_string!(locale, staff.proof.take_button))}
            </Post>
        </details>
    };
    Some(form.into_any())
}

/// Records that a document was looked at; it is destroyed by that.
#[server(prefix = "/do", endpoint = "staff/document/check")]
pub async fn check_document(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which document.
    document: DocumentId,
    /// What of it was looked at.
    #[server(default)]
    checked_parts: Vec<String>,
    /// What came of it.
    #[server(default)]
    checked_outcome: Option<DocumentOutcome>,
) -> Result<(), ServerFnError> {
    let form = Section::Checked.form(&reference, version).with_all("checked_parts", checked_parts.clone());
    form.with("checked_outcome", checked_outcome.map_or("", DocumentOutcome::code))
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let parts = known(&checked_parts);
            act::required([("checked_parts", parts.is_empty()), ("checked_outcome", checked_outcome.is_none())])?;
            let outcome = checked_outcome.unwrap_or(DocumentOutcome::Differs);
            desk.check_document(&reference, version, document, parts, outcome).await?;
            Ok(Section::Checked.done_at(&reference, Section::Identity))
        })
        .await
}

/// Keeps a file apart that is a copy of an identity document.
#[server(prefix = "/do", endpoint = "staff/document/take")]
pub async fn take_document(
    /// Of which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which file.
    #[server(default)]
    id_file: String,
) -> Result<(), ServerFnError> {
    Section::Taken
        .form(&reference, version)
        .with("id_file", &id_file)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::required([("id_file", id_file.is_empty())])?;
            let file = id_file.parse().map_err(|_| Halt::flaw("id_file", Flaw::Missing))?;
            desk.take_document(&reference, version, file).await.map_err(|error| match error {
                DeskError::NotFound => Halt::flaw("id_file", Flaw::Missing),
                other => other.into(),
            })?;
            Ok(Section::Taken.done_at(&reference, Section::Talk))
        })
        .await
}
