//! What staff and a data subject wrote to each other.

use super::files::file_note;
use super::{Time, paragraphs};
use crate::texts::{Locale, dates, td_string, words};
use desk::conversation::{Attachment, Message};
use domain::procedure::Relayed;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// How a page tells who wrote what, and where the files are.
pub struct Voice<'a> {
    /// The language of the page.
    pub locale: Locale,
    /// In which times are told.
    pub zone: &'a TimeZone,
    /// Who wrote a message.
    pub author: &'a dyn Fn(&Message) -> String,
    /// Where an attachment is.
    pub path: &'a dyn Fn(&Attachment) -> String,
    /// What is said of whoever put down a message that came otherwise than through the portal, if anything.
    pub recorder: &'a dyn Fn(&Relayed) -> Option<String>,
}

/// The messages, oldest first; those of the staff stand apart from those of the data subject.
pub fn thread(voice: &Voice<'_>, messages: &[Message]) -> AnyView {
    let items = messages.iter().map(|one| message(voice, one)).collect_view();
    view! { <ol class="thread">{items}</ol> }.into_any()
}

fn message(voice: &Voice<'_>, message: &Message) -> impl IntoView + use<> {
    let (locale, zone, author) = (voice.locale, voice.zone.clone(), (voice.author)(message));
    let words = message.words.as_deref().map(paragraphs);
    let came = message.relayed.as_ref().map(|relayed| view! { <p class="hint">{came(voice, relayed)}</p> });
    let files = attached(locale, &message.files, td_string!(locale, common.thread.files), voice.path);
    view! {
        <li class="message" class:staff=message.by.is_some()>
            <p class="message-head">
                <strong>{author}</strong> " " <Time locale at=message.at zone/>
            </p>
            {came}
            {words}
            {files}
        </li>
    }
}

/// How it came, if not through the portal, and when.
fn came(voice: &Voice<'_>, relayed: &Relayed) -> String {
    let (locale, channel) = (voice.locale, words::channel(voice.locale, relayed.channel));
    let day = dates::day(locale, relayed.day);
    let came = td_string!(locale, common.thread.relayed, channel = channel, day = day).to_string();
    let recorder = (voice.recorder)(relayed).map(|who| format!(" · {who}"));
    format!("{came}{}", recorder.unwrap_or_default())
}

/// Files to save, under a heading for those who do not see that they are.
pub fn attached(
    locale: Locale,
    files: &[Attachment],
    heading: &'static str,
    path: &dyn Fn(&Attachment) -> String,
) -> Option<AnyView> {
    let list = files.iter().map(|one| file(locale, one, path(one))).collect_view();
    (!files.is_empty()).then(|| {
        view! {
            <p class="hidden">{heading}</p>
            <ul class="files">{list}</ul>
        }
        .into_any()
    })
}

fn file(locale: Locale, file: &Attachment, path: String) -> impl IntoView + use<> {
    let note = file_note(locale, &file.media, file.bytes);
    view! {
        <li>
            <a href=path download>
                {file.name.clone()}
            </a>
            <span class="quiet-text small">{note}</span>
        </li>
    }
}
