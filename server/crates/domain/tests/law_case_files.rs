//! The cases of the law, as tables: deadlines, breaches, keeping.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::{Calendar, cases};
use serde_json::Value;

const DEADLINES: &str = include_str!("cases/deadline-cases.json");
const BREACHES: &str = include_str!("cases/breach-cases.json");
const RETENTION: &str = include_str!("cases/retention-cases.json");

/// Every case gives what it expects, key by key and nothing else.
fn check(file: &str, count: usize) {
    let expected: Value = serde_json::from_str(file).unwrap();
    let expected = expected["cases"].as_array().unwrap();
    let computed = cases::check(file, Calendar::bundled()).unwrap();
    assert_eq!((computed.len(), expected.len()), (count, count));
    let mut wrong = Vec::new();
    for (case, checked) in expected.iter().zip(&computed) {
        let row = &checked.row;
        assert_eq!((&case["id"], &checked.fault), (&row["id"], &None));
        for (key, value) in case["expect"].as_object().unwrap() {
            if row.get(key) != Some(value) {
                wrong.push(format!("{} {key}: expected {value}, computed {:?}", case["id"], row.get(key)));
            }
        }
        assert_eq!(row.as_object().unwrap().len(), case["expect"].as_object().unwrap().len() + 1);
        assert_eq!(checked.differs.is_empty(), wrong.is_empty());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_of_a_deadline_gives_what_it_expects() {
    check(DEADLINES, 67);
}

#[test]
fn every_case_of_a_breach_gives_what_it_expects() {
    check(BREACHES, 12);
}

#[test]
fn every_case_of_keeping_gives_what_it_expects() {
    check(RETENTION, 15);
}
