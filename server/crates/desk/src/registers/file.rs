//! The register of controllers as a file: the same fields as CSV and as JSON.

use super::rows::{Columns, FAULTS_MAX, Parsed, rows};
use crate::{DeskError, Result};
use domain::controller::{Field, Fields};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::io::Read;

/// In which form a register is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSV with a header (RFC 4180).
    Csv,
    /// An array of objects (RFC 8259).
    Json,
}

/// The name of no format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither csv nor json")]
pub struct NoFormat;

impl std::str::FromStr for Format {
    type Err = NoFormat;

    /// From its name, which files bear as extension, in either case.
    fn from_str(name: &str) -> std::result::Result<Self, NoFormat> {
        match name.to_lowercase().as_str() {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            _ => Err(NoFormat),
        }
    }
}

impl Format {
    /// Reads what a file says of each controller, with the line on which that begins.
    pub(super) fn read(self, mut file: impl Read) -> Parsed<Fields> {
        match self {
            Self::Csv => {
                let (required, optional) = Field::ALL.iter().partition::<Vec<Field>, _>(|field| field.is_required());
                let codes = |fields: Vec<Field>| fields.into_iter().map(Field::code).collect();
                let columns = Columns { required: codes(required), optional: codes(optional) };
                rows(file, &columns, |row: HashMap<String, String>| {
                    said(row.into_iter().map(|(name, text)| (name, Ok(text))))
                })
            }
            Self::Json => {
                let mut text = String::new();
                match file.read_to_string(&mut text) {
                    Ok(_) => elements(text.trim_start_matches('\u{feff}')),
                    Err(error) => Parsed::faulty(vec![(1, error.to_string())]),
                }
            }
        }
    }

    /// Writes controllers down, so that they can be read again.
    pub(super) fn write(self, controllers: &[Fields]) -> Result<String> {
        match self {
            Self::Csv => {
                let mut csv = csv::Writer::from_writer(Vec::new());
                csv.write_record(Field::ALL.iter().map(|field| field.code())).map_err(DeskError::internal)?;
                for fields in controllers {
                    let row = Field::ALL.iter().map(|field| fields.get(field).map_or("", String::as_str));
                    csv.write_record(row).map_err(DeskError::internal)?;
                }
                String::from_utf8(csv.into_inner().map_err(DeskError::internal)?).map_err(DeskError::internal)
            }
            Self::Json => {
                let objects: Vec<Value> = controllers.iter().map(object).collect();
                Ok(serde_json::to_string_pretty(&objects)? + "\n")
            }
        }
    }
}

/// The pairs of an object, in their order, also those whose name comes twice.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Pairs;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object with the fields of a controller")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// The elements of an array, each with its line.
fn elements(text: &str) -> Parsed<Fields> {
    let elements: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(elements) => elements,
        Err(error) => return Parsed::faulty(vec![(error.line().max(1) as u64, error.to_string())]),
    };
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (index, element) in elements.into_iter().enumerate() {
        // An element is borrowed from the text, so where it begins tells its line.
        let offset = element.get().as_ptr().addr().saturating_sub(text.as_ptr().addr());
        let line = 1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count() as u64;
        let pairs = serde_json::from_str::<Pairs>(element.get()).map_err(|error| error.to_string());
        let read = pairs.and_then(|Pairs(pairs)| {
            let read = said(pairs.into_iter().map(|(name, value)| (name, plain(value))))?;
            let missing = Field::ALL.iter().find(|field| field.is_required() && !read.contains_key(field));
            missing.map_or(Ok(read), |field| Err(format!("{:?} is missing", field.code())))
        });
        match read {
            Ok(fields) => good.push((line, fields)),
            Err(fault) => bad.push((line, format!("element {index}: {fault}"))),
        }
    }
    bad.truncate(FAULTS_MAX);
    Parsed { good, bad }
}

