//! The month of Art. 12(3) and the working days of the processor, told case by case.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::holiday::Holiday;
use domain::law::roll::last_instant;
use domain::law::{
    Calendar, Deadline, LawError, MemberState, Place, Step, month_from, provisional_month_from, working_days_after,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn netherlands() -> Place {
    Place::parse("NL", "Europe/Amsterdam").unwrap()
}

fn month(received: &str) -> Deadline {
    month_from(at(received), &netherlands(), Calendar::bundled()).unwrap()
}

fn working_days(received: &str, count: u32) -> Deadline {
    working_days_after(at(received), count, &netherlands(), Calendar::bundled())
}

fn codes(trace: &[Step]) -> Vec<&'static str> {
    trace.iter().map(Step::code).collect()
}

fn due(received: &str) -> Date {
    month(received).due
}

#[test]
fn it_ends_on_the_same_day_number() {
    assert_eq!(due("2026-06-10T12:00:00+02:00"), date(2026, 7, 10));
}

#[test]
fn a_month_that_has_no_such_day_ends_on_its_last_day() {
    let told = month("2026-08-31T12:00:00+02:00");
    assert_eq!(told.due, date(2026, 9, 30));
    assert_eq!(told.trace[2], Step::MonthEndClamped { day: 31 });
}

#[test]
fn the_end_of_a_short_month_stays_at_its_day_number() {
    assert_eq!(due("2026-02-28T12:00:00+01:00"), date(2026, 3, 30));
}

#[test]
fn the_kings_day_is_told_as_the_reason() {
    let told = month("2026-03-27T10:00:00+01:00");
    let name = Calendar::bundled().counts(netherlands().member_state, date(2026, 4, 27)).unwrap().unwrap().name.clone();
    assert_eq!(name.as_str(), "King's Day");
    let expected = [
        Step::Received { date: date(2026, 3, 27) },
        Step::MonthsAdded { months: 1, from: date(2026, 3, 27), to: date(2026, 4, 27) },
        Step::RolledHoliday { date: date(2026, 4, 27), name },
        Step::LastDay { date: date(2026, 4, 28) },
    ];
    assert_eq!(told.trace, expected);
    assert_eq!(told.last_instant, at("2026-04-28T23:59:59+02:00"));
    assert!(told.provisional.is_none() && !told.estimate);
}

#[test]
fn a_weekend_is_skipped_once_from_its_saturday_or_its_sunday() {
    let saturday = month("2026-06-11T10:00:00+02:00");
    assert_eq!(saturday.trace[2..], [Step::RolledWeekend { date: date(2026, 7, 11) }, last(2026, 7, 13)]);
    let sunday = month("2026-06-12T10:00:00+02:00");
    assert_eq!(sunday.trace[2..], [Step::RolledWeekend { date: date(2026, 7, 12) }, last(2026, 7, 13)]);
}

fn last(year: i16, month: i8, day: i8) -> Step {
    Step::LastDay { date: date(year, month, day) }
}

#[test]
fn a_disputed_day_is_told_whether_it_counts_or_not() {
    let told = month("2026-04-14T10:00:00+02:00");
    assert_eq!(codes(&told.trace), ["received", "months_added", "rolled_holiday", "disputed_day", "last_day"]);
    assert!(matches!(&told.trace[3], Step::DisputedDay { counts: false, .. }));
    let counted = month("2025-04-30T10:00:00+02:00");
    assert!(matches!(&counted.trace[2], Step::DisputedDay { counts: true, .. }));
}

