//! The register of rules, and that it says what the engine computes.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use domain::law::breach::{BREACH_RULES, BreachPolicy};
use domain::law::rulebook::{RULEBOOK, RuleRow, in_force};
use domain::law::validity::{Certainty, Since};
use domain::law::{ClockPolicy, ExtensionReading};
use jiff::civil::{Date, date};
use serde_json::Value;

fn rows(number: u8) -> Vec<&'static RuleRow> {
    RULEBOOK.iter().filter(|row| row.number == number).collect()
}

#[test]
fn every_rule_has_a_row_in_order_and_every_row_says_something() {
    assert!(RULEBOOK.is_sorted_by_key(|row| row.number));
    for number in 1..=30 {
        assert!(!rows(number).is_empty(), "R{number}");
    }
    for row in RULEBOOK {
        assert!(!row.says.is_empty() && !row.source.is_empty(), "{row:?}");
        assert!(row.validity.until.is_none());
    }
}

#[test]
fn the_certainty_of_each_rule_is_that_of_its_sources() {
    let letters = |number| rows(number).iter().map(|row| row.certainty.letter()).collect::<String>();
    let certain = [1, 2, 3, 7, 9, 11, 12, 15, 17, 18, 19, 21, 22, 23, 27, 30];
    let guidance = [6, 10, 13, 14, 16, 28, 29];
    assert!(certain.iter().all(|number| letters(*number) == "C"));
    assert!(guidance.iter().all(|number| letters(*number) == "G"));
    let parted = [(4, "CP"), (5, "CP"), (8, "PP"), (20, "CP"), (24, "GP"), (25, "CP"), (26, "P")];
    assert!(parted.iter().all(|(number, expected)| letters(*number) == *expected));
    assert_eq!(certain.len() + guidance.len() + parted.len(), 30);
}

#[test]
fn what_is_contested_names_what_decides_it_and_nothing_else_does() {
    for row in RULEBOOK {
        assert_eq!(row.choice.is_some(), row.certainty == Certainty::Contested, "{row:?}");
    }
}

#[test]
fn every_switch_of_the_engine_stands_in_the_register_with_its_default() {
    let mut switches: Vec<(String, String)> = Vec::new();
    let policies = [serde_json::to_value(ClockPolicy::default()), serde_json::to_value(BreachPolicy::default())];
    for policy in policies {
        for (name, value) in policy.unwrap().as_object().unwrap() {
            let default = match value {
                Value::String(text) => text.clone(),
                Value::Null => "off: those of the law of the day".to_owned(),
                other => other.to_string(),
            };
            switches.push((name.clone(), default));
        }
    }
    assert_eq!(switches.len(), 6);
    for (name, default) in switches {
        let row = RULEBOOK.iter().find(|row| row.choice.is_some_and(|choice| choice.name == name));
        assert_eq!(row.and_then(|row| row.choice).map(|choice| choice.default), Some(default.as_str()), "{name}");
    }
    assert_eq!(ExtensionReading::default().code(), "earlier_of_both");
}

#[test]
fn the_hours_of_a_breach_are_those_of_the_rows_that_compute_them() {
    for rule in BREACH_RULES {
        let row = rows(rule.number).into_iter().find(|row| row.says.contains(&format!("{} hours", rule.hours)));
        assert_eq!(row.unwrap().validity, rule.validity);
        assert!(row.unwrap().source.starts_with("33(1)"));
    }
}

#[test]
fn a_rule_is_in_force_from_its_day_on_and_a_proposal_never() {
    let count = |day: Date| in_force(day).count();
    assert_eq!(count(date(1971, 6, 30)), 0);
    assert_eq!(count(date(1971, 7, 1)), 4);
    assert_eq!(count(date(2018, 5, 24)), 4);
    assert_eq!(count(date(2021, 7, 6)) + 1, count(date(2021, 7, 7)));
    assert_eq!(count(date(2026, 11, 22)), RULEBOOK.len() - 1);
    let proposed: Vec<_> = RULEBOOK.iter().filter(|row| row.is_proposed()).map(|row| row.number).collect();
    assert_eq!(proposed, [26]);
    assert!(in_force(date(9999, 12, 31)).all(|row| row.validity.since != Since::Proposed));
}
