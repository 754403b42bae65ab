use super::{Figure, Scalar};
use indexmap::IndexMap;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

/// JSON with its numbers as they were written.
pub(super) enum Tree {
    Object(IndexMap<String, Tree>),
    List(Vec<Tree>),
    Leaf(Scalar),
}

impl Tree {
    /// Reads a text.
    ///
    /// # Errors
    /// Those of the parser, with line and column; it stops at 128 levels.
    pub(super) fn read(json: &str) -> serde_json::Result<Self> {
        // Raw values are skipped over without counting levels, so the whole is judged first.
        serde_json::from_str::<serde_json::Value>(json)?;
        serde_json::from_str(json)
    }

    pub(super) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let tree = match raw.as_bytes().first() {
            Some(b'{') => serde_json::from_str(raw).map(Self::Object),
            Some(b'[') => serde_json::from_str(raw).map(Self::List),
            Some(b'"') => serde_json::from_str(raw).map(|text| Self::Leaf(Scalar::Text(text))),
            Some(b't' | b'f') => serde_json::from_str(raw).map(|flag| Self::Leaf(Scalar::Flag(flag))),
            Some(b'n') => Ok(Self::Leaf(Scalar::Null)),
            _ => Ok(Self::Leaf(Scalar::Number(Figure::parsed(raw)))),
        };
        tree.map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scalar_is_what_it_was_written_as() {
        let kind = |json: &str| match Tree::read(json).unwrap() {
            Tree::Leaf(Scalar::Text(_)) => "text",
            Tree::Leaf(Scalar::Flag(flag)) => {
                if flag {
                    "true"
                } else {
                    "false"
                }
            }
            Tree::Leaf(Scalar::Null) => "null",
            Tree::Leaf(Scalar::Number(_)) => "number",
            Tree::Object(_) | Tree::List(_) => "tree",
        };
        let table = [("\"true\"", "text"), ("true", "true"), ("false", "false"), ("null", "null"), ("-1.50", "number")];
        for (json, expected) in table {
            assert_eq!(kind(json), expected, "{json}");
        }
    }
}
