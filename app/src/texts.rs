//! Texts: the catalogues, and what is put into words by rules.
//!
//! A text is fetched with an explicit language: `td_string!(locale, common.skip)`. Keys and their parameters are checked
//! when it compiles, in every language.
//!
//! * [`words`]: a name for every right, outcome, standing and the like.
//! * [`asks`]: the questions of the rights and what can be chosen. [`countries`]: countries by name.
//! * [`dates`]: days, times and counts, written out.
//! * [`law`]: the steps of a deadline as sentences; [`holidays`]: the names of the days in them.
//! * [`record`]: entries of the log about who came in and who read what.
//! * [`flaws`]: what is wrong with a field. [`troubles`]: what went wrong altogether.

pub mod asks;
pub mod countries;
pub mod dates;
pub mod flaws;
mod holidays;
pub(crate) mod html;
pub mod law;
pub mod record;
pub mod troubles;
pub mod words;

pub use crate::catalogues::i18n::{Locale, td_string};

use domain::words::Language;

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Dutch => Self::nl,
            Language::English => Self::en,
        }
    }
}

impl From<Locale> for Language {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::nl => Self::Dutch,
            Locale::en => Self::English,
        }
    }
}

/// The code of a language, as documents and cookies bear it.
pub fn code(locale: Locale) -> &'static str {
    Language::from(locale).code()
}
