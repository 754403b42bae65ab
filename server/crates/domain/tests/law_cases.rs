//! Files of cases: every kind of case that can be read, and what is wrong with the others.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::cases::CaseFileError;
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
    cases::check(&file.to_string(), Calendar::bundled()).unwrap().remove(0).row
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
    let unasked = check(|case| case["expect"] = json!({ "accepts_extension_at": null, "rejects_extension_at": null }));
    assert_eq!(unasked, json!({ "id": "one", "accepts_extension_at": [], "rejects_extension_at": [] }));
}

#[test]
fn a_case_that_names_no_key_gives_every_key_and_one_can_ask_by_an_instant_alone() {
    let all = check(|case| case["expect"] = Value::Null);
    assert_eq!(
        (&all["id"], &all["final_due"], &all["step_results"]),
        (&json!("one"), &json!("2026-08-03"), &json!([]))
    );
    assert_eq!(all.as_object().unwrap().len(), 9);
    let asked = check(|case| case["expect"] = json!({ "rejects_extension_at": ["2027-01-01T10:00:00Z"] }));
    assert_eq!(asked["rejects_extension_at"][0]["code"], "after_first_month");
}

#[test]
fn an_act_that_cannot_be_judged_is_an_error_and_leaves_no_end() {
    let row = check(|case| {
        case["received"] = json!("2024-11-25T10:00:00+01:00");
        case["policy"] = json!({ "pause_while_identity_unclear": true, "identity_ask_within_days": 7 });
        case["steps"] = json!([
            { "type": "answered", "at": "2024-11-26T10:00:00Z" },
            { "type": "identity_requested", "at": "2024-11-27T10:00:00Z" },
            { "type": "identity_supplied", "at": "2024-12-20T10:00:00Z" },
            { "type": "extended", "at": "2025-01-10T10:00:00Z", "months": 2, "grounds": ["complexity"] }
        ]);
    });
    assert_eq!(row["error"], json!({ "code": "holiday_list_missing", "member_state": "NL", "year": 2024 }));
    assert_eq!((&row["step_results"], &row["final_due"]), (&json!([]), &Value::Null));
    assert_eq!(row["initial_due"], "2025-01-17", "the first month needs no list of 2024 once it was paused");
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
    let checked = cases::check(&two.to_string(), Calendar::bundled()).unwrap();
    assert_eq!(checked.iter().map(|case| case.name.as_str()).collect::<Vec<_>>(), ["number 1", "\"two\""]);
    assert!(checked.iter().all(|case| case.fault.is_some() && case.differs.is_empty()));
}

/// Computes one case of a format.
fn one(format: &str, case: &Value) -> cases::Checked {
    let file = json!({ "format": format, "cases": [case] });
    cases::check(&file.to_string(), Calendar::bundled()).unwrap().remove(0)
}

#[test]
fn what_is_missing_or_wrong_in_a_case_is_named() {
    let breach = json!({ "id": "b", "time_zone": "Europe/Vienna", "aware_at": "2026-02-10T10:00:00+01:00" });
    let facts = json!({ "fiscal_year_end": "12-31", "record_date": "2026-01-01", "service_ended": null });
    let kept = |rule: &str, facts: &Value| json!({ "id": "r", "rule_id": rule, "facts": facts });
    let books = kept("accounting_ten_fiscal_years", &facts);
    let support = json!({ "events": [{ "type": "service_ended", "on": "2026-01-01" }] });
    let item = json!({ "id": "i", "category": "support", "record_date": "2026-01-01" });
    let mixed = json!({
        "fiscal_year_end": "12-31", "service_ended": null, "erased_on": "2026-01-01", "items": [item]
    });
    let good = [
        ("breach-cases/1", &breach),
        ("retention-cases/1", &books),
        ("retention-cases/1", &kept("support_180_days", &support)),
        ("retention-cases/1", &kept("backup_40_days", &json!({ "deleted_live_on": "2026-01-01" }))),
        ("retention-cases/1", &kept("cookie_13_months", &json!({ "set_on": "2026-01-01" }))),
        ("retention-cases/1", &kept("mixed_erasure", &mixed)),
    ];
    for (format, case) in good {
        assert_eq!(one(format, case).fault, None, "{case}");
        let facts = case["facts"].as_object();
        for key in facts.unwrap_or(case.as_object().unwrap()).keys().filter(|key| *key != "id") {
            let mut spoilt = case.clone();
            let place = if facts.is_some() { &mut spoilt["facts"] } else { &mut spoilt };
            place.as_object_mut().unwrap().remove(key);
            let fault = one(format, &spoilt).fault.unwrap();
            assert!(fault.contains(&format!("`{key}`")), "{key}: {fault}");
        }
    }
    let fault = |format: &str, case: &Value| one(format, case).fault.unwrap();
    assert!(fault("retention-cases/1", &kept("forever", &facts)).contains("\"forever\""));
    assert!(fault("retention-cases/1", &json!({ "id": "r" })).contains("`rule_id`"));
    let mut spoilt = breach.clone();
    spoilt["time_zone"] = json!("Europe/Atlantis");
    assert!(fault("breach-cases/1", &spoilt).contains("Europe/Atlantis"));
    spoilt["policy"] = json!([]);
    assert!(fault("breach-cases/1", &spoilt).contains("policy"));
}

