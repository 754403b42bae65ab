//! A deadline told in full, for who asks on a command line.

use super::{explain, states};
use crate::texts::{Locale, dates, td_string};
use domain::law::{Deadline, Facts, Place, Rules};

/// What is told: named values, and below them paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Name and value of each.
    pub lines: Vec<(&'static str, String)>,
    /// What follows.
    pub paragraphs: Vec<String>,
}

/// The last day and its last second, the steps to it as sentences, and the law on which they rest.
pub fn report(locale: Locale, rules: &Rules<'_>, facts: &Facts) -> Report {
    let (first, term) = (rules.first_month(facts), rules.current(facts));
    let state = rules.place.member_state;
    let told = |deadline: Option<&Deadline>| match deadline {
        Some(deadline) => day(locale, deadline),
        None => td_string!(locale, law.line.none_yet).to_owned(),
    };
    let mut lines = vec![(td_string!(locale, law.line.last_day), told(term.deadline()))];
    lines.extend(term.deadline().map(|last| (td_string!(locale, law.line.last_second), second(last, rules.place))));
    if facts.extension.is_some() {
        lines.push((td_string!(locale, law.line.first_month), told(first.deadline())));
    }
    let zone = rules.place.zone.iana_name().unwrap_or_default();
    lines.push((td_string!(locale, law.line.place), format!("{state}, {zone}")));
    let mut paragraphs = vec![explain(locale, term.trace(), Some(state))];
    if let Some(there) = states::within(locale, state).filter(|_| rules.calendar.is_estimate(state)) {
        paragraphs.push(td_string!(locale, law.estimate, there = there).to_string());
    }
    paragraphs.push(td_string!(locale, law.basis).to_owned());
    Report { lines, paragraphs }
}

/// A last day, for machines and for people, and whether it may still move.
fn day(locale: Locale, deadline: &Deadline) -> String {
    let day = format!("{}, {}", deadline.due, dates::full_day(locale, deadline.due));
    match deadline.provisional {
        Some(_) => format!("{day} ({})", td_string!(locale, law.provisional)),
        None => day,
    }
}

fn second(deadline: &Deadline, place: &Place) -> String {
    deadline.last_instant.display_with_offset(place.zone.to_offset(deadline.last_instant)).to_string()
}
