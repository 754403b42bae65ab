//! The JSON Schemas of what goes out, made from the very types that write it, in the dialect of 2020-12.

use desk::controller::{ENVELOPE_VERSION, Envelope};
use domain::export::{Export, SCHEMA_VERSION};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

/// The path at which the portal serves that of an answer.
pub const PATH: &str = "/schema/export-3.json";
/// The path at which the portal serves that of a forwarded request.
pub const ENVELOPE_PATH: &str = "/schema/envelope-4.json";
/// The path at which the portal serves the terms of its own in it.
pub const TERMS_PATH: &str = "/schema/terms";

/// The path at which the portal serves the keys that check what it signed (RFC 7517).
pub const JWKS_PATH: &str = "/.well-known/jwks.json";
/// The path at which the portal says what it supports of passing requests on.
pub const DISCOVERY_PATH: &str = "/.well-known/inzage";

/// The schema of `export.json`.
pub fn export() -> Schema {
    of::<Export>(SCHEMA_VERSION)
}

/// The schema of a forwarded request.
pub fn envelope() -> Schema {
    of::<Envelope>(ENVELOPE_VERSION)
}

fn of<T: JsonSchema>(version: &str) -> Schema {
    let mut schema = schemars::schema_for!(T);
    schema.insert("version".to_owned(), Value::from(version));
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_served_under_its_version() {
        assert_eq!(PATH, format!("/schema/export-{SCHEMA_VERSION}.json"));
        assert_eq!(ENVELOPE_PATH, format!("/schema/envelope-{ENVELOPE_VERSION}.json"));
    }
}
