//! The cases of the law, as a table.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::{Calendar, cases};
use serde_json::Value;

const CASES: &str = include_str!("cases/deadline-cases.json");

#[test]
fn every_case_gives_what_it_expects() {
    let file: Value = serde_json::from_str(CASES).unwrap();
    let expected = file["cases"].as_array().unwrap();
    let computed = cases::check(CASES, Calendar::bundled()).unwrap();
    assert_eq!(computed.len(), expected.len());
    assert_eq!(computed.len(), 67);
    let mut wrong = Vec::new();
    for (case, row) in expected.iter().zip(&computed) {
        assert_eq!(case["id"], row["id"]);
        for (key, value) in case["expect"].as_object().unwrap() {
            if row.get(key) != Some(value) {
                wrong.push(format!("{} {key}: expected {value}, computed {:?}", case["id"], row.get(key)));
            }
        }
        assert_eq!(row.as_object().unwrap().len(), case["expect"].as_object().unwrap().len() + 1);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
