//! The page of an answer, in words: one HTML document that needs nothing else, to be read off line and printed.
//!
//! It comes part by part, because a person's data may be more than memory should hold. Whatever others wrote goes
//! through [`escape`]; besides, the document forbids itself scripts and requests.

mod answer;
mod conversation;
mod data;
mod files;
#[cfg(test)]
mod tests;

use crate::texts::html::escape;
use crate::texts::{Locale, code, dates, td_string, words};
use desk::Operator;
use desk::package::{Cover, Leaf};
use domain::filing::Mailbox;
use domain::words::Right;

const STYLE: &str = include_str!("reading/style.css");
/// What the document allows itself: its own style sheet. Whoever serves it says the same.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Puts a part of the page into words.
pub fn word(leaf: &Leaf<'_>, cover: &Cover, operator: &Operator) -> String {
    let locale = Locale::from(cover.language);
    match leaf {
        Leaf::Opening => opening(locale, cover, operator),
        Leaf::Group(group) => data::group(locale, cover, group),
        Leaf::Item(group, item) => data::item(locale, item, group.items.len() == 1),
        Leaf::GroupEnd => "</section>\n".to_owned(),
        Leaf::Closing => closing(locale, cover, operator),
    }
}

fn opening(l: Locale, cover: &Cover, operator: &Operator) -> String {
    let title = td_string!(l, reading.title);
    let preview = match cover.answer {
        None => format!("<p class=\"preview\">{}</p>\n", escape(td_string!(l, reading.preview))),
        Some(_) => String::new(),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{heading} {reference} – {operator}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<p class=\"lead\">{operator}</p>\n<h1>{heading}</h1>\n<p class=\"lead\">{lead}</p>\n{preview}</header>\n\
         {contents}{request}{answer}<section id=\"data\" aria-labelledby=\"data-title\">\n<h2 id=\"data-title\">{data}</h2>\n{none}",
        lang = code(l),
        heading = escape(title),
        reference = escape(&cover.reference.to_string()),
        operator = escape(&operator.name),
        lead = escape(td_string!(l, reading.lead)),
        contents = contents(l, cover),
        request = request(l, cover),
        answer = answer::told(l, cover),
        data = escape(td_string!(l, reading.data)),
        none = if cover.contents.is_empty() { paragraph(td_string!(l, reading.data_none)) } else { String::new() },
    )
}

fn contents(l: Locale, cover: &Cover) -> String {
    let link = |anchor: &str, text: &str| format!("<li><a href=\"#{anchor}\">{}</a></li>\n", escape(text));
    let groups: String = cover
        .contents
        .iter()
        .zip(1..)
        .map(|(content, number)| {
            link(&data::anchor(number), &format!("{} ({})", content.label, data::entries(l, content.items)))
        })
        .collect();
    let groups = if groups.is_empty() { groups } else { format!("<li>{}<ul>\n{groups}</ul></li>\n", data_link(l)) };
    let title = escape(td_string!(l, reading.contents));
    format!(
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{title}</h2>\n<ul>\n{}{}{groups}{}{}{}{}{}</ul>\n</nav>\n",
        link("request", td_string!(l, reading.request)),
        if answer::is_told(cover) { link("answer", td_string!(l, reading.answer)) } else { String::new() },
        if cover.conversation.is_empty() {
            String::new()
        } else {
            link("conversation", td_string!(l, reading.conversation))
        },
        link("files", td_string!(l, reading.files)),
        link("who", td_string!(l, reading.who)),
        link("rights", td_string!(l, reading.rights)),
        link("remedies", td_string!(l, reading.remedies)),
    )
}

fn data_link(l: Locale) -> String {
    format!("<a href=\"#data\">{}</a>", escape(td_string!(l, reading.data)))
}

fn request(l: Locale, cover: &Cover) -> String {
    let right = format!("{} ({})", words::right_in_law(l, cover.right), words::article(l, cover.right));
    let mut rows = vec![
        (td_string!(l, reading.right), right),
        (td_string!(l, reading.reference), cover.reference.to_string()),
        (td_string!(l, reading.received), dates::instant(l, cover.received, &cover.zone)),
        (td_string!(l, reading.due), dates::full_day(l, cover.due)),
    ];
    if let Some(answer) = &cover.answer {
        rows.push((td_string!(l, reading.answered), dates::instant(l, answer.at, &cover.zone)));
        rows.push((td_string!(l, reading.outcome), words::outcome(l, answer.outcome).to_owned()));
        let ground = answer.ground.as_ref().map(|ground| words::ground_cited(l, ground));
        rows.extend(ground.map(|ground| (td_string!(l, common.answered.ground), ground)));
    }
    let row =
        |(name, value): &(&str, String)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(name), escape(value));
    let rows: String = rows.iter().map(row).collect();
    section("request", td_string!(l, reading.request), &format!("<dl>\n{rows}</dl>\n"))
}

fn closing(l: Locale, cover: &Cover, operator: &Operator) -> String {
    let conversation = conversation::told(l, cover, operator);
    let files = section("files", td_string!(l, reading.files), &files::list(l, cover));
    let who = format!(
        "<p>{}<br>{}</p>\n<p>{} {}</p>\n",
        escape(&operator.name),
        escape(&operator.address),
        escape(td_string!(l, reading.who_dpo)),
        contact(&operator.dpo)
    );
    let who = section("who", td_string!(l, reading.who), &who);
    let rights = section("rights", td_string!(l, reading.rights), &other_rights(l, cover.right));
    let remedies = answer::remedies(l, cover, operator);
    format!("</section>\n{conversation}{files}{who}{rights}{remedies}</main>\n</body>\n</html>\n")
}

fn other_rights(l: Locale, exercised: Right) -> String {
    let others = Right::ALL.iter().copied().filter(|right| *right != exercised);
    let row = |right| format!("<li>{} ({})</li>\n", escape(words::right(l, right)), escape(&words::article(l, right)));
    format!("{}<ul>\n{}</ul>\n", paragraph(td_string!(l, reading.rights_text)), others.map(row).collect::<String>())
}

fn section(id: &str, title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n{body}</section>\n"
    )
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>\n", escape(text))
}

/// A text as somebody wrote it: paragraphs at empty lines.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let parts = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| format!("<p class=\"written\">{}</p>\n", escape(part))).collect()
}

/// A link, where the address is one that a browser opens.
fn link(url: &str, text: &str) -> String {
    if url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:") {
        format!("<a href=\"{}\">{}</a>", escape(url), escape(text))
    } else {
        escape(text)
    }
}

/// A link to a file beside the page, by its path.
fn link_to(path: &str) -> String {
    format!("<a href=\"{0}\">{0}</a>", escape(path))
}

fn contact(contact: &str) -> String {
    match Mailbox::parse(contact) {
        Ok(address) => link(&format!("mailto:{}", address.as_str()), contact),
        Err(_) => escape(contact),
    }
}
