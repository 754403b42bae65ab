//! Cases of the breach clock, `breach-cases/1`.

use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Computed, keyed};
use crate::law::breach::{Breach, BreachClock, BreachPolicy, Risk};

/// One case of `breach-cases/1`.
///
/// When the processor knew and when it told the controller is told for the reader: the controller's hours run from its
/// own awareness.
#[derive(Deserialize)]
struct BreachCase {
    #[serde(with = "jiff::fmt::serde::tz::required")]
    time_zone: TimeZone,
    aware_at: Timestamp,
    notified_at: Option<Timestamp>,
    #[serde(default)]
    risk: Risk,
    #[serde(default)]
    policy: BreachPolicy,
}

/// Everything that a case can ask for.
pub(super) fn compute(case: &Value) -> Computed {
    let case = BreachCase::deserialize(case).map_err(|error| error.to_string())?;
    let breach = Breach { aware_at: case.aware_at, notified_at: case.notified_at, risk: case.risk };
    Ok(told(&breach.clock(&case.time_zone, &case.policy), &case.time_zone))
}

fn told(clock: &BreachClock, zone: &TimeZone) -> Map<String, Value> {
    let local = clock.notify_by.map(|at| at.display_with_offset(zone.to_offset(at)).to_string());
    let weekday = clock.notify_by.map(|at| strtime::format("%A", &at.to_zoned(zone.clone())).unwrap_or_default());
    keyed([
        ("notify_by", json!(local)),
        ("notify_by_utc", json!(clock.notify_by)),
        ("weekday", json!(weekday)),
        ("timely", json!(clock.timely)),
        ("reasons_required", json!(clock.reasons_required())),
        ("register", json!(clock.registered)),
        ("trace", clock.trace.iter().map(ToString::to_string).collect()),
    ])
}
