//! Sending the identity document that was asked for, with everything covered that nobody needs.

use super::facts::otherwise;
use super::navigation;
use crate::forms::{Flaw, Form, Halt, Parts, Visit, in_parts, parts_of};
use crate::islands::Redact;
use crate::kit::{Button, ErrorSummary, Files, Page, Post, Shown};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use domain::identity::DocumentPart;
use domain::reference::Reference;
use domain::words::Right;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

/// What the browser offers first; what is taken, the bytes decide.
const PICTURES: &str = ".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf";
/// The control of the picture. A browser does not fill it in again.
const DOCUMENT: &str = "document";

fn key(reference: &Reference) -> String {
    format!("document-{reference}")
}

/// What is asked of whom; on to the request when nothing is.
async fn asked(visit: &Visit) -> Result<(Reference, Right, Vec<DocumentPart>), Halt> {
    let reference: Reference = visit.param("reference")?;
    let p = visit.subject().await?.request(&reference).await?.procedure;
    let parts = p.proving.document.ok_or_else(|| Halt::Go(paths::request(&reference)))?;
    Ok((reference, p.right, parts))
}

/// The page, while a document is asked for.
pub async fn page(visit: Visit) -> Shown {
    let (reference, right, parts) = asked(&visit).await?;
    let locale = visit.locale;
    let kept = visit.form(&key(&reference)).await?;
    let (is_faulty, field) = (kept.is_faulty(), kept.field(locale, DOCUMENT));
    let after =
        td_string!(locale, subject.proof.document_after, days = visit.office.identity().document_days).to_string();
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, subject.proof.document_lead)}</p>
        {lists(locale, &parts)}
        <p>
            <a href=paths::cover_sheet(&reference)>{td_string!(locale, subject.proof.sheet_link)}</a>
        </p>
        <Post action=GiveDocument::url() files=true>
            <input type="hidden" name="reference" value=reference.to_string()/>
            <Files
                field
                label=td_string!(locale, subject.proof.document_field)
                hint=td_string!(locale, subject.proof.document_hint)
                accept=PICTURES
            />
            {redact(locale)}
            <p class="hint">{after}</p>
            <Button>{td_string!(locale, subject.proof.document_button)}</Button>
        </Post>
        {otherwise(locale, &reference)}
    };
    let page = Page::new(td_string!(locale, subject.proof.document_title), body).faulty(is_faulty);
    let page = page.caption(words::right(locale, right)).back(Some(paths::request(&reference)));
    Ok(page.navigation(navigation(locale)))
}

/// How to cover the document with paper, to print: the way that needs no script.
pub async fn sheet(visit: Visit) -> Shown {
    let (reference, _, parts) = asked(&visit).await?;
    let locale = visit.locale;
    let body = view! {
        <p>{td_string!(locale, subject.proof.sheet_lead)}</p>
        <ol class="steps">
            <li>{td_string!(locale, subject.proof.sheet_cut)}</li>
            <li>{td_string!(locale, subject.proof.sheet_lay)}</li>
            <li>{td_string!(locale, subject.proof.sheet_look)}</li>
            <li>{td_string!(locale, subject.proof.sheet_photo)}</li>
            <li>{td_string!(locale, subject.proof.sheet_send)}</li>
        </ol>
        {lists(locale, &parts)}
    };
    let page = Page::new(td_string!(locale, subject.proof.sheet_title), body);
    Ok(page.back(Some(paths::send_document(&reference))).navigation(navigation(locale)))
}

/// Where boxes are drawn on the picture, in a browser that runs scripts.
fn redact(locale: Locale) -> impl IntoView {
    view! {
        <Redact
            of=DOCUMENT.to_owned()
            title=td_string!(locale, subject.proof.draw_open).to_owned()
            how=td_string!(locale, subject.proof.draw_how).to_owned()
            undo=td_string!(locale, subject.proof.draw_undo).to_owned()
            none=td_string!(locale, subject.proof.draw_none).to_owned()
            one=td_string!(locale, subject.proof.draw_one).to_owned()
            many=td_string!(locale, subject.proof.draw_many).to_owned()
            unknown=td_string!(locale, subject.proof.draw_failed).to_owned()
            alt=td_string!(locale, subject.proof.draw_alt).to_owned()
        />
    }
}

/// What must stay legible, and what is to be covered.
fn lists(locale: Locale, parts: &[DocumentPart]) -> AnyView {
    let keep = parts.iter().map(|part| view! { <li>{words::document_part(locale, *part)}</li> }).collect_view();
    view! {
        <h2>{td_string!(locale, subject.proof.document_keep)}</h2>
        <ul class="ticked">{keep}</ul>
        <h2>{td_string!(locale, subject.proof.document_cover)}</h2>
        <ul class="covered">
            <li>{td_string!(locale, subject.proof.cover_photo)}</li>
            <li>{td_string!(locale, subject.proof.cover_numbers)}</li>
            <li>{td_string!(locale, subject.proof.cover_lines)}</li>
            <li>{td_string!(locale, subject.proof.cover_signature)}</li>
            <li>{td_string!(locale, subject.proof.cover_rest)}</li>
        </ul>
    }
    .into_any()
}

/// Sends the picture.
#[server(prefix = "/do", endpoint = "requests/document", input = Parts, input_derive = ())]
pub async fn give_document(
    /// Request and picture.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let is_subject = match Visit::take() {
        Ok(visit) => visit.subject().await.is_ok(),
        Err(_) => false,
    };
    let sent = parts_of(data, is_subject, DOCUMENT, 1).await;
    let Ok(reference) = Reference::parse(sent.first("reference")) else {
        let form = Form::new("document", paths::REQUESTS);
        return form.settle(async |visit| visit.subject().await.and(Err(DeskError::NotFound.into()))).await;
    };
    let form = Form::new(key(&reference), paths::send_document(&reference));
    form.settle(async |visit| {
        let desk = visit.subject().await?;
        let file = sent.files.first().ok_or_else(|| Halt::flaw(DOCUMENT, Flaw::Missing))?;
        desk.give_document(&reference, file).await.map_err(|error| match error {
            DeskError::File(fault) => Halt::flaw(DOCUMENT, fault),
            other => other.into(),
        })?;
        Ok(paths::request(&reference))
    })
    .await
}

in_parts!(GiveDocument);
