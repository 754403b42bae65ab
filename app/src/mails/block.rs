//! A part of a letter, and how it looks as plain text and as HTML.

use crate::texts::html::escape;

/// A part of a letter.
pub(super) enum Block {
    /// A paragraph.
    Text(String),
    /// A code to type over.
    Code(String),
    /// A list.
    List(Vec<String>),
    /// A link, shown as it is: people see where it leads.
    Link(String),
    /// A paragraph in passing.
    Small(String),
}

/// The letter as plain text.
pub(super) fn text(blocks: &[Block]) -> String {
    let one = |block: &Block| match block {
        Block::Text(text) | Block::Small(text) => text.clone(),
        Block::Code(text) | Block::Link(text) => format!("    {text}"),
        Block::List(items) => items.iter().map(|item| format!("  • {item}")).collect::<Vec<_>>().join("\n"),
    };
    let mut text = blocks.iter().map(one).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

const BODY: &str = "margin:0;padding:24px 16px;font:16px/1.6 system-ui,'Segoe UI',Roboto,Arial,sans-serif;color:#1b1f22;\
                    background:#ffffff";
const CODE: &str = "margin:24px 0;font:600 28px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px";

/// The letter as an HTML document. Mail programs know no style sheets: what little there is of looks stands inline.
pub(super) fn html(language: &str, subject: &str, blocks: &[Block]) -> String {
    let one = |block: &Block| match block {
        Block::Text(text) => format!("<p>{}</p>\n", escape(text)),
        Block::Code(code) => format!("<p style=\"{CODE}\">{}</p>\n", escape(code)),
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", escape(item))).collect();
            format!("<ul>{items}</ul>\n")
        }
        Block::Link(url) => format!("<p><a href=\"{0}\" style=\"color:#0d4750\">{0}</a></p>\n", escape(url)),
        Block::Small(text) => format!("<p style=\"color:#474d52;font-size:14px\">{}</p>\n", escape(text)),
    };
    let body: String = blocks.iter().map(one).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"{BODY}\">\n<div style=\"max-width:36em;margin:0 auto\">\n{body}</div>\n</body>\n</html>\n",
        escape(subject)
    )
}