#[test]
fn the_day_of_receipt_is_that_of_the_controllers_place() {
    let told = month("2026-06-30T22:30:00Z");
    assert_eq!(
        told.trace[..2],
        [Step::Received { date: date(2026, 7, 1) }, Step::LocalDate { date: date(2026, 7, 1) }]
    );
    let azores = Place::parse("PT", "Atlantic/Azores").unwrap();
    let told = month_from(at("2026-03-29T00:30:00Z"), &azores, Calendar::bundled()).unwrap();
    assert_eq!(told.trace[1], Step::LocalDate { date: date(2026, 3, 28) });
    assert_eq!(codes(&month("2026-06-30T21:59:59.999Z").trace)[1], "months_added");
    assert_eq!(codes(&month("2026-06-30T22:00:00Z").trace)[1], "local_date");
    assert_eq!(codes(&month("2026-07-01T00:00:00Z").trace)[1], "months_added");
}

#[test]
fn a_year_without_a_list_gives_no_firm_date_but_a_provisional_one() {
    let received = at("2026-12-03T10:00:00+01:00");
    let told = provisional_month_from(received, &netherlands(), Calendar::bundled());
    assert_eq!(told.due, date(2027, 1, 4));
    let list = told.provisional.unwrap();
    assert_eq!((list.member_state.code(), list.year), ("NL", 2027));
    assert_eq!(codes(&told.trace), ["received", "months_added", "list_missing", "rolled_weekend", "last_day"]);
    assert_eq!(told.clone().firm(Calendar::bundled()), Err(LawError::HolidayListMissing(list)));
    assert_eq!(month_from(received, &netherlands(), Calendar::bundled()), Err(LawError::HolidayListMissing(list)));
    let json = serde_json::to_string(&told).unwrap();
    assert!(json.contains(r#""provisional":{"member_state":"NL","year":2027}"#), "{json}");
}

#[test]
fn a_state_that_nobody_knows_gives_no_firm_date_but_a_provisional_one() {
    let london = Place::parse("GB", "Europe/London").unwrap();
    let received = at("2026-03-05T10:00:00Z");
    assert_eq!(provisional_month_from(received, &london, Calendar::bundled()).due, date(2026, 4, 6));
    let error = month_from(received, &london, Calendar::bundled()).unwrap_err();
    assert_eq!(error, LawError::UnknownMemberState(london.member_state));
    assert_eq!(error.code(), "unknown_member_state");
    assert_eq!(error.to_string(), "no public holidays are known for GB");
}

#[test]
fn a_date_in_the_economic_area_is_an_estimate() {
    let oslo = Place::capital_of(MemberState::parse("NO").unwrap()).unwrap();
    assert!(month_from(at("2026-06-10T12:00:00Z"), &oslo, Calendar::bundled()).unwrap().estimate);
}

#[test]
fn an_act_is_in_time_until_the_last_second_of_the_last_day() {
    let (told, zone) = (month("2026-03-05T10:00:00+01:00"), netherlands().zone);
    assert!(told.is_met_at(at("2026-04-07T23:59:59.999999+02:00"), &zone));
    assert!(!told.is_met_at(at("2026-04-08T00:00:00+02:00"), &zone));
    assert!(!told.is_met_at(at("2026-04-07T22:00:00Z"), &zone));
}

#[test]
fn days_left_are_counted_in_dates() {
    let (told, zone) = (month("2026-03-05T10:00:00+01:00"), netherlands().zone);
    assert_eq!(told.days_left(at("2026-03-05T23:59:00+01:00"), &zone), 33);
    assert_eq!(told.days_left(at("2026-04-07T23:59:00+02:00"), &zone), 0);
    assert_eq!(told.days_left(at("2026-04-08T00:00:00+02:00"), &zone), -1);
}

#[test]
fn the_last_second_is_that_of_the_place_whatever_its_clocks_do_at_midnight() {
    let last = |day, zone: &str| last_instant(day, &TimeZone::get(zone).unwrap());
    assert_eq!(last(date(2026, 10, 24), "Europe/Amsterdam"), at("2026-10-24T23:59:59+02:00"));
    assert_eq!(last(date(2026, 10, 25), "Europe/Amsterdam"), at("2026-10-25T23:59:59+01:00"));
    // Midnight does not exist on 26 April 2024 in Cairo, and comes twice on 3 November 2024 in Havana.
    assert_eq!(last(date(2024, 4, 25), "Africa/Cairo"), at("2024-04-25T23:59:59+02:00"));
    assert_eq!(last(date(2024, 11, 2), "America/Havana"), at("2024-11-02T23:59:59-04:00"));
    // The last hour of 17 February 2018 came twice in Sao Paulo.
    assert_eq!(last(date(2018, 2, 17), "America/Sao_Paulo"), at("2018-02-17T23:59:59-03:00"));
}

#[test]
fn two_working_days_do_not_count_the_day_of_receipt_nor_weekends_nor_holidays() {
    assert_eq!(working_days("2026-06-09T10:00:00+02:00", 2).due, date(2026, 6, 11));
    let friday = working_days("2026-06-12T10:00:00+02:00", 2);
    assert_eq!(friday.due, date(2026, 6, 16));
    assert_eq!(codes(&friday.trace), ["received", "working_days", "rolled_weekend", "last_day"]);
    assert_eq!(working_days("2026-06-13T10:00:00+02:00", 2).due, date(2026, 6, 16));
    assert_eq!(working_days("2026-06-14T10:00:00+02:00", 2).due, date(2026, 6, 16));
    let kings_day = working_days("2026-04-24T10:00:00+02:00", 2);
    assert_eq!(kings_day.due, date(2026, 4, 29));
    assert_eq!(codes(&kings_day.trace)[2..], ["rolled_weekend", "rolled_holiday", "last_day"]);
    assert_eq!(working_days("2026-06-09T22:30:00Z", 2).due, date(2026, 6, 12));
    assert_eq!(working_days("2026-06-11T10:00:00+02:00", 7).due, date(2026, 6, 22));
}

#[test]
fn no_working_day_at_all_is_the_first_one_from_receipt_on() {
    assert_eq!(working_days("2026-06-12T10:00:00+02:00", 0).due, date(2026, 6, 12));
    assert_eq!(working_days("2026-06-13T10:00:00+02:00", 0).due, date(2026, 6, 15));
}

#[test]
fn working_days_of_a_year_without_a_list_are_provisional() {
    let told = working_days("2026-12-31T10:00:00+01:00", 2);
    assert_eq!((told.due, told.provisional.unwrap().year), (date(2027, 1, 4), 2027));
    assert_eq!(codes(&told.trace), ["received", "working_days", "list_missing", "rolled_weekend", "last_day"]);
    assert!(told.firm(Calendar::bundled()).is_err());
}

#[test]
fn the_end_of_the_calendar_is_an_end_too() {
    let nl = netherlands();
    let days = vec![Holiday::unnamed(date(9999, 12, 31))];
    let calendar = Calendar::bundled().clone().with_year(nl.member_state, 9999, days);
    assert_eq!(month_from(Timestamp::MAX, &nl, &calendar).unwrap().due, date(9999, 12, 31));
    let told = working_days_after(Timestamp::MAX, u32::MAX, &nl, &Calendar::default());
    assert_eq!((told.due, told.last_instant), (date(9999, 12, 31), Timestamp::MAX));
}

#[test]
fn a_deadline_is_stored_and_read_back() {
    for told in [month("2026-06-30T22:30:00Z"), month("2025-04-30T10:00:00+02:00"), month("2026-08-31T10:00:00Z")] {
        let json = serde_json::to_string(&told).unwrap();
        assert_eq!(serde_json::from_str::<Deadline>(&json).unwrap(), told);
    }
    let json = serde_json::to_value(month("2026-03-27T10:00:00+01:00")).unwrap();
    assert_eq!(json["due"], "2026-04-28");
    assert_eq!(
        json["trace"][2],
        serde_json::json!({ "code": "rolled_holiday", "date": "2026-04-27", "name": "King's Day" })
    );
}
