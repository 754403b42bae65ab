//! The shape of the answer, as published in the JSON Schema.
//!
//! The data follow the portable shape that WordPress gave its personal data exports (groups of items of name and
//! value), so that tools which read those read these.

mod conversation;
mod csv;
mod figure;
mod format;
mod groups;
pub mod package;
mod table;
mod tree;

pub use conversation::{Author, SentFile, Spoken};
pub use csv::{CsvFault, csv_groups};
pub use figure::Figure;
pub use format::{DataFault, Format};
pub use groups::{Distinct, JsonFault, groups};
pub use table::Table;

use crate::words::Right;
use jiff::Timestamp;
use serde::Serialize;

/// The version of the published schema: raised when a reader of the old one would break.
pub const SCHEMA_VERSION: &str = "3";

/// An answer to a request of access or portability (GDPR Art. 15(3), 20(1)).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// The version of this schema.
    pub schema_version: String,
    /// Terms of the Data Privacy Vocabulary used below, as a JSON-LD context.
    #[serde(rename = "@context")]
    pub context: Vocabulary,
    /// What is answered.
    pub request: RequestFacts,
    /// The organisation that answers.
    pub controller: ControllerFacts,
    /// When this file was made.
    pub exported_at: Timestamp,
    /// The data, by system and kind.
    pub groups: Vec<Group>,
    /// The untouched inputs from which the groups were made.
    pub originals: Vec<Original>,
    /// Documents that are given as they are.
    pub attachments: Vec<Original>,
    /// What was written about the request, oldest first; its files lie among the attachments.
    pub conversation: Vec<Spoken>,
}

/// A JSON-LD context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// The Data Privacy Vocabulary.
    pub dpv: String,
    /// Its extension for the GDPR.
    #[serde(rename = "eu-gdpr")]
    pub eu_gdpr: String,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { dpv: "https://w3id.org/dpv#".into(), eu_gdpr: "https://w3id.org/dpv/legal/eu/gdpr#".into() }
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestFacts {
    /// The reference that the person has.
    pub reference: String,
    /// The right.
    pub right: Right,
    /// Its article of the GDPR.
    pub article: String,
    /// Its IRI in the Data Privacy Vocabulary.
    pub dpv: String,
    /// When the request was received.
    pub received_at: Timestamp,
    /// The last day for the answer, as computed (Art. 12(3)).
    pub due: jiff::civil::Date,
}

/// The organisation that answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ControllerFacts {
    /// Its name.
    pub name: String,
    /// Where it, or its data protection officer, is reached.
    pub contact: String,
}

/// A kind of data from one system.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// A stable name.
    pub group_id: String,
    /// A heading.
    pub group_label: String,
    /// Where it comes from.
    pub group_description: String,
    /// The items.
    pub items: Vec<Item>,
}

/// One thing: an invoice, a message.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// A name unique within the group.
    pub item_id: String,
    /// Its fields.
    pub data: Vec<Datum>,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Datum {
    /// Its name; what was nested is joined by ` / `.
    pub name: String,
    /// Its value.
    pub value: Scalar,
}

/// A value without structure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Scalar {
    /// A text.
    Text(String),
    /// A number, digit for digit as it stood in the input.
    Number(Figure),
    /// Yes or no.
    Flag(bool),
    /// Nothing.
    Null,
}

/// A file that is given untouched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// Where it lies, relative to the export.
    pub path: String,
    /// From which system it came.
    pub system: String,
    /// The name that the file had, if it came as one.
    pub name: Option<String>,
    /// Its media type (RFC 6838).
    pub media_type: String,
    /// SHA-256, in hex.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}
