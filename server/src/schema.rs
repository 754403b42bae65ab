//! The JSON Schema of an answer, made from the very types that write it.

use domain::export::{Export, SCHEMA_VERSION};
use schemars::Schema;
use serde_json::Value;

/// The path at which the portal serves it.
pub const PATH: &str = "/schema/export-3.json";

/// The schema of `export.json`, in the dialect of 2020-12.
pub fn export() -> Schema {
    let mut schema = schemars::schema_for!(Export);
    schema.insert("version".to_owned(), Value::from(SCHEMA_VERSION));
    schema
}
