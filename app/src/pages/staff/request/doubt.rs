//! Asking who the person is, where that is in doubt (Art. 12(6)).

use super::act::{self, Section};
use super::{Seen, caution};
use crate::forms::Halt;
use crate::kit::{Post, TextArea, paragraphs};
use crate::texts::{self, td_string};
use domain::ids::MessageId;
use domain::procedure::{Command, Commitment, Refusal};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What was doubted, and the form while it can be asked.
pub(super) fn view(seen: &Seen) -> AnyView {
    let (message, words) = (MessageId(uuid::Uuid::nil()), Commitment(String::new()));
    let probe = Command::AskIdentity { by: act::SOMEBODY, message, words, doubt: None };
    let done = if seen.is_mailed() {
        td_string!(seen.locale, staff.doubt.done)
    } else {
        td_string!(seen.locale, staff.doubt.done_letter)
    };
    let can_ask = act::refusal(seen, probe) == Some(Refusal::ReasonsMissing);
    view! {
        {act::done_notice(seen, Section::Doubt, done)}
        {doubted(seen)}
        {can_ask.then(|| form(seen))}
    }
    .into_any()
}

fn doubted(seen: &Seen) -> Option<AnyView> {
    let (locale, reasons) = (seen.locale, seen.request.doubt.as_deref()?);
    let said = if seen.request.procedure.is_doubted() {
        td_string!(locale, staff.doubt.asked)
    } else {
        td_string!(locale, staff.doubt.was_asked)
    };
    let quoted = view! {
        <p>{said}</p>
        <blockquote class="quoted">{paragraphs(reasons)}</blockquote>
    };
    Some(quoted.into_any())
}

/// Folded away: who uses the mailbox on record is not asked again.
fn form(seen: &Seen) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Doubt));
    let (is_open, seen_version) = (kept.is_faulty(), act::seen(&seen.request));
    let language = texts::words::language(locale, seen.request.contact.language);
    let hint = td_string!(locale, staff.doubt.question_hint, language = language).to_string();
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.doubt.open)}</summary>
            <p>{td_string!(locale, staff.doubt.why)}</p>
            <Post action=AskIdentity::url()>
                {seen_version}
                <TextArea
                    field=kept.field(locale, "doubt")
                    label=td_string!(locale, staff.doubt.reasons)
                    hint=td_string!(locale, staff.doubt.reasons_hint)
                    rows=2
                />
                <TextArea
                    field=kept.field(locale, "identity_question")
                    label=td_string!(locale, staff.doubt.question)
                    hint
                    rows=3
                />
                {caution::view(locale, &kept)}
                {act::plain_button(td_string!(locale, staff.doubt.button))}
            </Post>
        </details>
    }
    .into_any()
}

/// Asks who the person is.
#[server(prefix = "/do", endpoint = "staff/doubt")]
pub async fn ask_identity(
    /// About which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// What is asked.
    #[server(default)]
    identity_question: String,
    /// Why staff doubt it.
    #[server(default)]
    doubt: String,
    /// Of which cautions staff say that they know.
    #[server(default)]
    despite: Vec<String>,
) -> Result<(), ServerFnError> {
    caution::kept(Section::Doubt.form(&reference, version), &despite)
        .with("identity_question", &identity_question)
        .with("doubt", &doubt)
        .settle(async |visit| {
            let desk = visit.staff().await?.knowing(caution::known(&despite));
            act::checked("identity_question", &identity_question)?;
            act::checked("doubt", &doubt)?;
            let missing = |text: &str| text.trim().is_empty();
            act::required([("doubt", missing(&doubt)), ("identity_question", missing(&identity_question))])?;
            let done = desk.ask_identity(&reference, version, &identity_question, &doubt).await;
            done.map_err(caution::told(Halt::from))?;
            Ok(Section::Doubt.done(&reference))
        })
        .await
}