/// What a row or an object says, by field.
fn said(
    pairs: impl Iterator<Item = (String, std::result::Result<String, String>)>,
) -> std::result::Result<Fields, String> {
    let mut fields = Fields::new();
    for (name, text) in pairs {
        let field = Field::from_code(&name).ok_or_else(|| format!("no field is called {name:?}"))?;
        let text = text.map_err(|fault| format!("{name}: {fault}"))?;
        if fields.insert(field, text.trim().to_owned()).is_some() {
            return Err(format!("{name:?} is there twice"));
        }
    }
    Ok(fields)
}

/// A value as a cell of CSV would have it.
fn plain(value: Value) -> std::result::Result<String, String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(is) => Ok(if is { "yes" } else { "no" }.to_owned()),
        Value::String(text) => Ok(text),
        Value::Object(pairs) => {
            let pair = |(name, value): (&String, &Value)| value.as_str().map(|value| format!("{name}={value}"));
            let pairs: Option<Vec<_>> = pairs.iter().map(pair).collect();
            pairs.map(|pairs| pairs.join(" ")).ok_or_else(|| "its values must be texts".to_owned())
        }
        Value::Number(_) | Value::Array(_) => Err("must be a text".to_owned()),
    }
}

/// What is said of a controller as JSON has it: with truth values, and mandates by right.
fn object(fields: &Fields) -> Value {
    let value = |field: Field| {
        let text = fields.get(&field).map_or("", String::as_str);
        match field {
            Field::MayName | Field::IndexAuthorised => Value::Bool(text == "yes"),
            Field::Mandates => text.split(' ').filter_map(|pair| pair.split_once('=')).collect(),
            _ if text.is_empty() => Value::Null,
            _ => Value::String(text.to_owned()),
        }
    };
    Value::Object(Field::ALL.iter().map(|field| (field.code().to_owned(), value(*field))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(line: &str) -> String {
        let least = r#""number":"1","name":"Acme","member_state":"NL","language":"en","email":"a@example.org""#;
        format!(r#"{{{least},"may_name_controller":true,"index_authorised":false{line}}}"#)
    }

    #[test]
    fn an_object_says_what_a_row_says() {
        let json = format!("[{}]", object(r#","mandates":{"access":"answer"},"endpoint":null"#));
        let csv = "number,name,member_state,language,email,may_name_controller,index_authorised,mandates,endpoint\n\
            1,Acme,NL,en,a@example.org,yes,no,access=answer,\n";
        let read = |format: Format, file: &str| format.read(file.as_bytes()).good.remove(0).1;
        assert_eq!(read(Format::Json, &json), read(Format::Csv, csv));
        assert_eq!(read(Format::Json, &json).get(&Field::Endpoint).map(String::as_str), Some(""), "said to be none");
        assert_eq!(read(Format::Csv, csv).get(&Field::Channel), None, "not said");
    }

    #[test]
    fn what_is_wrong_in_json_is_told_by_line_and_element() {
        let table = [
            ("[\n{", 2, "EOF"),
            ("{}", 1, "expected a sequence"),
            ("[\n\n1]", 3, "element 0"),
            (
                &format!("[{},\n{}]", object(""), object(r#","colour":"red""#)),
                2,
                "element 1: no field is called \"colour\"",
            ),
            (&format!("[\n{}]", object(r#","name":"Other""#)), 2, "\"name\" is there twice"),
            (&format!("[{}]", object(r#","endpoint":["x"]"#)), 1, "endpoint: must be a text"),
            (&format!("[{}]", object(r#","mandates":{"access":1}"#)), 1, "mandates: its values must be texts"),
            (r#"[{"number":"1"}]"#, 1, "\"name\" is missing"),
        ];
        for (text, line, fault) in table {
            let faults = Format::Json.read(text.as_bytes()).bad;
            assert!(faults.len() == 1 && faults[0].0 == line && faults[0].1.contains(fault), "{text}: {faults:?}");
        }
    }
}
