//! Asking for an identity document: the last step, and off by default (Art. 12(6)).

use super::Seen;
use super::act::{self, Section};
use crate::forms::{Flaw, Halt};
use crate::kit::{Checkboxes, Choice, Post, TextArea, paragraphs};
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use domain::identity::DocumentPart;
use domain::ids::MessageId;
use domain::procedure::{Command, Refusal};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What was asked and why, and the form while it can be.
pub(super) fn view(seen: &Seen) -> AnyView {
    let (question, parts) = (MessageId(uuid::Uuid::nil()), Vec::new());
    let probe = Command::AskDocument { by: act::SOMEBODY, question, parts, doubt: None, unfit: None };
    let can_ask = act::refusal(seen, probe) == Some(Refusal::ReasonsMissing);
    view! {
        {seen.request.unfit.as_deref().map(|reasons| unfit(seen.locale, reasons))}
        {can_ask.then(|| form(seen))}
    }
    .into_any()
}

fn unfit(locale: Locale, reasons: &str) -> AnyView {
    view! {
        <p>{td_string!(locale, staff.proof.document_unfit)}</p>
        <blockquote class="quoted">{paragraphs(reasons)}</blockquote>
    }
    .into_any()
}

/// Parts to tick; the name is always needed where a document is asked for.
pub(super) fn choices(locale: Locale, with_name: bool) -> Vec<Choice> {
    let offered = DocumentPart::ALL.iter().filter(|part| with_name || **part != DocumentPart::Name);
    offered.map(|part| Choice::new(part.code(), words::document_part(locale, *part))).collect()
}

fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Document));
    let (is_open, seen_version) = (kept.is_faulty(), act::seen(&seen.request));
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.proof.document_open)}</summary>
            <p>{td_string!(locale, staff.proof.document_why)}</p>
            <Post action=AskDocument::url()>
                {seen_version}
                <TextArea
                    field=kept.field(locale, "document_doubt")
                    label=td_string!(locale, staff.proof.document_doubt)
                    hint=td_string!(locale, staff.proof.document_doubt_hint)
                    rows=2
                />
                <TextArea
                    field=kept.field(locale, "unfit")
                    label=td_string!(locale, staff.proof.unfit)
                    hint=td_string!(locale, staff.proof.unfit_hint)
                    rows=2
                />
                <Checkboxes
                    field=kept.field(locale, "parts")
                    legend=td_string!(locale, staff.proof.parts)
                    hint=td_string!(locale, staff.proof.parts_hint)
                    choices=choices(locale, false)
                />
                {act::plain_button(td_string!(locale, staff.proof.document_button))}
            </Post>
        </details>
    }
    .into_any()
}

/// Asks for an identity document.
#[server(prefix = "/do", endpoint = "staff/document/ask")]
pub async fn ask_document(
    /// About which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Why staff doubt who it is.
    #[server(default)]
    document_doubt: String,
    /// Why nothing milder does.
    #[server(default)]
    unfit: String,
    /// What of it must be legible.
    #[server(default)]
    parts: Vec<String>,
) -> Result<(), ServerFnError> {
    let form = Section::Document.form(&reference, version).with("document_doubt", &document_doubt);
    form.with("unfit", &unfit)
        .with_all("parts", parts.clone())
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::checked("document_doubt", &document_doubt)?;
            act::checked("unfit", &unfit)?;
            let done = desk.ask_document(&reference, version, known(&parts), (&document_doubt, &unfit)).await;
            done.map_err(at_its_field)?;
            Ok(Section::Document.done_at(&reference, Section::Identity))
        })
        .await
}

/// Parts by their codes.
pub(super) fn known(codes: &[String]) -> Vec<DocumentPart> {
    codes.iter().filter_map(|code| DocumentPart::from_code(code)).collect()
}

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::Refused(Refusal::ReasonsMissing) => Halt::flaw("document_doubt", Flaw::Missing),
        DeskError::Refused(Refusal::MilderFirst) => Halt::flaw("unfit", Flaw::Missing),
        other => other.into(),
    }
}
