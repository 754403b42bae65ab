//! Who asks, where several people read one mailbox.

use super::FORM;
use crate::forms::{Flaw, Form, Halt, Kept};
use crate::kit::{Button, Notice, Post, SecondaryButton, TextField, Tone};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use domain::ids::FilingId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// Under which name the answer is sent.
const WHO: &str = "who";

/// The form control that asks who filed `filing`; or, without one, under which name somebody filed at all.
pub(super) fn control(filing: Option<FilingId>) -> String {
    filing.map_or_else(|| WHO.to_owned(), |filing| format!("{WHO}_{filing}"))
}

/// Asks for a name or a reference.
pub(super) fn field(locale: Locale, filing: Option<FilingId>, kept: &Kept) -> impl IntoView + use<> {
    let field = kept.field(locale, &control(filing));
    let (label, hint) = (td_string!(locale, subject.who.label), td_string!(locale, subject.who.hint));
    view! { <TextField field label hint sent_as=WHO autocomplete="name"/> }
}

/// Nothing is shown before somebody says who asks.
pub(super) fn question(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let field = field(locale, None, kept);
    view! {
        <Notice tone=Tone::Calm>
            <p>{td_string!(locale, subject.who.several)}</p>
        </Notice>
        <Post action=SayWho::url()>
            {field}
            <Button>{td_string!(locale, subject.who.submit)}</Button>
        </Post>
    }
}

/// The way to what was filed under another name: always there, so that it tells nothing.
pub(super) fn another(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let is_faulty = kept.flaws.iter().any(|(field, _)| *field == control(None));
    let field = field(locale, None, kept);
    view! {
        <details class="more" open=is_faulty>
            <summary>{td_string!(locale, subject.who.another)}</summary>
            <p>{td_string!(locale, subject.who.another_text)}</p>
            <Post action=SayWho::url()>
                {field}
                <SecondaryButton>{td_string!(locale, subject.who.submit)}</SecondaryButton>
            </Post>
        </details>
    }
}

/// What the desk did not find, said at the field.
pub(super) fn not_accepted(filing: Option<FilingId>, typed: &str) -> impl Fn(DeskError) -> Halt {
    let (control, is_empty) = (control(filing), typed.trim().is_empty());
    move |error| match error {
        DeskError::NotFound if is_empty => Halt::flaw(&control, Flaw::Missing),
        DeskError::NotFound => Halt::flaw(&control, Flaw::NotAccepted),
        other => other.into(),
    }
}

/// Says under which name, or with which reference, the person filed.
#[server(prefix = "/do", endpoint = "requests/who")]
pub async fn say_who(
    /// The name or the reference, as typed.
    #[server(default)]
    who: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::REQUESTS)
        .with(WHO, &who)
        .settle(async |visit| {
            let desk = visit.subject().await?;
            desk.name(&visit.session, &who).await.map_err(not_accepted(None, &who))?;
            Ok(paths::REQUESTS.to_owned())
        })
        .await
}
