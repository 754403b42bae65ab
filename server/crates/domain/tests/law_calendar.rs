//! The public holidays: what the bundled file says, and what a file must not say.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::collections::BTreeSet;

use domain::law::holiday::{Basis, DayName, Group, Holiday};
use domain::law::{Calendar, CalendarError, ListMistake, MemberState, MissingList, Place, PlaceError, local_date};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

const FILE: &str = include_str!("../data/public-holidays.json");

fn state(code: &str) -> MemberState {
    MemberState::parse(code).unwrap()
}

/// A small file that is right, to be spoilt.
fn small() -> Value {
    json!({
        "format": "public-holidays/1",
        "aliases": { "EL": "GR" },
        "countries": { "GR": { "name": "Greece", "group": "EU", "years": { "2031": {
            "basis": "published_list",
            "source": "made up",
            "days": [{ "date": "2031-05-01", "name": "Labour Day" }, { "date": "2031-01-01", "name": "New Year's Day" }],
            "disputed": [{
                "date": "2031-08-15", "name": "Dormition", "listed": true, "national_law": false,
                "counts": false, "why": "made up"
            }, {
                "date": "2031-01-01", "name": "New Year's Day", "listed": false, "national_law": null,
                "counts": true, "why": "made up"
            }]
        } } } }
    })
}

