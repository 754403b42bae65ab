//! The month of Art. 12(3) and the working days of the processor, told case by case.

use domain::law::{Calendar, Deadline, LawError, Place, Step, month_from, provisional_month_from, working_days_after};
use jiff::Timestamp;
use jiff::civil::{Date, date};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn netherlands() -> Place {
    Place::parse("NL", "Europe/Amsterdam").unwrap()
}

fn month(received: &str) -> Deadline {
    month_from(at(received), &netherlands(), Calendar::bundled()).unwrap()
}

fn codes(trace: &[Step]) -> Vec<String> {
    trace.iter().map(Step::to_string).collect()
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
    assert_eq!(due("2026-08-31T12:00:00+02:00"), date(2026, 9, 30));
}

#[test]
fn the_kings_day_is_told_as_the_reason() {
    let told = month("2026-03-27T10:00:00+01:00");
    let name = match &told.trace[2] {
        Step::RolledHoliday { name, .. } => name.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(name.as_str(), "King's Day");
    let expected = [
        Step::Received {
            date: date(2026, 3, 27),
        },
        Step::MonthsAdded {
            months: 1,
            from: date(2026, 3, 27),
            to: date(2026, 4, 27),
        },
        Step::RolledHoliday {
            date: date(2026, 4, 27),
            name,
        },
        Step::LastDay {
            date: date(2026, 4, 28),
        },
    ];
    assert_eq!(told.trace, expected);
}

#[test]
fn a_year_without_a_list_gives_no_firm_date_but_a_provisional_one() {
    let received = at("2026-12-03T10:00:00+01:00");
    let told = provisional_month_from(received, &netherlands(), Calendar::bundled());
    assert_eq!(told.due, date(2027, 1, 4));
    let list = told.provisional.unwrap();
    assert_eq!((list.member_state.code(), list.year), ("NL", 2027));
    assert_eq!(
        codes(&told.trace),
        ["received", "months_added", "list_missing", "rolled_weekend", "last_day"]
    );
    assert_eq!(told.firm(Calendar::bundled()), Err(LawError::HolidayListMissing(list)));
    assert!(month_from(received, &netherlands(), Calendar::bundled()).is_err());
}

#[test]
fn two_working_days_after_a_friday_end_on_tuesday() {
    let told = working_days_after(at("2026-06-12T10:00:00+02:00"), 2, &netherlands(), Calendar::bundled());
    assert_eq!(told.due, date(2026, 6, 16));
    assert_eq!(
        codes(&told.trace),
        ["received", "working_days", "rolled_weekend", "last_day"]
    );
}
