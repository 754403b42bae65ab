//! From when until when a rule is law, and how certain it is. A rule that changes on a date is a new row, not a new `if`.

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// The day from which the GDPR applies (Art. 99(2)).
pub(super) const GDPR_APPLIES: Date = date(2018, 5, 25);

/// Since when a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Since before anything that is computed here.
    Always,
    /// From this day on.
    Day(Date),
    /// Not yet: it is proposed, and switched off until a day can be put here.
    Proposed,
}

/// From when until when a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// Since when.
    pub since: Since,
    /// The last day on which it holds; `None` while no end is known.
    pub until: Option<Date>,
}

/// How certain a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The text of the law, or the Court.
    Certain,
    /// Guidance of the European Data Protection Board.
    Guidance,
    /// Contested, or left open: a switch or the operator's choice decides.
    Contested,
}

impl Validity {
    /// As long as anybody can ask.
    pub const ALWAYS: Self = Self { since: Since::Always, until: None };
    /// Not yet.
    pub const PROPOSED: Self = Self { since: Since::Proposed, until: None };
    /// As long as the GDPR applies.
    pub const GDPR: Self = Self::since(GDPR_APPLIES);

    /// From this day on.
    pub const fn since(day: Date) -> Self {
        Self { since: Since::Day(day), until: None }
    }

    /// Whether it holds on this day.
    pub fn holds_on(self, day: Date) -> bool {
        let begun = match self.since {
            Since::Always => true,
            Since::Day(first) => first <= day,
            Since::Proposed => false,
        };
        begun && self.until.is_none_or(|last| day <= last)
    }
}

impl Certainty {
    /// Its letter in the register of rules: C, G or P.
    pub const fn letter(self) -> char {
        match self {
            Self::Certain => 'C',
            Self::Guidance => 'G',
            Self::Contested => 'P',
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::Day(day) => day.fmt(f),
            Self::Proposed => f.write_str("proposed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_holds_from_its_first_day_through_its_last() {
        let until = Some(date(2026, 6, 30));
        let dated = Validity { since: Since::Day(date(2026, 1, 1)), until };
        let table = [
            (dated, date(2025, 12, 31), false),
            (dated, date(2026, 1, 1), true),
            (dated, date(2026, 6, 30), true),
            (dated, date(2026, 7, 1), false),
            (Validity { since: Since::Always, until }, Date::MIN, true),
            (Validity { since: Since::Always, until }, date(2026, 7, 1), false),
            (Validity::ALWAYS, Date::MAX, true),
            (Validity::PROPOSED, Date::MAX, false),
            (Validity::GDPR, date(2018, 5, 24), false),
            (Validity::GDPR, date(2018, 5, 25), true),
        ];
        for (validity, day, holds) in table {
            assert_eq!(validity.holds_on(day), holds, "{validity:?} {day}");
        }
    }

    #[test]
    fn what_is_said_of_a_rule_is_short() {
        let letters = [Certainty::Certain, Certainty::Guidance, Certainty::Contested].map(Certainty::letter);
        assert_eq!(letters, ['C', 'G', 'P']);
        let said = [Since::Always, Since::Day(GDPR_APPLIES), Since::Proposed].map(|since| since.to_string());
        assert_eq!(said, ["always", "2018-05-25", "proposed"]);
    }
}
