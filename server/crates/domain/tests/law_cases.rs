//! Files of cases: every kind of case that can be read, and what is wrong with the others.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::{Calendar, cases};
use serde_json::{Value, json};

/// Checks one case that asks for every key, after `change`.
fn check(change: impl FnOnce(&mut Value)) -> Value {
    let mut case = json!({
        "id": "one", "member_state": "NL", "time_zone": "Europe/Amsterdam", "received": "2026-06-30T22:30:00Z",
        "expect": {
            "initial_due": 0, "final_due": 0, "last_instant": 0, "step_results": 0, "error": 0, "trace": 0,
            "accepts_extension_at": ["2026-07-02T10:00:00Z", "2027-01-01T10:00:00Z"],
            "rejects_extension_at": [{ "at": "2026-07-03T10:00:00Z", "code": "?" }]
        }
    });
    change(&mut case);
    let file = json!({ "format": "deadline-cases/1", "cases": [case] });
    cases::check(&file.to_string(), Calendar::bundled()).unwrap().remove(0)
}

#[test]
fn a_case_gives_its_id_and_every_key_that_it_expects() {
    let expected = json!({
        "id": "one", "initial_due": "2026-08-03", "final_due": "2026-08-03", "last_instant": "2026-08-03T23:59:59+02:00",
        "step_results": [], "error": null, "trace": ["local_date:2026-07-01", "rolled_weekend"],
        "accepts_extension_at": ["2026-07-02T10:00:00Z", "2026-07-03T10:00:00Z"],
        "rejects_extension_at": [{ "at": "2027-01-01T10:00:00Z", "code": "after_first_month" }]
    });
    assert_eq!(check(|_| {}), expected);
    let few = check(|case| case["expect"] = json!({ "final_due": null, "something_else": 1 }));
    assert_eq!(few, json!({ "id": "one", "final_due": "2026-08-03" }));
    assert_eq!(check(|case| case["expect"] = Value::Null)["id"], "one");
}

#[test]
fn a_state_that_is_none_is_an_error_of_the_law_with_its_code_as_given() {
    for code in ["GB", "Utopia"] {
        let row = check(|case| case["member_state"] = json!(code));
        assert_eq!(row["error"], json!({ "code": "unknown_member_state", "member_state": code }));
        assert_eq!((&row["initial_due"], &row["trace"], &row["step_results"]), (&Value::Null, &json!([]), &json!([])));
        assert_eq!(row.as_object().unwrap().len(), 9);
    }
}

#[test]
fn a_missing_list_is_an_error_of_the_law_with_state_and_year() {
    let row = check(|case| {
        case["member_state"] = json!("EL");
        case["received"] = json!("2026-12-31T10:00:00+02:00");
    });
    assert_eq!(row["error"], json!({ "code": "holiday_list_missing", "member_state": "GR", "year": 2027 }));
    assert_eq!(row["trace"], json!([]));
    assert_eq!(row["rejects_extension_at"][0]["code"], "holiday_list_missing");
}

#[test]
fn a_list_of_the_case_replaces_that_of_the_state() {
    let row = check(|case| case["holidays"] = json!({ "2026": ["2026-08-03", "2026-08-04"] }));
    assert_eq!(row["final_due"], "2026-08-05");
    let trace =
        json!(["local_date:2026-07-01", "rolled_weekend", "rolled_holiday:2026-08-03", "rolled_holiday:2026-08-04"]);
    assert_eq!(row["trace"], trace);
    assert_eq!(check(|case| case["holidays"] = json!({ "2026": [] }))["final_due"], "2026-08-03");
}

#[test]
fn months_that_are_no_number_of_months_are_bad_months() {
    for months in [-1, 0, 3, 256, 258] {
        let row = check(|case| {
            let at = "2026-07-02T10:00:00Z";
            case["steps"] = json!([{ "type": "extended", "at": at, "months": months, "grounds": ["complexity"] }]);
        });
        assert_eq!(row["step_results"], json!(["rejected:bad_months"]));
    }
}

#[test]
fn a_case_that_cannot_be_read_says_why_and_the_others_are_computed() {
    let spoilt: [fn(&mut Value); 5] = [
        |case| case["time_zone"] = json!("Europe/Atlantis"),
        |case| case["received"] = json!("yesterday"),
        |case| case["steps"] = json!([{ "type": "ignored", "at": "2026-07-02T10:00:00Z" }]),
        |case| case["expect"]["accepts_extension_at"] = json!(["soon"]),
        |case| drop(case.as_object_mut().unwrap().remove("member_state")),
    ];
    for spoil in spoilt {
        let row = check(spoil);
        assert_eq!((&row["id"], &row["error"]["code"]), (&json!("one"), &json!("bad_case")));
        assert!(!row["error"]["message"].as_str().unwrap().is_empty());
    }
    let two = json!({ "format": "deadline-cases/1", "cases": [1, { "id": "two" }] });
    assert_eq!(cases::check(&two.to_string(), Calendar::bundled()).unwrap().len(), 2);
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let check = |text: &str| cases::check(text, Calendar::bundled()).map_err(|error| error.to_string());
    assert!(check("").unwrap_err().starts_with("not a file of cases"));
    assert!(check(&json!({ "format": "other/1", "cases": [] }).to_string()).unwrap_err().contains("\"other/1\""));
    assert!(check(&"[".repeat(10_000)).is_err());
}