#[test]
fn a_case_without_a_policy_of_its_own_has_that_of_its_file() {
    let case = |policy: Value| {
        json!({
            "id": "one", "time_zone": "Europe/Vienna", "aware_at": "2026-02-10T10:10:00+01:00", "risk": null,
            "notified_at": null, "policy": policy, "expect": { "notify_by": "2026-02-14T11:00:00+01:00" }
        })
    };
    let cases = [case(Value::Null), case(json!({ "hours": 1 })), case(json!({ "hour_reading": "elapsed" }))];
    let policy_defaults = json!({ "hours": 96, "hour_reading": "next_full_hour" });
    let file = json!({ "format": "breach-cases/1", "policy_defaults": policy_defaults, "cases": cases });
    let checked = cases::check(&file.to_string(), Calendar::bundled()).unwrap();
    let limits: Vec<_> = checked.iter().map(|case| case.row["notify_by"].as_str().unwrap()).collect();
    let expected = ["2026-02-14T11:00:00+01:00", "2026-02-10T12:00:00+01:00", "2026-02-14T10:10:00+01:00"];
    assert_eq!(limits, expected);
    let differs: Vec<_> = checked.iter().map(|case| case.differs.join(" ")).collect();
    assert_eq!(differs, ["", "notify_by", "notify_by"]);
}

#[test]
fn a_key_that_nobody_computes_differs() {
    let checked = one(
        "retention-cases/1",
        &json!({
            "id": "c", "rule_id": "cookie_13_months", "facts": { "set_on": "2026-01-31" },
            "expect": { "gone_by": "2027-02-28", "colour": "blue" }
        }),
    );
    assert_eq!(checked.row, json!({ "id": "c", "gone_by": "2027-02-28" }));
    assert_eq!(checked.differs, ["colour"]);
}

#[test]
fn breaches_and_keeping_tell_their_steps_if_asked() {
    let trace = |format: &str, mut case: Value| {
        case["expect"] = json!({ "trace": 0 });
        one(format, &case).row["trace"].clone()
    };
    let breach = json!({ "time_zone": "Europe/Vienna", "aware_at": "2026-02-10T10:10:00+01:00" });
    assert_eq!(trace("breach-cases/1", breach), json!(["aware:2026-02-10T09:10:00Z", "hours_added:72"]));
    let cookie = json!({ "rule_id": "cookie_13_months", "facts": { "set_on": "2026-01-31" } });
    assert_eq!(trace("retention-cases/1", cookie), json!(["span_added:2027-02-28", "month_end_clamped"]));
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let whole = |error: CaseFileError| match std::error::Error::source(&error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    };
    let check = |text: &str| cases::check(text, Calendar::bundled()).map_err(whole);
    assert!(check("").unwrap_err().starts_with("not a file of cases"));
    assert!(check(&json!({ "format": "other/1", "cases": [] }).to_string()).unwrap_err().contains("\"other/1\""));
    assert!(check(&json!({ "cases": [] }).to_string()).unwrap_err().contains("`format`"));
    assert!(check(&"[".repeat(10_000)).is_err());
}
