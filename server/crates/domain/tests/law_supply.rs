//! Lists that the operator supplies at the start of the program. A process of its own: there is one calendar in each.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::calendar::TooLate;
use domain::law::{Calendar, MemberState};
use jiff::civil::date;
use serde_json::json;

fn lists(day: &str) -> Calendar {
    let years =
        json!({ "2031": { "basis": "published_list", "source": "made up", "days": [{ "date": day, "name": "x" }] } });
    let country = json!({ "name": "Greece", "group": "EU", "years": years });
    let file = json!({ "format": "public-holidays/1", "countries": { "GR": country } });
    Calendar::parse(&file.to_string()).unwrap()
}

#[test]
fn lists_are_supplied_once_before_anybody_asks() {
    let greece = MemberState::parse("GR").unwrap();
    assert_eq!(Calendar::supply(lists("2031-05-02")), Ok(()));
    let calendar = Calendar::bundled();
    assert!(calendar.counts(greece, date(2031, 5, 2)).unwrap().is_some());
    assert!(calendar.counts(greece, date(2026, 5, 1)).unwrap().is_some(), "the program's own lists stay");
    assert_eq!(Calendar::supply(lists("2031-05-02")), Ok(()), "the same again changes nothing");
    assert_eq!(Calendar::supply(lists("2031-05-03")), Err(TooLate));
    assert_eq!(Calendar::bundled().counts(greece, date(2031, 5, 3)), Ok(None));
}
