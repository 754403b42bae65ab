//! Cases of deadlines, `deadline-cases/1`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Computed, keyed};
use crate::law::assess::{Act, ActKind, Assessment, Judgement};
use crate::law::holiday::Holiday;
use crate::law::{Calendar, ClockPolicy, ExtensionGround, LawError, MemberState, Place, PlaceError, Rules};

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
    accepts_extension_at: Option<Vec<String>>,
    rejects_extension_at: Option<Vec<Rejection>>,
}

/// An instant, with the code that is expected or without.
#[derive(Deserialize)]
#[serde(untagged)]
enum Rejection {
    At(String),
    Coded { at: String },
}

impl Rejection {
    const fn at(&self) -> &String {
        match self {
            Self::At(at) | Self::Coded { at } => at,
        }
    }
}

/// Everything that a case can ask for.
pub(super) fn compute(case: &Value, calendar: &Calendar) -> Computed {
    let case = DeadlineCase::deserialize(case).map_err(|error| error.to_string())?;
    let place = match Place::parse(&case.member_state, &case.time_zone) {
        Ok(place) => place,
        Err(PlaceError::CountryCode(code)) => return Ok(unknown_state(&code)),
        Err(error) => return Err(error.to_string()),
    };
    let calendar = case.calendar(calendar, place.member_state);
    let rules = Rules { place: &place, calendar: &calendar, policy: &case.policy };
    let acts: Vec<Act> = case.steps.iter().map(CaseStep::act).collect();
    let assessment = rules.assess(case.received, &acts);
    let (accepted, rejected) = probes(&case, &rules, &acts)?;
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
    keyed([
        ("initial_due", json!(assessment.initial)),
        ("final_due", json!(assessment.last.as_ref().map(|deadline| deadline.due))),
        ("last_instant", json!(last_instant)),
        ("step_results", results.collect()),
        ("error", json!(assessment.error.as_ref().map(error))),
        ("trace", trace.map(ToString::to_string).collect()),
    ])
}

/// The instants at which the case asks whether an extension is accepted, sorted into both answers.
fn probes(case: &DeadlineCase, rules: &Rules<'_>, acts: &[Act]) -> Result<(Vec<String>, Vec<Value>), String> {
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    let asked = case.expect.accepts_extension_at.iter().flatten();
    for text in asked.chain(case.expect.rejects_extension_at.iter().flatten().map(Rejection::at)) {
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
    let (nothing, empty) = (Value::Null, json!([]));
    keyed([
        ("initial_due", nothing.clone()),
        ("final_due", nothing.clone()),
        ("last_instant", nothing),
        ("step_results", empty.clone()),
        ("accepts_extension_at", empty.clone()),
        ("rejects_extension_at", empty.clone()),
        ("trace", empty),
        ("error", json!({ "code": "unknown_member_state", "member_state": code })),
    ])
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
