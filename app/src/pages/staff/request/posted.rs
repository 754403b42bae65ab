//! What goes by letter: the way to the sheet, and that it was posted.

use super::Seen;
use super::act::{self, Section};
use crate::kit::{Post, SecondaryButton, Time};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use domain::procedure::{Command, Writing};
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// The way to a writing on paper, then the button that records that it left, or when it did.
pub(super) fn view(seen: &Seen, writing: Writing) -> AnyView {
    let (locale, reference) = (seen.locale, &seen.request.reference);
    let sent = seen.request.procedure.dispatched(writing);
    let class = if writing == Writing::Answer && sent.is_none() { "button" } else { "button secondary" };
    let (path, link) = match writing {
        Writing::Answer => (paths::answer_letter(reference), td_string!(locale, staff.letter.link)),
        Writing::Question => (paths::question_letter(reference), td_string!(locale, staff.talk.letter_link)),
        Writing::Extension => (paths::extension_letter(reference), td_string!(locale, staff.extend.letter_link)),
        Writing::Lifting => (paths::lifting_letter(reference), td_string!(locale, staff.lifting.letter_link)),
    };
    let state = match sent {
        Some(at) => {
            let done = act::done_notice(seen, Section::Posted, td_string!(locale, staff.letter.posted_done));
            let zone = seen.place.zone.clone();
            view! { {done} <p>{td_string!(locale, staff.letter.posted)} " " <Time locale at zone/></p> }.into_any()
        }
        None => form(seen, locale, writing),
    };
    view! {
        <p><a class=class href=path>{link}</a></p>
        {state}
    }
    .into_any()
}

fn form(seen: &Seen, locale: Locale, writing: Writing) -> AnyView {
    if act::refusal(seen, Command::Dispatch { by: Some(act::SOMEBODY), writing }).is_some() {
        return ().into_any();
    }
    let seen_version = act::seen(&seen.request);
    view! {
        <Post action=PostLetter::url()>
            {seen_version}
            <input type="hidden" name="writing" value=writing.code()/>
            <p class="hint">{td_string!(locale, staff.letter.posted_why)}</p>
            <SecondaryButton>{td_string!(locale, staff.letter.posted_button)}</SecondaryButton>
        </Post>
    }
    .into_any()
}

/// Where on the page a writing stands.
const fn section(writing: Writing) -> Section {
    match writing {
        Writing::Answer => Section::Answer,
        Writing::Question => Section::Talk,
        Writing::Extension => Section::Extend,
        Writing::Lifting => Section::Lifting,
    }
}

/// Records that a letter was posted.
#[server(prefix = "/do", endpoint = "staff/posted")]
pub async fn post_letter(
    /// About which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which letter.
    #[server(default)]
    writing: Option<Writing>,
) -> Result<(), ServerFnError> {
    Section::Posted
        .form(&reference, version)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let writing = writing.ok_or(DeskError::NotFound)?;
            desk.posted(&reference, version, writing).await?;
            Ok(Section::Posted.done_at(&reference, section(writing)))
        })
        .await
}
