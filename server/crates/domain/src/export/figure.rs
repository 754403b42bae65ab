use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::value::RawValue;
use std::fmt;

/// A number of JSON in the digits in which it was written (RFC 8259 §6).
///
/// An account of 24 digits or an amount of `12.50` is somebody's data; a float would round the one and shorten the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure(String);

impl Figure {
    /// Takes digits that a JSON parser has read as a number.
    pub(super) fn parsed(digits: &str) -> Self {
        Self(digits.to_owned())
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Figure {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}
