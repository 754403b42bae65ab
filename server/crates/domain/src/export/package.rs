//! What lies where in an answer.

use super::format::{Format, extension};
use jiff::Timestamp;
use serde::Serialize;

/// The page to read.
pub const PAGE: &str = "index.html";
/// The data in one file.
pub const EXPORT: &str = "export.json";
/// What else there is, with its sums.
pub const MANIFEST: &str = "manifest.json";
/// The version of the manifest's shape: raised when a reader of the old one would break.
pub const MANIFEST_VERSION: &str = "1";
/// The most characters of a system's or group's name in a path.
const NAME_MAX: usize = 48;

/// What lies in an answer besides the manifest itself, so that everybody can check that nothing is missing or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this shape.
    pub manifest_version: String,
    /// The reference of the request that is answered.
    pub reference: String,
    /// When the answer was put together.
    pub made_at: Timestamp,
    /// The files, in the order in which they lie there.
    pub files: Vec<ManifestFile>,
}

/// A file of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Where it lies, relative to the manifest.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256, in hex.
    pub sha256: String,
    /// Its media type (RFC 6838).
    pub media_type: String,
}

/// Where the untouched input with this number lies. The number makes it the only one of its name, and no name that a
/// system reserves; a document keeps the ending of its own name, and no more of it, for people name files after people.
pub fn original_path(number: usize, system: &str, format: Format, name: &str) -> String {
    let system = plain(system);
    match format {
        Format::Json => format!("originals/{number}-{system}.json"),
        Format::Csv => format!("originals/{number}-{system}.csv"),
        Format::Document => {
            format!("attachments/{number}-{system}.{}", extension(name).unwrap_or_else(|| "bin".to_owned()))
        }
    }
}

/// Where the file with this number lies that came with a message, by what its bytes are. Inputs and such files are
/// numbered on, so that no two share a path.
pub fn sent_path(number: usize, media_type: &str) -> String {
    let ending = match media_type {
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/heif" => "heif",
        "text/plain" => "txt",
        _ => "bin",
    };
    format!("attachments/{number}-message.{ending}")
}

/// Where the group with this number lies as a table.
pub fn table_path(number: usize, group: &str) -> String {
    format!("csv/{number}-{}.csv", plain(group))
}

/// A name of letters, digits, hyphens, underscores and single full stops between them: a path on every system.
fn plain(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let mut plain: String = name.chars().take(NAME_MAX).map(kept).collect();
    while plain.contains("..") {
        plain = plain.replace("..", ".");
    }
    let plain = plain.trim_matches('.');
    if plain.is_empty() { "data".to_owned() } else { plain.to_owned() }
}

/// The media type of a file in an answer, by the ending of its path.
pub fn media_type(path: &str) -> &'static str {
    match extension(path).as_deref() {
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("txt") => "text/plain",
        Some("pdf") => "application/pdf",
        Some("xml") => "application/xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("heif") => "image/heif",
        Some("eml") => "message/rfc822",
        Some("jws") => "application/jose",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_stays_inside_and_is_one_on_every_system() {
        let names = ["../../etc/passwd", "C:\\x", "con", "a/b", "", ".", "..", "...", "naam é", "x\0y", "a..b", "NUL."];
        for name in names {
            let paths = [
                original_path(1, name, Format::Json, name),
                original_path(2, name, Format::Document, name),
                table_path(3, name),
            ];
            for path in paths {
                let (folder, file) = path.split_once('/').unwrap();
                assert!(["originals", "attachments", "csv"].contains(&folder), "{path}");
                let is_safe = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                assert!(file.chars().all(is_safe) && !file.contains(".."), "{path}");
                assert!(file.starts_with(|c: char| c.is_ascii_digit()) && !file.ends_with('.'), "{path}");
            }
        }
        assert_eq!(plain(&"x".repeat(500)).len(), NAME_MAX);
    }

    #[test]
    fn a_document_keeps_the_ending_of_its_name_and_no_more() {
        let cases = [
            ("contract Jansen.PDF", "attachments/4-crm.pdf"),
            ("scan", "attachments/4-crm.bin"),
            ("x.tar.gz", "attachments/4-crm.gz"),
            ("x.p/f", "attachments/4-crm.bin"),
        ];
        for (name, path) in cases {
            assert_eq!(original_path(4, "crm", Format::Document, name), path);
        }
        assert_eq!(media_type("attachments/4-crm.pdf"), "application/pdf");
        assert_eq!(media_type("attachments/4-crm.gz"), "application/octet-stream");
        let table = [
            ("json", "application/json"),
            ("csv", "text/csv; charset=utf-8"),
            ("html", "text/html; charset=utf-8"),
            ("xml", "application/xml"),
            ("eml", "message/rfc822"),
            ("zip", "application/zip"),
        ];
        for (ending, media) in table {
            assert_eq!(media_type(&format!("originals/1-crm.{ending}")), media);
        }
    }

    #[test]
    fn a_file_that_was_sent_is_told_to_be_what_it_was_taken_for() {
        for media in ["application/pdf", "image/jpeg", "image/png", "image/webp", "image/heif", "text/plain"] {
            let path = sent_path(3, media);
            assert!(path.starts_with("attachments/3-message."), "{path}");
            assert_eq!(media_type(&path), media, "{path}");
        }
        assert_eq!(media_type(&sent_path(3, "text/html")), "application/octet-stream");
    }
}
