//! Writing to staff about a request, with files or without.

use crate::forms::{Flaw, Form, Halt, Kept, Parts, Visit, in_parts, lines, parts_of};
use crate::kit::{Button, Files, Notice, PROOF, Post, SecondaryButton, TextArea, Tone, Voice, thread};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use desk::conversation::{Attachment, FILES_MAX, Message};
use desk::subject::SubjectRequest;
use domain::filing::TEXT_MAX;
use domain::procedure::{Refusal, Relayed, Standing};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

pub(super) fn key(reference: &Reference) -> String {
    format!("talk-{reference}")
}

/// The messages, and a form: in the foreground while staff wait for an answer, folded away while they do not.
pub(super) fn section(visit: &Visit, request: &SubjectRequest, kept: &Kept) -> AnyView {
    let (locale, is_open) = (visit.locale, request.procedure.is_open());
    if !is_open && request.thread.is_empty() {
        return ().into_any();
    }
    let messages = (!request.thread.is_empty()).then(|| messages(visit, request));
    // What shows who somebody is has pages of its own.
    let is_asked = request.standing == Standing::AwaitingSubject && !request.procedure.proving.is_asked();
    let sent = visit.query("sent").is_some() && !kept.is_faulty() && !is_asked;
    let done = sent.then(|| {
        view! {
            <div role="status">
                <Notice tone=Tone::Good>
                    <p>{td_string!(locale, subject.talk.done)}</p>
                </Notice>
            </div>
        }
    });
    view! {
        <section id="messages" aria-labelledby="messages-title">
            <h2 id="messages-title">{td_string!(locale, subject.talk.title)}</h2>
            {done}
            {messages}
            {is_open.then(|| write(locale, &request.reference, is_asked, kept))}
        </section>
    }
    .into_any()
}

fn messages(visit: &Visit, request: &SubjectRequest) -> AnyView {
    let (locale, operator) = (visit.locale, visit.office.operator());
    let author = |message: &Message| match message.by {
        Some(_) => operator.name.clone(),
        None => td_string!(locale, common.you).to_owned(),
    };
    let path = |file: &Attachment| paths::attachment(&request.reference, file.id);
    let zone = &visit.office.place().zone;
    let recorder = |_: &Relayed| None;
    thread(&Voice { locale, zone, author: &author, path: &path, recorder: &recorder }, &request.thread)
}

fn write(locale: Locale, reference: &Reference, is_asked: bool, kept: &Kept) -> AnyView {
    if is_asked {
        let form = form(locale, reference, td_string!(locale, subject.talk.answer), true, kept);
        return view! { <p>{td_string!(locale, subject.talk.waiting)}</p> {form} }.into_any();
    }
    let form = form(locale, reference, td_string!(locale, subject.talk.add_label), false, kept);
    view! {
        <details class="more" open=kept.is_faulty()>
            <summary>{td_string!(locale, subject.talk.add)}</summary>
            {form}
        </details>
    }
    .into_any()
}

fn form(locale: Locale, reference: &Reference, label: &'static str, is_primary: bool, kept: &Kept) -> AnyView {
    let (reference, send) = (reference.to_string(), td_string!(locale, subject.talk.button));
    let button = if is_primary {
        view! { <Button>{send}</Button> }.into_any()
    } else {
        view! { <SecondaryButton>{send}</SecondaryButton> }.into_any()
    };
    let (field, files) = (kept.field(locale, "message"), kept.field(locale, "files"));
    view! {
        <Post action=Say::url() files=true>
            <input type="hidden" name="reference" value=reference/>
            <TextArea
                field
                label
                hint=td_string!(locale, subject.talk.hint)
                rows=5
            />
            <Files
                field=files
                label=td_string!(locale, subject.talk.files)
                hint=td_string!(locale, subject.talk.files_hint)
                accept=PROOF
                multiple=true
            />
            {button}
        </Post>
    }
    .into_any()
}

/// Writes to staff.
#[server(prefix = "/do", endpoint = "requests/say", input = Parts, input_derive = ())]
pub async fn say(
    /// Request, message and files.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let is_subject = match Visit::take() {
        Ok(visit) => visit.subject().await.is_ok(),
        Err(_) => false,
    };
    let said = parts_of(data, is_subject, "files", FILES_MAX).await;
    let Ok(reference) = Reference::parse(said.first("reference")) else {
        let form = Form::new("talk", paths::REQUESTS);
        return form.settle(async |visit| visit.subject().await.and(Err(DeskError::NotFound.into()))).await;
    };
    let form = Form::new(key(&reference), paths::request(&reference)).with("message", said.first("message"));
    form.settle(async |visit| {
        let desk = visit.subject().await?;
        lines("message", said.first("message"), TEXT_MAX)?;
        desk.say(&reference, said.first("message"), &said.files).await.map_err(at_its_field)?;
        Ok(format!("{}?sent=1#messages", paths::request(&reference)))
    })
    .await
}

in_parts!(Say);

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::File(fault) => Halt::flaw("files", fault),
        DeskError::Refused(Refusal::WordsMissing) => Halt::flaw("message", Flaw::Missing),
        other => other.into(),
    }
}
