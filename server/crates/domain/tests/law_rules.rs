//! Pause, extension and refusal (GDPR Art. 12(3), (4), (6)), told case by case.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::{
    Calendar, ClockPolicy, ExtensionGround, ExtensionReading, ExtensionRefusal, Facts, FurtherMonths, IdentityAct,
    Place, RelayStart, Rules, Step, Term,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

const COMPLEX: &[ExtensionGround] = &[ExtensionGround::Complexity];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn pausing() -> ClockPolicy {
    ClockPolicy { pause_while_identity_unclear: true, ..ClockPolicy::default() }
}

/// Asks the rules of Amsterdam under a policy.
fn under<T>(policy: ClockPolicy, ask: impl FnOnce(&Rules<'_>) -> T) -> T {
    let place = Place::parse("NL", "Europe/Amsterdam").unwrap();
    ask(&Rules { place: &place, calendar: Calendar::bundled(), policy: &policy })
}

fn facts(received: &str, identity: &[IdentityAct], extension: Option<FurtherMonths>) -> Facts {
    Facts { identity: identity.to_vec(), extension, ..Facts::received(at(received)) }
}

fn asked(text: &str) -> IdentityAct {
    IdentityAct::Requested(at(text))
}

fn replied(text: &str) -> IdentityAct {
    IdentityAct::Supplied(at(text))
}

fn due(term: &Term) -> Option<Date> {
    term.deadline().map(|deadline| deadline.due)
}

fn steps(term: &Term) -> Vec<String> {
    term.trace().iter().map(ToString::to_string).collect()
}

fn first_month(policy: ClockPolicy, identity: &[IdentityAct]) -> Term {
    let facts = facts("2026-09-01T10:00:00+02:00", identity, None);
    under(policy, |rules| rules.first_month(&facts))
}

#[test]
fn by_default_contested_law_is_read_on_the_safe_side() {
    let policy: ClockPolicy = serde_json::from_str("{}").unwrap();
    assert_eq!(policy, ClockPolicy::default());
    assert!(!policy.pause_while_identity_unclear);
    assert_eq!(policy.identity_ask_within_days, 7);
    assert_eq!(policy.extension_reading, ExtensionReading::EarlierOfBoth);
    assert_eq!(policy.relay_start, RelayStart::EarlierReceipt);
}

#[test]
fn a_pause_adds_its_days_before_the_end_is_moved() {
    let identity = [asked("2026-09-03T23:30:00+02:00"), replied("2026-09-05T00:10:00+02:00")];
    let told = first_month(pausing(), &identity);
    assert_eq!(due(&told), Some(date(2026, 10, 5)));
    assert_eq!(steps(&told), ["received", "months_added", "paused_days:2", "rolled_weekend", "last_day"]);
    let added = Step::PausedDays { days: 2, from: date(2026, 10, 1), to: date(2026, 10, 3) };
    assert_eq!(told.trace()[2], added);
}

#[test]
fn a_question_on_the_last_day_allowed_pauses_and_one_day_later_does_not() {
    let last_day = [asked("2026-09-08T23:59:59+02:00"), replied("2026-09-09T08:00:00+02:00")];
    assert_eq!(due(&first_month(pausing(), &last_day)), Some(date(2026, 10, 2)));
    let late = [asked("2026-09-09T00:00:00+02:00"), replied("2026-09-10T08:00:00+02:00")];
    let told = first_month(pausing(), &late);
    assert_eq!(due(&told), Some(date(2026, 10, 1)));
    assert_eq!(told.trace()[2], Step::PauseRefusedLateRequest { date: date(2026, 9, 9) });
}

#[test]
fn all_pauses_count_and_a_second_question_within_one_does_not() {
    let identity = [
        asked("2026-09-02T10:00:00+02:00"),
        asked("2026-09-03T10:00:00+02:00"),
        replied("2026-09-05T10:00:00+02:00"),
        replied("2026-09-06T10:00:00+02:00"),
        asked("2026-09-07T10:00:00+02:00"),
        replied("2026-09-08T10:00:00+02:00"),
    ];
    let told = first_month(pausing(), &identity);
    assert_eq!(due(&told), Some(date(2026, 10, 5)));
    assert_eq!(steps(&told)[2], "paused_days:4");
}

#[test]
fn a_reply_on_the_same_day_or_dated_before_its_question_pauses_nothing() {
    for reply in ["2026-09-03T11:00:00+02:00", "2026-09-02T11:00:00+02:00"] {
        let told = first_month(pausing(), &[asked("2026-09-03T10:00:00+02:00"), replied(reply)]);
        assert_eq!((due(&told), told.trace().len()), (Some(date(2026, 10, 1)), 3));
    }
}

#[test]
fn while_the_clock_stands_still_there_is_no_last_day_and_nothing_is_late() {
    let told = first_month(pausing(), &[asked("2026-09-03T10:00:00+02:00")]);
    assert!(matches!(told, Term::Stopped { since, .. } if since == date(2026, 9, 3)));
    assert_eq!(steps(&told), ["received", "months_added", "pause_open"]);
    let zone = jiff::tz::TimeZone::UTC;
    assert!(told.is_met_at(at("2030-01-01T00:00:00Z"), &zone));
    assert_eq!(told.clone().firm(&Calendar::default()), Ok(told));
}

#[test]
fn by_default_a_question_stops_nothing_and_the_trace_says_so() {
    let told = first_month(ClockPolicy::default(), &[asked("2026-09-03T10:00:00+02:00")]);
    assert_eq!(due(&told), Some(date(2026, 10, 1)));
    assert_eq!(steps(&told), ["received", "months_added", "pause_policy_off", "last_day"]);
}

#[test]
fn both_readings_of_an_extension_are_computed_and_the_policy_chooses() {
    let facts = facts("2026-01-31T11:00:00+01:00", &[], Some(FurtherMonths::Two));
    let end = |extension_reading| {
        let policy = ClockPolicy { extension_reading, ..ClockPolicy::default() };
        under(policy, |rules| due(&rules.current(&facts)).unwrap())
    };
    assert_eq!(end(ExtensionReading::ThreeMonthsFromReceipt), date(2026, 4, 30));
    assert_eq!(end(ExtensionReading::OnePlusTwo), date(2026, 4, 28));
    assert_eq!(end(ExtensionReading::EarlierOfBoth), date(2026, 4, 28));
}

#[test]
fn the_trace_of_an_extended_period_tells_the_first_month_too() {
    let identity = [asked("2026-09-02T10:00:00+02:00"), replied("2026-09-03T10:00:00+02:00")];
    let facts = facts("2026-09-01T10:00:00+02:00", &identity, Some(FurtherMonths::One));
    let told = under(pausing(), |rules| rules.current(&facts));
    let expected = "received months_added paused_days:1 last_day extension:earlier_of_both \
        chosen:three_months_from_receipt months_added pause_carried last_day";
    assert_eq!(steps(&told).join(" "), expected);
    let carried = Step::PauseCarried { days: 1, to: date(2026, 11, 2) };
    assert!(told.trace().contains(&carried));
    assert_eq!(due(&told), Some(date(2026, 11, 2)));
}

#[test]
fn an_extended_period_of_a_year_without_a_list_is_provisional() {
    let facts = facts("2026-11-03T10:00:00+01:00", &[], Some(FurtherMonths::Two));
    let told = under(ClockPolicy::default(), |rules| rules.current(&facts));
    let deadline = told.deadline().unwrap();
    assert_eq!((deadline.due, deadline.provisional.unwrap().year), (date(2027, 2, 3), 2027));
    let expected = "received months_added last_day extension:earlier_of_both list_missing \
        chosen:three_months_from_receipt months_added last_day";
    assert_eq!(steps(&told).join(" "), expected);
    assert!(told.firm(Calendar::bundled()).is_err());
}

#[test]
fn the_earlier_of_both_is_provisional_if_either_is() {
    // In Latvia, 31 December is a holiday: the later reading needs the list of 2027, and loses.
    let riga = Place::parse("LV", "Europe/Riga").unwrap();
    let policy = ClockPolicy::default();
    let rules = Rules { place: &riga, calendar: Calendar::bundled(), policy: &policy };
    let told = rules.current(&facts("2026-10-31T10:00:00+02:00", &[], Some(FurtherMonths::One)));
    let deadline = told.deadline().unwrap();
    assert_eq!((deadline.due, deadline.provisional.unwrap().year), (date(2026, 12, 30), 2027));
    // With a day's pause, the earlier reading ends in 2024, of which there is no list, the later one in 2025.
    let identity = [asked("2024-11-01T10:00:00+01:00"), replied("2024-11-02T10:00:00+01:00")];
    let facts = facts("2024-10-31T10:00:00+01:00", &identity, Some(FurtherMonths::One));
    let told = under(pausing(), |rules| rules.extended(&facts).unwrap());
    let deadline = told.deadline().unwrap();
    assert_eq!((deadline.due, deadline.provisional.unwrap().year), (date(2024, 12, 31), 2024));
}

#[test]
fn an_extension_stands_still_with_the_clock() {
    let facts = facts("2026-09-01T10:00:00+02:00", &[asked("2026-09-02T10:00:00+02:00")], Some(FurtherMonths::Two));
    let told = under(pausing(), |rules| rules.current(&facts));
    assert_eq!(steps(&told).join(" "), "received months_added pause_open extension:earlier_of_both");
}

fn may_extend(now: &str, months: u8, grounds: &[ExtensionGround]) -> Result<FurtherMonths, ExtensionRefusal> {
    let facts = facts("2026-01-31T11:00:00+01:00", &[], None);
    under(ClockPolicy::default(), |rules| rules.may_extend(&facts, at(now), months, grounds))
}

#[test]
fn an_extension_is_told_with_a_legal_reason_within_the_first_month() {
    use ExtensionGround::{Complexity, NotInTheLaw, NumberOfRequests};
    let in_time = "2026-03-02T23:59:59+01:00";
    assert_eq!(may_extend(in_time, 1, &[NumberOfRequests]), Ok(FurtherMonths::One));
    assert_eq!(may_extend(in_time, 2, &[NotInTheLaw, Complexity]), Ok(FurtherMonths::Two));
    assert_eq!(may_extend(in_time, 0, COMPLEX), Err(ExtensionRefusal::BadMonths));
    assert_eq!(may_extend(in_time, 3, &[]), Err(ExtensionRefusal::BadMonths));
    assert_eq!(may_extend(in_time, 2, &[]), Err(ExtensionRefusal::NoGrounds));
    let late = "2026-03-03T00:00:00+01:00";
    assert_eq!(may_extend(late, 2, &[NotInTheLaw]), Err(ExtensionRefusal::GroundNotAllowed));
    assert_eq!(may_extend(late, 2, COMPLEX), Err(ExtensionRefusal::AfterFirstMonth));
}

#[test]
fn a_period_is_extended_once() {
    let facts = facts("2026-01-31T11:00:00+01:00", &[], Some(FurtherMonths::One));
    let again = |months| {
        let now = at("2026-02-01T11:00:00+01:00");
        under(ClockPolicy::default(), |rules| rules.may_extend(&facts, now, months, COMPLEX))
    };
    assert_eq!(again(1), Err(ExtensionRefusal::AlreadyExtended));
    assert_eq!(again(9), Err(ExtensionRefusal::AlreadyExtended));
}

#[test]
fn grounds_have_codes_and_every_other_code_is_not_in_the_law() {
    let read = |code: &str| serde_json::from_str::<ExtensionGround>(&format!("\"{code}\"")).unwrap();
    assert_eq!(read("complexity"), ExtensionGround::Complexity);
    assert_eq!(read("number_of_requests"), ExtensionGround::NumberOfRequests);
    assert_eq!(read("company_size"), ExtensionGround::NotInTheLaw);
    let numbers = [FurtherMonths::One, FurtherMonths::Two].map(FurtherMonths::number);
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn the_earlier_receipt_starts_the_controllers_month_unless_the_policy_says_otherwise() {
    let (processor, controller) = (at("2026-06-10T10:00:00Z"), at("2026-06-12T10:00:00Z"));
    assert_eq!(RelayStart::EarlierReceipt.instant(processor, Some(controller)), Some(processor));
    assert_eq!(RelayStart::EarlierReceipt.instant(controller, Some(processor)), Some(processor));
    assert_eq!(RelayStart::EarlierReceipt.instant(processor, None), Some(processor));
    assert_eq!(RelayStart::ProcessorReceipt.instant(controller, Some(processor)), Some(controller));
    assert_eq!(RelayStart::ControllerReceipt.instant(processor, Some(controller)), Some(controller));
    assert_eq!(RelayStart::ControllerReceipt.instant(processor, None), None);
}

#[test]
fn every_refusal_has_its_code_and_cites_the_article() {
    use ExtensionRefusal::{AfterFirstMonth, AlreadyExtended, BadMonths, GroundNotAllowed, NoGrounds};
    for refusal in [AlreadyExtended, BadMonths, NoGrounds, GroundNotAllowed, AfterFirstMonth] {
        assert_eq!(serde_json::to_value(refusal).unwrap(), refusal.code());
        assert!(refusal.to_string().contains("Art. 12(3)"));
    }
    for reading in ExtensionReading::ALL {
        assert_eq!(serde_json::to_value(reading).unwrap(), reading.code());
        assert_eq!(ExtensionReading::from_code(reading.code()), Some(reading));
    }
    assert_eq!(ExtensionReading::from_code("late"), None);
}
