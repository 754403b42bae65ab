//! What was written about the request, by either side.

use super::{link_to, paragraphs, section};
use crate::texts::html::escape;
use crate::texts::{Locale, dates, td_string, words};
use desk::Operator;
use desk::package::Cover;
use domain::export::{Author, SentFile, Spoken};

/// The messages, oldest first; nothing where there are none.
pub(super) fn told(l: Locale, cover: &Cover, operator: &Operator) -> String {
    if cover.conversation.is_empty() {
        return String::new();
    }
    let messages: String = cover.conversation.iter().map(|one| message(l, cover, operator, one)).collect();
    section("conversation", td_string!(l, reading.conversation), &messages)
}

fn message(l: Locale, cover: &Cover, operator: &Operator, message: &Spoken) -> String {
    let author = match message.from {
        Author::DataSubject => td_string!(l, common.you),
        Author::Controller => operator.name.as_str(),
    };
    let head = format!("{author}, {}", dates::instant(l, message.at, &cover.zone));
    let files: String = message.files.iter().map(|one| file(l, one)).collect();
    let files = if files.is_empty() { files } else { format!("<ul>\n{files}</ul>\n") };
    let text = message.text.as_deref().map(paragraphs).unwrap_or_default();
    format!("<h3>{}</h3>\n{}{text}{files}", escape(&head), came(l, message))
}

/// How it came, if not through the portal, and when.
fn came(l: Locale, message: &Spoken) -> String {
    let (Some(channel), Some(day)) = (message.channel, message.received_on) else { return String::new() };
    let (channel, day) = (words::channel(l, channel), dates::day(l, day));
    let came = td_string!(l, common.thread.relayed, channel = channel, day = day).to_string();
    format!("<p class=\"lead\">{}</p>\n", escape(&came))
}

fn file(l: Locale, file: &SentFile) -> String {
    let size = dates::size(l, file.bytes);
    format!("<li>{}: {} ({})</li>\n", link_to(&file.path), escape(&file.name), escape(&size))
}
