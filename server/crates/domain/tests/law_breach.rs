//! The breach clock (GDPR Art. 33), told case by case.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::breach::{BREACH_RULES, Breach, BreachClock, BreachPolicy, BreachRule, BreachStep, HourReading, Risk};
use domain::law::validity::{Certainty, Since};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn breach(aware: &str, notified: Option<&str>, risk: Risk) -> Breach {
    Breach { aware_at: at(aware), notified_at: notified.map(at), risk }
}

fn clock(breach: &Breach, hours: Option<u16>, hour_reading: HourReading) -> BreachClock {
    breach.clock(&TimeZone::get("Europe/Amsterdam").unwrap(), &BreachPolicy { hours, hour_reading })
}

fn by_default(breach: &Breach) -> BreachClock {
    clock(breach, None, HourReading::default())
}

fn steps(clock: &BreachClock) -> String {
    clock.trace.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_law_of_a_day_is_a_row_and_the_proposal_is_one_that_is_off() {
    assert_eq!(BreachRule::on(date(2018, 5, 24)), None);
    for day in [date(2018, 5, 25), date(2026, 11, 22), date(2099, 1, 1)] {
        let rule = BreachRule::on(day).unwrap();
        assert_eq!((rule.number, rule.hours, rule.owed_from, rule.article), (25, 72, Risk::Likely, "33(1)"));
        assert_eq!(rule.certainty, Certainty::Certain);
    }
    let proposal = BREACH_RULES.iter().find(|rule| rule.number == 26).unwrap();
    assert_eq!((proposal.validity.since, proposal.hours, proposal.owed_from), (Since::Proposed, 96, Risk::High));
    assert_eq!(proposal.certainty, Certainty::Contested);
}

#[test]
fn hours_pass_whatever_the_clock_on_the_wall_does() {
    let table = [
        ("2026-03-27T14:30:00+01:00", "2026-03-30T15:30:00+02:00"),
        ("2026-10-24T12:00:00+02:00", "2026-10-27T11:00:00+01:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-28T01:30:00+01:00"),
        ("2026-12-23T10:00:00.5+01:00", "2026-12-26T10:00:00.5+01:00"),
    ];
    for (aware, limit) in table {
        let told = by_default(&breach(aware, None, Risk::Likely));
        assert_eq!(told.notify_by, Some(at(limit)), "{aware}");
        assert_eq!((told.timely, told.reasons_required(), told.registered), (None, None, true));
        assert_eq!(told.trace.last(), Some(&BreachStep::HoursAdded { hours: 72, to: at(limit) }));
    }
}

#[test]
fn the_other_reading_starts_at_the_next_full_hour_on_the_wall() {
    let table = [
        ("2026-06-15T12:00:00+02:00", "2026-06-15T13:00:00+02:00"),
        ("2026-06-15T12:00:01+02:00", "2026-06-15T13:00:00+02:00"),
        ("2026-06-15T12:59:59.9+02:00", "2026-06-15T13:00:00+02:00"),
        ("2026-03-29T01:10:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25T02:10:00+02:00", "2026-10-25T02:00:00+01:00"),
    ];
    for (aware, start) in table {
        let told = clock(&breach(aware, None, Risk::Likely), Some(0), HourReading::NextFullHour);
        assert_eq!(told.notify_by, Some(at(start)), "{aware}");
        assert_eq!(told.trace[1], BreachStep::FromFullHour { at: at(start) });
    }
    // Where a full hour on the wall is none in Greenwich.
    let nepal = TimeZone::get("Asia/Kathmandu").unwrap();
    let policy = BreachPolicy { hours: Some(0), hour_reading: HourReading::NextFullHour };
    let told = breach("2026-06-15T12:10:00+05:45", None, Risk::Likely).clock(&nepal, &policy);
    assert_eq!(told.notify_by, Some(at("2026-06-15T13:00:00+05:45")));
}

#[test]
fn a_notice_at_the_limit_is_in_time_and_a_later_one_needs_reasons() {
    let told = |notified| by_default(&breach("2026-11-02T09:00:00+01:00", Some(notified), Risk::Likely));
    let in_time = told("2026-11-05T09:00:00+01:00");
    assert_eq!((in_time.timely, in_time.reasons_required()), (Some(true), Some(false)));
    assert_eq!(steps(&in_time), "aware:2026-11-02T08:00:00Z hours_added:72");
    let late = told("2026-11-05T09:00:00.000000001+01:00");
    assert_eq!((late.timely, late.reasons_required()), (Some(false), Some(true)));
    assert_eq!(steps(&late), "aware:2026-11-02T08:00:00Z hours_added:72 late:2026-11-05T08:00:00.000000001Z");
}

#[test]
fn what_is_unlikely_to_harm_is_registered_and_no_more() {
    let told = by_default(&breach("2026-02-10T10:00:00+01:00", Some("2026-03-10T10:00:00+01:00"), Risk::Unlikely));
    assert_eq!((told.notify_by, told.timely, told.reasons_required(), told.registered), (None, None, None, true));
    assert_eq!(steps(&told), "aware:2026-02-10T09:00:00Z not_owed");
    assert!(by_default(&breach("2026-02-10T10:00:00+01:00", None, Risk::High)).notify_by.is_some());
}

#[test]
fn before_the_regulation_nothing_was_owed_by_it() {
    let told = by_default(&breach("2018-05-24T23:59:59+02:00", None, Risk::High));
    assert_eq!(
        (told.notify_by, told.registered, steps(&told)),
        (None, false, "aware:2018-05-24T21:59:59Z no_rule".into())
    );
    let next = by_default(&breach("2018-05-25T00:00:00+02:00", None, Risk::High));
    assert!(next.notify_by.is_some());
}

#[test]
fn the_operator_may_set_the_hours_and_nobody_overflows_the_calendar() {
    let told = clock(&breach("2026-11-20T16:45:00+01:00", None, Risk::Likely), Some(96), HourReading::Elapsed);
    assert_eq!(told.notify_by, Some(at("2026-11-24T16:45:00+01:00")));
    let last = Breach { aware_at: Timestamp::MAX, notified_at: None, risk: Risk::High };
    for reading in [HourReading::Elapsed, HourReading::NextFullHour] {
        assert_eq!(clock(&last, None, reading).notify_by, Some(Timestamp::MAX));
    }
}

#[test]
fn words_of_a_breach_are_read_on_the_safe_side() {
    let risk = |code: &str| serde_json::from_str::<Risk>(&format!("\"{code}\"")).unwrap();
    assert_eq!([risk("unlikely"), risk("high"), risk("likely"), risk("unclear")].map(|risk| risk as u8), {
        [Risk::Unlikely, Risk::High, Risk::Likely, Risk::Likely].map(|risk| risk as u8)
    });
    assert_eq!(serde_json::from_str::<BreachPolicy>("{}").unwrap(), BreachPolicy::default());
    assert_eq!(BreachPolicy::default().hour_reading, HourReading::Elapsed);
    assert_eq!(Risk::default(), Risk::Likely);
    let step = BreachStep::HoursAdded { hours: 72, to: Timestamp::UNIX_EPOCH };
    let json = serde_json::to_value(&step).unwrap();
    assert_eq!(json, serde_json::json!({ "code": step.code(), "hours": 72, "to": "1970-01-01T00:00:00Z" }));
}
