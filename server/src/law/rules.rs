//! `inzage law rules`: the rules of a day as a table.

use super::table::{WIDTH, columns, wrap};
use domain::law::retention::{Limit, RETENTION_RULES, RetentionRule, Span};
use domain::law::rulebook::{RULEBOOK, RuleRow, in_force};
use domain::law::validity::Validity;
use jiff::civil::Date;

/// Rule, certainty, since when, what it says, where it stands.
const COLUMNS: [usize; 5] = [4, 1, 10, 44, 33];

/// The table of a day.
pub(super) fn rules(day: Date) -> String {
    let head = ["Rule", "", "Since", "What it says", "Where it stands"].map(str::to_owned);
    let rows = in_force(day).map(row);
    let kept = RETENTION_RULES.iter().filter(|rule| rule.validity.holds_on(day)).map(kept);
    let mut text = format!("The rules in force on {day}\n\n");
    text.push_str(&columns(COLUMNS, [head].into_iter().chain(rows)));
    text.push_str("\nHow long things are kept\n\n");
    text.push_str(&columns(COLUMNS, kept));
    let off = RULEBOOK.iter().filter(|row| row.is_proposed());
    let off: Vec<_> = off.map(|row| format!("R{}: {} ({})", row.number, row.says, row.source)).collect();
    let notes = [
        format!("Not in force. {}.", off.join("; ")),
        "C: text of the law or the Court. G: guidance of the European Data Protection Board. P: contested, or left to \
         the operator; after the arrow stands what decides it, with its default."
            .to_owned(),
        "Articles are those of the GDPR unless another act is named; § are those of EDPB Guidelines 01/2022."
            .to_owned(),
    ];
    for note in notes {
        text.push_str(&format!("\n{}\n", wrap(&note, WIDTH).join("\n")));
    }
    text
}

fn row(row: &RuleRow) -> [String; 5] {
    let choice = row.choice.map(|choice| format!("\n→ {} = {}", choice.name, choice.default)).unwrap_or_default();
    [
        format!("R{}", row.number),
        row.certainty.letter().to_string(),
        days(row.validity),
        format!("{}{choice}", row.says),
        row.source.to_owned(),
    ]
}

fn kept(rule: &RetentionRule) -> [String; 5] {
    let length = match rule.span {
        Span::FiscalYears(years) => format!("{years} fiscal years after the later of service and record"),
        Span::Days(days) => format!("{days} calendar days"),
        Span::Months(months) => format!("{months} months"),
    };
    let bound = match rule.limit {
        Limit::AtLeast => "kept at least",
        Limit::AtMost => "gone within",
    };
    [
        String::new(),
        rule.certainty.letter().to_string(),
        days(rule.validity),
        format!("{bound} {length}"),
        format!("{} {}", rule.article, rule.kind.code()),
    ]
}

/// Since when, and until when if that is known.
fn days(validity: Validity) -> String {
    let until = validity.until.map(|last| format!(" to {last}")).unwrap_or_default();
    format!("{}{until}", validity.since)
}
