//! An erasure item by item (Art. 17): what goes, what a law keeps, and when the copies in backups are gone.

use jiff::civil::Date;
use serde::Deserialize;

use super::{FiscalYearEnd, accounting, backup};
use crate::law::ground::Ground;
use crate::words::Right;

/// Something that the person asks to have erased.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ErasureItem {
    /// Its name.
    pub id: String,
    /// What it is: `accounting` is what a law keeps.
    pub category: String,
    /// Its own day.
    pub record_date: Date,
}

/// What becomes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is erased.
    Erased,
    /// It is kept, because a law demands it (Art. 17(3)(b)).
    Kept {
        /// At least until this day; `None` while the service runs, because then no end can be told.
        until: Option<Date>,
        /// The article.
        ground: &'static str,
    },
}

/// What becomes of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Each item, in the order given.
    pub fates: Vec<(String, Fate)>,
    /// The day on which the last copy in a backup is gone.
    pub backups_gone_by: Option<Date>,
}

/// Erases what can be erased on a day, and keeps what a law demands.
pub fn erase(
    items: &[ErasureItem],
    fiscal_year: FiscalYearEnd,
    service_ended: Option<Date>,
    erased_on: Date,
) -> Erasure {
    let fate = |item: &ErasureItem| {
        let is_demanded = item.category == "accounting";
        match is_demanded.then(|| accounting(fiscal_year, item.record_date, service_ended)).flatten() {
            // What the law wanted kept until a day that is over is kept no longer.
            Some(kept) if kept.keep_until.is_none_or(|last| erased_on <= last) => kept_by_law(kept.keep_until),
            _ => Fate::Erased,
        }
    };
    Erasure {
        fates: items.iter().map(|item| (item.id.clone(), fate(item))).collect(),
        backups_gone_by: backup(erased_on).and_then(|copies| copies.gone_by),
    }
}

fn kept_by_law(until: Option<Date>) -> Fate {
    Fate::Kept { until, ground: Ground::LegalObligation.article(Right::Erasure).unwrap_or_default() }
}
