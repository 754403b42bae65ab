//! What staff and the data subject write to each other.

use super::act::{self, Section};
use super::{Seen, caution, documents, hear, posted};
use crate::kit::{Post, TextArea, Voice, thread};
use crate::paths;
use crate::texts::{self, td_string};
use desk::conversation::{Attachment, Message};
use domain::ids::MessageId;
use domain::procedure::{Command, Commitment, Refusal, Relayed, Writing};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The messages, and a form for a question while one can be asked.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let probe =
        Command::Ask { by: act::SOMEBODY, message: MessageId(uuid::Uuid::nil()), words: Commitment(String::new()) };
    let can_ask = act::refusal(seen, probe).is_none();
    if !can_ask && request.thread.is_empty() {
        return ().into_any();
    }
    let messages = if request.thread.is_empty() {
        view! { <p class="hint">{td_string!(locale, staff.talk.none)}</p> }.into_any()
    } else {
        let author = |message: &Message| author(seen, message);
        let path = |file: &Attachment| paths::staff_attachment(&request.reference, file.id);
        let recorder = |relayed: &Relayed| {
            let (_, name) = request.names.iter().find(|(known, _)| *known == relayed.by)?;
            Some(td_string!(locale, staff.hear.put_down, name = name).to_string())
        };
        let zone = &seen.place.zone;
        thread(&Voice { locale, zone, author: &author, path: &path, recorder: &recorder }, &request.thread)
    };
    let done =
        if seen.is_mailed() { td_string!(locale, staff.talk.done) } else { td_string!(locale, staff.talk.done_letter) };
    view! {
        <section id=Section::Talk.code() class="work" aria-labelledby="talk-title">
            {act::heading(Section::Talk, td_string!(locale, staff.talk.title), None)}
            {act::done_notice(seen, Section::Talk, done)}
            {act::done_notice(seen, Section::Hear, td_string!(locale, staff.hear.done))}
            {act::done_notice(seen, Section::Taken, td_string!(locale, staff.proof.taken_done))}
            {messages}
            {seen.is_asked_by_letter().then(|| letter(seen))}
            {can_ask.then(|| form(seen))}
            {hear::view(seen)}
            {documents::take(seen)}
        </section>
    }
    .into_any()
}

fn author(seen: &Seen, message: &Message) -> String {
    let staff = message.by.and_then(|id| seen.request.names.iter().find(|(known, _)| *known == id));
    staff.map_or_else(|| seen.request.contact.name.clone(), |(_, name)| name.clone())
}

/// The way to the question on paper.
fn letter(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    view! {
        <p>{td_string!(locale, staff.talk.letter_waits)}</p>
        {posted::view(seen, Writing::Question)}
    }
    .into_any()
}

/// Folded away until it is wanted: most requests are answered without a question.
fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Talk));
    let is_open = kept.is_faulty();
    let text = if seen.is_mailed() {
        td_string!(locale, staff.talk.button)
    } else {
        td_string!(locale, staff.talk.button_letter)
    };
    let (seen_version, button) = (act::seen(&seen.request), act::button(seen, Section::Talk, text));
    let language = texts::words::language(locale, seen.request.contact.language);
    let hint = if seen.is_mailed() {
        td_string!(locale, staff.talk.question_hint)
    } else {
        td_string!(locale, staff.talk.letter)
    };
    let cautions = caution::view(locale, &kept);
    let hint = format!("{hint} {}", td_string!(locale, staff.talk.language, language = language));
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.talk.question)}</summary>
            <Post action=Ask::url()>
                {seen_version}
                <TextArea
                    field=kept.field(locale, "question")
                    label=td_string!(locale, staff.talk.question)
                    hint
                    rows=4
                />
                {cautions}
                {button}
            </Post>
        </details>
    }
    .into_any()
}

/// Asks the data subject something.
#[server(prefix = "/do", endpoint = "staff/ask")]
pub async fn ask(
    /// About which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// What is asked.
    #[server(default)]
    question: String,
    /// Of which cautions staff say that they know.
    #[server(default)]
    despite: Vec<String>,
) -> Result<(), ServerFnError> {
    caution::kept(Section::Talk.form(&reference, version), &despite)
        .with("question", &question)
        .settle(async |visit| {
            let desk = visit.staff().await?.knowing(caution::known(&despite));
            act::checked("question", &question)?;
            let done = desk.ask(&reference, version, &question).await;
            done.map_err(caution::told(|error| act::at_field(error, Refusal::WordsMissing, "question")))?;
            Ok(Section::Talk.done(&reference))
        })
        .await
}
