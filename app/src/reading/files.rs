//! The files beside the page.

use super::link_to;
use crate::texts::html::escape;
use crate::texts::{Locale, dates, td_string};
use desk::package::{Cover, CoverFile, Origin};
use domain::export::Format;
use domain::export::package::MANIFEST;

pub(super) fn list(l: Locale, cover: &Cover) -> String {
    let text = td_string!(l, reading.files_text, manifest = MANIFEST).to_string();
    let rows: String = cover.files.iter().map(|file| row(l, file)).collect();
    format!("<p>{}</p>\n<ul>\n{rows}</ul>\n", escape(&text))
}

fn row(l: Locale, file: &CoverFile) -> String {
    let size = dates::size(l, file.bytes);
    format!("<li>{}: {} ({})</li>\n", link_to(&file.path), escape(&what(l, file)), escape(&size))
}

fn what(l: Locale, file: &CoverFile) -> String {
    match (&file.origin, &file.name) {
        (Origin::Made, _) if file.path.starts_with("csv/") => td_string!(l, reading.file_table).to_owned(),
        (Origin::Made, _) => td_string!(l, reading.file_export).to_owned(),
        (Origin::Sent, name) => {
            let name = name.as_deref().unwrap_or_default();
            td_string!(l, reading.file_sent, name = name).to_string()
        }
        (Origin::Input(Format::Document, system), Some(name)) => {
            td_string!(l, reading.file_document_named, name = name, system = system).to_string()
        }
        (Origin::Input(Format::Document, system), None) => {
            td_string!(l, reading.file_document, system = system).to_string()
        }
        (Origin::Input(_, system), _) => td_string!(l, reading.file_original, system = system).to_string(),
    }
}
