//! The rules of keeping, as rows: what, how long, from when the row holds.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::validity::{Certainty, Validity};
use crate::words::words;

words! {
    /// What a rule of keeping is about.
    RetentionKind {
        /// Books and invoices: kept for ten fiscal years that follow.
        Accounting = "accounting_ten_fiscal_years",
        /// What support holds: gone within 180 days after the service ends.
        Support = "support_180_days",
        /// Copies in backups: gone within 40 days after the original.
        Backup = "backup_40_days",
        /// Cookies: gone within thirteen months.
        Cookie = "cookie_13_months",
    }
}

/// A rule of keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionRule {
    /// What it is about.
    pub kind: RetentionKind,
    /// For how long.
    pub span: Span,
    /// Which way it binds.
    pub limit: Limit,
    /// From when until when it holds.
    pub validity: Validity,
    /// How certain it is: periods that an operator promises are its own choice.
    pub certainty: Certainty,
    /// The article of the GDPR on which it rests.
    pub article: &'static str,
}

/// A length of time. All lengths are counted in whole days of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// So many fiscal years, from the end of one.
    FiscalYears(u8),
    /// So many days.
    Days(u16),
    /// So many months: the same day number, or the last day of a month that has none.
    Months(u8),
}

/// Which way a rule of keeping binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Kept at least so long.
    AtLeast,
    /// Gone after so long, at most.
    AtMost,
}

/// The rows. The first of its kind that holds on the day on which the clock starts is the rule.
pub const RETENTION_RULES: [RetentionRule; 4] = [
    RetentionRule {
        kind: RetentionKind::Accounting,
        span: Span::FiscalYears(10),
        limit: Limit::AtLeast,
        validity: Validity::ALWAYS,
        certainty: Certainty::Contested,
        article: "17(3)(b)",
    },
    RetentionRule {
        kind: RetentionKind::Support,
        span: Span::Days(180),
        limit: Limit::AtMost,
        validity: Validity::ALWAYS,
        certainty: Certainty::Contested,
        article: "5(1)(e)",
    },
    RetentionRule {
        kind: RetentionKind::Backup,
        span: Span::Days(40),
        limit: Limit::AtMost,
        validity: Validity::ALWAYS,
        certainty: Certainty::Contested,
        article: "5(1)(e)",
    },
    RetentionRule {
        kind: RetentionKind::Cookie,
        span: Span::Months(13),
        limit: Limit::AtMost,
        validity: Validity::ALWAYS,
        certainty: Certainty::Contested,
        article: "5(1)(e)",
    },
];

impl RetentionKind {
    /// The row that holds on a day, if one does.
    pub fn rule_on(self, day: Date) -> Option<&'static RetentionRule> {
        RETENTION_RULES.iter().find(|rule| rule.kind == self && rule.validity.holds_on(day))
    }
}
