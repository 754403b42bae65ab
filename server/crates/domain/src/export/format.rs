use super::{CsvFault, Group, JsonFault, csv_groups, groups};
use crate::words::words;
use thiserror::Error;

words! {
    /// In which form a piece of data came.
    Format {
        /// JSON, read into groups.
        Json = "json",
        /// CSV, read into groups.
        Csv = "csv",
        /// Anything else: given as it is.
        Document = "document",
    }
}

/// Why data cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DataFault {
    /// As JSON.
    #[error(transparent)]
    Json(#[from] JsonFault),
    /// As CSV.
    #[error(transparent)]
    Csv(#[from] CsvFault),
}

impl Format {
    /// The form that the name of a file tells: what is neither JSON nor CSV is a document.
    pub fn of_file(name: &str) -> Self {
        match extension(name).as_deref() {
            Some("json") => Self::Json,
            Some("csv" | "tsv") => Self::Csv,
            _ => Self::Document,
        }
    }

    /// Whether it is read into groups.
    pub const fn is_data(self) -> bool {
        !matches!(self, Self::Document)
    }

    /// Reads what a system gave into groups; a document has none. Text is UTF-8 (RFC 8259 §8.1); a byte-order mark, as
    /// some exports begin with, is passed over.
    ///
    /// # Errors
    /// A [`DataFault`] that says where.
    pub fn groups(self, system: &str, label: &str, bytes: &[u8]) -> Result<Vec<Group>, DataFault> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match (self, std::str::from_utf8(bytes)) {
            (Self::Document, _) => Ok(Vec::new()),
            (Self::Json, Ok(json)) => Ok(groups(system, label, json)?),
            (Self::Csv, Ok(csv)) => Ok(csv_groups(system, label, csv)?),
            (Self::Json, Err(error)) => Err(JsonFault::Syntax { line: line(bytes, &error), column: 1 }.into()),
            (Self::Csv, Err(error)) => Err(CsvFault::NotUtf8 { line: line(bytes, &error) }.into()),
        }
    }
}

/// The line of the first byte that is not UTF-8.
fn line(bytes: &[u8], error: &std::str::Utf8Error) -> usize {
    let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
    good.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The ending of a file's name in small letters, if it is one that every system knows how to keep.
pub(super) fn extension(name: &str) -> Option<String> {
    let (_, ending) = name.rsplit_once('.')?;
    let is_plain = (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    is_plain.then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_form() {
        let cases = [
            ("a.json", Format::Json),
            ("A.CSV", Format::Csv),
            ("a.tsv", Format::Csv),
            ("a.json.pdf", Format::Document),
            ("json", Format::Document),
            ("", Format::Document),
        ];
        for (name, format) in cases {
            assert_eq!(Format::of_file(name), format, "{name}");
            assert_eq!(Format::from_code(format.code()), Some(format));
            assert_eq!(format.is_data(), format != Format::Document);
        }
    }

    #[test]
    fn what_is_no_utf8_is_named_by_line_and_a_byte_order_mark_is_passed_over() {
        let latin = b"naam\nJ\nRen\xe9\n";
        assert_eq!(Format::Csv.groups("a", "A", latin), Err(CsvFault::NotUtf8 { line: 3 }.into()));
        let json = Err(JsonFault::Syntax { line: 3, column: 1 }.into());
        assert_eq!(Format::Json.groups("a", "A", latin), json);
        assert_eq!(Format::Document.groups("a", "A", latin), Ok(Vec::new()));
        let marked = Format::Csv.groups("a", "A", b"\xef\xbb\xbfnaam\nJ\n").unwrap();
        assert_eq!(marked[0].items[0].data[0].name, "naam");
        assert!(matches!(
            Format::Csv.groups("a", "A", b"\xff\xfen\0a\0"),
            Err(DataFault::Csv(CsvFault::NotUtf8 { line: 1 }))
        ));
    }
}
