//! What staff and a data subject wrote to each other.

use super::files::file_note;
use super::{Time, paragraphs};
use crate::texts::{Locale, td_string};
use desk::conversation::{Attachment, Message};
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
}

/// The messages, oldest first; those of the staff stand apart from those of the data subject.
pub fn thread(voice: &Voice<'_>, messages: &[Message]) -> AnyView {
    let items = messages.iter().map(|one| message(voice, one)).collect_view();
    view! { <ol class="thread">{items}</ol> }.into_any()
}

fn message(voice: &Voice<'_>, message: &Message) -> impl IntoView + use<> {
    let (locale, zone, author) = (voice.locale, voice.zone.clone(), (voice.author)(message));
    let words = message.words.as_deref().map(paragraphs);
    let files = message.files.iter().map(|one| file(voice, one)).collect_view();
    let files = (!message.files.is_empty()).then(|| {
        view! {
            <p class="hidden">{td_string!(locale, common.thread.files)}</p>
            <ul class="files">{files}</ul>
        }
    });
    view! {
        <li class="message" class:staff=message.by.is_some()>
            <p class="message-head">
                <strong>{author}</strong> " " <Time locale at=message.at zone/>
            </p>
            {words}
            {files}
        </li>
    }
}

fn file(voice: &Voice<'_>, file: &Attachment) -> impl IntoView + use<> {
    let note = file_note(voice.locale, &file.media, file.bytes);
    view! {
        <li>
            <a href=(voice.path)(file) download>
                {file.name.clone()}
            </a>
            <span class="quiet-text small">{note}</span>
        </li>
    }
}
