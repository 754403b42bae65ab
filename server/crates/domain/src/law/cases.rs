//! Files of cases: facts and expected results, computed anew, so that anybody can check the engine against their own.

mod breach;
mod deadline;
mod retention;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::calendar::Calendar;

/// The formats that can be read.
const FORMATS: [&str; 3] = ["deadline-cases/1", "breach-cases/1", "retention-cases/1"];

/// Everything that a case can ask for by key; or why it cannot be computed.
type Computed = Result<Map<String, Value>, String>;

/// What is wrong with a file of cases as a whole.
#[derive(Debug, thiserror::Error)]
pub enum CaseFileError {
    /// Not JSON, or not of this shape.
    #[error("not a file of cases")]
    Shape(#[from] serde_json::Error),
    /// A format that this program does not know.
    #[error("the format {0:?} is not known, expected one of {FORMATS:?}")]
    Format(String),
}

#[derive(Deserialize)]
struct File {
    format: String,
    /// What holds where a case does not say it.
    #[serde(default)]
    policy_defaults: Map<String, Value>,
    cases: Vec<Value>,
}

/// A case, computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// What to call the case: its id, or its number in the file.
    pub name: String,
    /// Its `id` and every key that its `expect` names, computed; without an `expect`, everything that can be.
    pub row: Value,
    /// Why it could not be computed, if so. The row then has an `error` with code `bad_case` and this as its message.
    pub fault: Option<String>,
    /// The keys that it expects otherwise, or that nobody computes.
    pub differs: Vec<String>,
}

/// Computes every case of a file.
///
/// A case that cannot be read is a [fault](Checked::fault); the others are computed all the same.
///
/// # Errors
/// [`CaseFileError`] if the file as a whole cannot be read.
pub fn check(json: &str, calendar: &Calendar) -> Result<Vec<Checked>, CaseFileError> {
    let File { format, policy_defaults, cases } = serde_json::from_str(json.trim_start_matches('\u{feff}'))?;
    let compute: &dyn Fn(&Value) -> Computed = match format.as_str() {
        "deadline-cases/1" => &|case| deadline::compute(case, calendar),
        "breach-cases/1" => &breach::compute,
        "retention-cases/1" => &retention::compute,
        _ => return Err(CaseFileError::Format(format)),
    };
    let computed = cases.iter().zip(1..).map(|(case, number)| {
        let result = settled(case, &policy_defaults).and_then(|settled| compute(&settled));
        checked(case, number, result)
    });
    Ok(computed.collect())
}

/// The case without what it leaves open, and with the file's policy where it has none of its own.
fn settled(case: &Value, policy_defaults: &Map<String, Value>) -> Result<Value, String> {
    let mut case = case.as_object().ok_or("it is no object")?.clone();
    case.retain(|_, value| !value.is_null());
    let own = case.entry("policy").or_insert_with(|| json!({})).as_object_mut().ok_or("its policy is no object")?;
    for (switch, value) in policy_defaults {
        own.entry(switch).or_insert_with(|| value.clone());
    }
    Ok(Value::Object(case))
}

fn checked(case: &Value, number: usize, result: Computed) -> Checked {
    let id = &case["id"];
    let name = id.as_str().map_or_else(|| format!("number {number}"), |id| format!("{id:?}"));
    let mut row = Map::from_iter([("id".to_owned(), id.clone())]);
    let mut differs = Vec::new();
    let fault = match result {
        Ok(computed) if case["expect"].is_null() => {
            row.extend(computed);
            None
        }
        Ok(computed) => {
            for (key, expected) in case["expect"].as_object().into_iter().flatten() {
                if computed.get(key) != Some(expected) {
                    differs.push(key.clone());
                }
                row.extend(computed.get_key_value(key).map(|(key, value)| (key.clone(), value.clone())));
            }
            None
        }
        Err(fault) => {
            row.insert("error".to_owned(), json!({ "code": "bad_case", "message": fault }));
            Some(fault)
        }
    };
    Checked { name, row: Value::Object(row), fault, differs }
}

/// Results by key.
fn keyed<const N: usize>(values: [(&str, Value); N]) -> Map<String, Value> {
    values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
