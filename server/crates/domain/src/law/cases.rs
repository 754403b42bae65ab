//! Files of cases: facts and expected results, computed anew, so that anybody can check the engine against their own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::assess::{Act, ActKind, Assessment, Judgement};
use super::calendar::Calendar;
use super::deadline::LawError;
use super::holiday::Holiday;
use super::place::{MemberState, Place, PlaceError};
use super::policy::{ClockPolicy, ExtensionGround};
use super::rules::Rules;

/// What is wrong with a file of cases as a whole.
#[derive(Debug, thiserror::Error)]
pub enum CaseFileError {
    /// Not JSON, or not of this shape.
    #[error("not a file of cases: {0}")]
    Shape(#[from] serde_json::Error),
    /// A format that this program does not know.
    #[error("the format {0:?} is not known, expected \"deadline-cases/1\"")]
    Format(String),
}

#[derive(Deserialize)]
struct File {
    format: String,
    cases: Vec<Value>,
}

/// One case of `deadline-cases/1`.
#[derive(Deserialize)]
struct DeadlineCase {
    member_state: String,
    time_zone: String,
    received: Timestamp,
    /// Lists that replace those of the Member State, by year.
    #[serde(default)]
    holidays: BTreeMap<i16, Vec<Date>>,
    #[serde(default)]
    steps: Vec<CaseStep>,
    #[serde(default)]
    policy: ClockPolicy,
    #[serde(default)]
    expect: Expectation,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum CaseStep {
    IdentityRequested { at: Timestamp },
    IdentitySupplied { at: Timestamp },
    Extended { at: Timestamp, months: i64, grounds: Vec<ExtensionGround> },
    Refused { at: Timestamp },
    Answered { at: Timestamp },
}

/// Of what is expected, only the instants that are questions themselves.
#[derive(Default, Deserialize)]
struct Expectation {
    #[serde(default)]
    accepts_extension_at: Vec<String>,
    #[serde(default)]
    rejects_extension_at: Vec<Rejection>,
}

#[derive(Deserialize)]
struct Rejection {
    at: String,
}

/// Computes every case of a file: per case its `id` and every key that its `expect` names.
///
/// A case that cannot be read gives an `error` with code `bad_case` and a message; the others are computed all the same.
///
/// # Errors
/// [`CaseFileError`] if the file as a whole cannot be read.
pub fn check(json: &str, calendar: &Calendar) -> Result<Vec<Value>, CaseFileError> {
    let file: File = serde_json::from_str(json)?;
    match file.format.as_str() {
        "deadline-cases/1" => Ok(file.cases.iter().map(|case| check_deadline(case, calendar)).collect()),
        _ => Err(CaseFileError::Format(file.format)),
    }
}

fn check_deadline(case: &Value, calendar: &Calendar) -> Value {
    let mut row = Map::new();
    row.insert("id".to_owned(), case["id"].clone());
    let computed = DeadlineCase::deserialize(case).map_err(|error| error.to_string());
    match computed.and_then(|case| compute(&case, calendar)) {
        Ok(mut computed) => {
            if let Some(expected) = case["expect"].as_object() {
                computed.retain(|key, _| expected.contains_key(key));
            }
            row.extend(computed);
        }
        Err(message) => {
            row.insert("error".to_owned(), json!({ "code": "bad_case", "message": message }));
        }
    }
    Value::Object(row)
}

/// Everything that a case can ask for.
fn compute(case: &DeadlineCase, calendar: &Calendar) -> Result<Map<String, Value>, String> {
    let place = match Place::parse(&case.member_state, &case.time_zone) {
        Ok(place) => place,
        Err(PlaceError::CountryCode(code)) => return Ok(unknown_state(&code)),
        Err(error) => return Err(error.to_string()),
    };
    let calendar = case.calendar(calendar, place.member_state);
    let rules = Rules { place: &place, calendar: &calendar, policy: &case.policy };
    let acts: Vec<Act> = case.steps.iter().map(CaseStep::act).collect();
    let assessment = rules.assess(case.received, &acts);
    let (accepted, rejected) = probes(case, &rules, &acts)?;
    let mut computed = dates(&assessment, &place);
    computed.insert("accepts_extension_at".to_owned(), json!(accepted));
    computed.insert("rejects_extension_at".to_owned(), json!(rejected));
    Ok(computed)
}

fn dates(assessment: &Assessment, place: &Place) -> Map<String, Value> {
    let last_instant = assessment.last.as_ref().map(|deadline| {
        let offset = place.zone.to_offset(deadline.last_instant);
        deadline.last_instant.display_with_offset(offset).to_string()
    });
    let results = assessment.judgements.iter().map(judgement_code);
    let trace = assessment.trace.iter().filter(|step| !step.is_narrative());
    let values = [
        ("initial_due", json!(assessment.initial)),
        ("final_due", json!(assessment.last.as_ref().map(|deadline| deadline.due))),
        ("last_instant", json!(last_instant)),
        ("step_results", results.collect()),
        ("error", json!(assessment.error.as_ref().map(error))),
        ("trace", trace.map(ToString::to_string).collect()),
    ];
    values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The instants at which the case asks whether an extension is accepted, sorted into both answers.
fn probes(case: &DeadlineCase, rules: &Rules<'_>, acts: &[Act]) -> Result<(Vec<String>, Vec<Value>), String> {
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    let asked = case.expect.accepts_extension_at.iter();
    for text in asked.chain(case.expect.rejects_extension_at.iter().map(|probe| &probe.at)) {
        let at: Timestamp = text.parse().map_err(|error| format!("{text:?} is no instant: {error}"))?;
        match rules.probe_extension(case.received, acts, at) {
            Ok(None) => accepted.push(text.clone()),
            Ok(Some(refusal)) => rejected.push(json!({ "at": text, "code": refusal.code() })),
            Err(error) => rejected.push(json!({ "at": text, "code": error.code() })),
        }
    }
    Ok((accepted, rejected))
}

fn unknown_state(code: &str) -> Map<String, Value> {
    let nothing = ["initial_due", "final_due", "last_instant"].map(|key| (key, Value::Null));
    let empty = ["step_results", "accepts_extension_at", "rejects_extension_at", "trace"].map(|key| (key, json!([])));
    let error = ("error", json!({ "code": "unknown_member_state", "member_state": code }));
    let all = nothing.into_iter().chain(empty).chain([error]);
    all.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn error(error: &LawError) -> Value {
    match error {
        LawError::UnknownMemberState(state) => json!({ "code": error.code(), "member_state": state }),
        LawError::HolidayListMissing(list) => {
            json!({ "code": error.code(), "member_state": list.member_state, "year": list.year })
        }
    }
}

fn judgement_code(judgement: &Judgement) -> String {
    match judgement {
        Judgement::Noted => "noted".to_owned(),
        Judgement::Accepted => "accepted".to_owned(),
        Judgement::Rejected(refusal) => format!("rejected:{}", refusal.code()),
        Judgement::OnTime => "on_time".to_owned(),
        Judgement::Late => "late".to_owned(),
    }
}

impl DeadlineCase {
    fn calendar(&self, known: &Calendar, member_state: MemberState) -> Calendar {
        let mut calendar = known.clone();
        for (year, dates) in &self.holidays {
            let days = dates.iter().copied().map(Holiday::unnamed).collect();
            calendar = calendar.with_year(member_state, *year, days);
        }
        calendar
    }
}

impl CaseStep {
    fn act(&self) -> Act {
        let (at, kind) = match self {
            Self::IdentityRequested { at } => (at, ActKind::IdentityRequested),
            Self::IdentitySupplied { at } => (at, ActKind::IdentitySupplied),
            Self::Extended { at, months, grounds } => {
                // A number that is no number of months at all is as bad as none.
                let months = u8::try_from(*months).unwrap_or(0);
                (at, ActKind::Extended { months, grounds: grounds.clone() })
            }
            Self::Refused { at } => (at, ActKind::Refused),
            Self::Answered { at } => (at, ActKind::Answered),
        };
        Act { at: *at, kind }
    }
}