fn mistake(spoil: impl FnOnce(&mut Value)) -> ListMistake {
    let mut file = small();
    spoil(&mut file["countries"]["GR"]["years"]["2031"]);
    match Calendar::parse(&file.to_string()) {
        Err(CalendarError::List { member_state, year: 2031, mistake }) if member_state == state("GR") => mistake,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_bundled_file_has_no_mistake() {
    assert_eq!(*Calendar::bundled(), Calendar::parse(FILE).unwrap());
    assert_eq!(Calendar::bundled().countries().count(), 30);
}

#[test]
fn every_day_of_the_file_counts_and_no_other() {
    let file: Value = serde_json::from_str(FILE).unwrap();
    for (code, country) in file["countries"].as_object().unwrap() {
        for (year, list) in country["years"].as_object().unwrap() {
            let days = list["days"].as_array().unwrap().iter();
            let expected: BTreeSet<Date> = days.map(|day| day["date"].as_str().unwrap().parse().unwrap()).collect();
            let first = date(year.parse().unwrap(), 1, 1);
            for day in first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == first.year()) {
                let found = Calendar::bundled().counts(state(code), day).unwrap();
                assert_eq!(found.map(|holiday| holiday.date), expected.get(&day).copied(), "{code} {day}");
            }
            for disputed in list["disputed"].as_array().unwrap() {
                let day: Date = disputed["date"].as_str().unwrap().parse().unwrap();
                let found = Calendar::bundled().year(state(code), day.year()).unwrap().disputed(day).unwrap();
                assert_eq!(serde_json::to_value(found).unwrap(), *disputed);
            }
        }
    }
}

#[test]
fn a_year_or_a_country_without_a_list_is_an_error_never_an_empty_list() {
    let calendar = Calendar::bundled();
    for (code, year) in [("NL", 2027), ("NL", 2024), ("GB", 2026), ("XX", 2026)] {
        let expected = MissingList { member_state: state(code), year };
        assert_eq!(calendar.counts(state(code), date(year, 6, 1)), Err(expected));
        assert_eq!(calendar.is_working_day(state(code), date(year, 6, 1)).err(), weekday(year).then_some(expected));
    }
    assert!(calendar.knows(state("NL")) && !calendar.knows(state("GB")));
    assert_eq!(expected_text(), "no list of public holidays for NL in 2027");
}

fn weekday(year: i16) -> bool {
    date(year, 6, 1).weekday().to_monday_one_offset() < 6
}

fn expected_text() -> String {
    MissingList { member_state: state("NL"), year: 2027 }.to_string()
}

#[test]
fn working_days_are_all_days_but_weekends_and_holidays() {
    let works = |day| Calendar::bundled().is_working_day(state("NL"), day).unwrap();
    assert!(works(date(2026, 4, 24)) && works(date(2026, 4, 28)));
    assert!(!works(date(2026, 4, 25)) && !works(date(2026, 4, 26)) && !works(date(2026, 4, 27)));
}

#[test]
fn the_default_calendar_knows_nothing() {
    assert_eq!(Calendar::default().countries().count(), 0);
    assert!(Calendar::default().counts(state("NL"), date(2026, 4, 27)).is_err());
}

#[test]
fn lists_say_where_they_come_from() {
    let country = |code| Calendar::bundled().country(state(code)).unwrap();
    assert_eq!((country("NL").group, country("NL").years[&2026].basis), (Group::Union, Basis::PublishedList));
    assert_eq!((country("NO").group, country("NO").years[&2026].basis), (Group::EconomicArea, Basis::NationalLaw));
    assert_eq!(country("NL").name, "Netherlands");
    assert!(country("NL").years[&2026].source.contains("C/2025/6771"));
    assert!(Calendar::bundled().is_estimate(state("IS")) && !Calendar::bundled().is_estimate(state("NL")));
}

#[test]
fn the_next_year_can_be_added_without_a_release() {
    let greece = state("EL");
    let calendar = Calendar::bundled().clone().with(Calendar::parse(&small().to_string()).unwrap());
    let labour_day = calendar.counts(greece, date(2031, 5, 1)).unwrap().unwrap();
    assert_eq!(labour_day.name.as_str(), "Labour Day");
    assert_eq!(calendar.counts(greece, date(2031, 5, 2)), Ok(None));
    assert!(calendar.counts(greece, date(2026, 5, 1)).unwrap().is_some());
    let fresh = Calendar::default().with(Calendar::parse(&small().to_string()).unwrap());
    assert!(fresh.knows(greece));
}

#[test]
fn a_list_can_be_put_in_the_place_of_the_known_one() {
    let days = [date(2026, 7, 2), date(2026, 7, 1), date(2026, 7, 1), date(2027, 7, 1)].map(Holiday::unnamed);
    let calendar = Calendar::bundled().clone().with_year(state("NL"), 2026, days.to_vec());
    let list = calendar.year(state("NL"), 2026).unwrap();
    assert_eq!(list.days.iter().map(|day| day.date).collect::<Vec<_>>(), [date(2026, 7, 1), date(2026, 7, 2)]);
    assert!(list.disputed.is_empty() && list.basis == Basis::Supplied);
    assert!(calendar.year(state("NL"), 2025).unwrap().basis == Basis::PublishedList);
    let unknown = Calendar::bundled().clone().with_year(state("GB"), 2026, days.to_vec());
    assert_eq!(unknown, *Calendar::bundled());
}

#[test]
fn days_out_of_order_are_put_in_order() {
    let calendar = Calendar::parse(&small().to_string()).unwrap();
    let list = calendar.year(state("GR"), 2031).unwrap();
    assert!(list.days.is_sorted_by_key(|day| day.date));
    assert!(list.disputed.is_sorted_by_key(|day| day.date));
}

#[test]
fn a_mistake_in_a_list_is_named() {
    let day = |text: &str| json!({ "date": text, "name": "x" });
    assert_eq!(mistake(|list| list["days"] = json!([])), ListMistake::Empty);
    assert_eq!(mistake(|list| list["days"][0] = day("2030-05-01")), ListMistake::OtherYear(date(2030, 5, 1)));
    assert_eq!(mistake(|list| list["days"][0] = day("2031-01-01")), ListMistake::Twice(date(2031, 1, 1)));
    assert_eq!(
        mistake(|list| list["disputed"][1]["counts"] = json!(false)),
        ListMistake::Contradiction(date(2031, 1, 1))
    );
    assert_eq!(
        mistake(|list| list["disputed"][1]["date"] = json!("2031-01-02")),
        ListMistake::Contradiction(date(2031, 1, 2))
    );
    assert_eq!(
        mistake(|list| list["disputed"][1]["date"] = json!("2032-01-01")),
        ListMistake::OtherYear(date(2032, 1, 1))
    );
    let text = CalendarError::List { member_state: state("GR"), year: 2031, mistake: ListMistake::Empty }.to_string();
    assert_eq!(text, "the list of GR for 2031: it has no days");
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let spoilt = |spoil: fn(&mut Value)| {
        let mut file = small();
        spoil(&mut file);
        Calendar::parse(&file.to_string())
    };
    assert!(matches!(spoilt(|file| file["format"] = json!("public-holidays/2")), Err(CalendarError::Format(_))));
    assert!(matches!(spoilt(|file| file["aliases"] = json!({ "UK": "GB" })), Err(CalendarError::Alias { .. })));
    assert!(matches!(spoilt(|file| file["aliases"] = json!({ "?": "?" })), Err(CalendarError::Alias { .. })));
    assert!(matches!(spoilt(|file| file["countries"] = json!({ "Greece": {} })), Err(CalendarError::Shape(_))));
    assert!(matches!(Calendar::parse("{"), Err(CalendarError::Shape(_))));
    assert!(matches!(Calendar::parse(&"[".repeat(10_000)), Err(CalendarError::Shape(_))));
}

#[test]
fn a_member_state_is_two_letters_and_greece_has_two_codes() {
    assert_eq!(state("EL"), state("GR"));
    assert_eq!(state(" nl ").code(), "NL");
    assert_eq!("be".parse::<MemberState>().unwrap().to_string(), "BE");
    for wrong in ["", "N", "NLD", "N1", "ÅÅ"] {
        assert_eq!(MemberState::parse(wrong), Err(PlaceError::CountryCode(wrong.to_owned())));
    }
    assert_eq!(serde_json::to_string(&state("nl")).unwrap(), "\"NL\"");
    assert_eq!(serde_json::from_str::<MemberState>("\"EL\"").unwrap(), state("GR"));
    assert!(serde_json::from_str::<MemberState>("\"Greece\"").is_err());
    assert_eq!(format!("{:?}", state("nl")), "NL");
}

#[test]
fn a_place_is_a_state_and_a_zone_of_the_database() {
    let place = Place::parse("NL", "Europe/Amsterdam").unwrap();
    let json = serde_json::to_string(&place).unwrap();
    assert_eq!(json, r#"{"member_state":"NL","zone":"Europe/Amsterdam"}"#);
    assert_eq!(serde_json::from_str::<Place>(&json).unwrap(), place);
    assert_eq!(Place::parse("NL", "Europe/Den_Haag"), Err(PlaceError::TimeZone("Europe/Den_Haag".to_owned())));
    assert_eq!(Place::parse("N", "Europe/Amsterdam"), Err(PlaceError::CountryCode("N".to_owned())));
}

#[test]
fn every_known_state_has_a_capital_with_a_time() {
    for (state, _) in Calendar::bundled().countries() {
        assert_eq!(Place::capital_of(state).unwrap().member_state, state);
    }
    assert_eq!(Place::capital_of(state("NL")), Place::parse("NL", "Europe/Amsterdam").ok());
    assert_eq!(Place::capital_of(state("GB")), None);
}

#[test]
fn an_instant_has_the_date_of_the_place() {
    let instant = "2026-06-30T22:30:00Z".parse().unwrap();
    assert_eq!(local_date(instant, &TimeZone::UTC), date(2026, 6, 30));
    assert_eq!(Place::parse("NL", "Europe/Amsterdam").unwrap().date(instant), date(2026, 7, 1));
}

#[test]
fn the_name_of_a_day_is_a_text() {
    let name: DayName = serde_json::from_str("\"King's Day\"").unwrap();
    assert_eq!(name, DayName::from("King's Day"));
    assert_eq!(
        (name.to_string(), serde_json::to_string(&name).unwrap()),
        ("King's Day".into(), "\"King's Day\"".into())
    );
}
