use crate::filing::Problem;
use crate::words::{Language, words};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The most characters of a fact.
pub const FACT_MAX: usize = 100;

/// The name of a fact, as the operator set it. It says which, and never what.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactId(pub String);

words! {
    /// How a fact is written, and so compared.
    FactKind {
        /// Letters and digits; case, accents of width, spaces and signs do not count.
        Text = "text",
        /// Digits; nothing else counts.
        Digits = "digits",
        /// A day.
        Date = "date",
    }
}

/// Something that the operator knows of a person, and that the person can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// A short stable name: small letters, digits, hyphens.
    pub id: FactId,
    /// What people read in English.
    pub en: String,
    /// What people read in Dutch.
    pub nl: String,
    /// How it is written.
    pub kind: FactKind,
}

impl Fact {
    pub(super) fn new(id: &str, en: &str, nl: &str, kind: FactKind) -> Self {
        Self { id: FactId(id.to_owned()), en: en.to_owned(), nl: nl.to_owned(), kind }
    }

    /// What people read.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Dutch => &self.nl,
        }
    }
}

impl FactKind {
    /// The form in which two who mean the same write the same.
    ///
    /// # Errors
    /// What keeps it from being a fact of this kind: it is told of what was typed, never of what is expected.
    pub fn normal(self, text: &str) -> Result<String, Problem> {
        if text.chars().count() > FACT_MAX {
            return Err(Problem::TooLong { max: FACT_MAX });
        }
        let plain: String = text.nfkc().flat_map(char::to_lowercase).collect::<String>().nfkc().collect();
        let normal: String = match self {
            Self::Text => plain.chars().filter(|c| c.is_alphanumeric()).collect(),
            Self::Digits => plain.chars().filter(char::is_ascii_digit).collect(),
            Self::Date if plain.trim().is_empty() => String::new(),
            Self::Date => day(&plain).ok_or(Problem::NotADay)?.to_string(),
        };
        if normal.is_empty() { Err(Problem::Missing) } else { Ok(normal) }
    }
}

/// A day as people write one: its year first, or its day first.
fn day(text: &str) -> Option<Date> {
    let parts: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether all pairs are equal. Every byte of every pair is looked at whatever was found before, so that the time that it
/// takes does not tell which differs.
pub fn all_equal<'a>(pairs: impl IntoIterator<Item = (&'a [u8], &'a [u8])>) -> bool {
    let differing = |(one, other): (&[u8], &[u8])| {
        let bytes = one.iter().zip(other).fold(0, |found, (a, b)| found | (a ^ b));
        bytes | u8::from(one.len() != other.len())
    };
    let found = pairs.into_iter().fold(0, |found, pair| std::hint::black_box(found | differing(pair)));
    found == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn who_means_the_same_writes_the_same() {
        let table: [(FactKind, &str, &[&str]); 5] = [
            (FactKind::Text, "1234ab", &["1234 AB", " 1234ab ", "１２３４ＡＢ", "1234-Ab"]),
            (FactKind::Text, "strasse12a", &["Strasse 12 A", "STRASSE 12/a"]),
            (FactKind::Text, "ångström", &["Ångström", "A\u{30a}ngstro\u{308}m"]),
            (FactKind::Digits, "0012345", &["0012345", "0012 345", "No. 0012.345"]),
            (FactKind::Date, "1980-02-03", &["3-2-1980", "03.02.1980", "1980-02-03", "3 / 2 / 1980", "1980/2/3"]),
        ];
        for (kind, expected, written) in table {
            for text in written {
                assert_eq!(kind.normal(text).as_deref(), Ok(expected), "{kind:?} {text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_fact_of_its_kind_is_said_before_anything_is_compared() {
        let table = [
            (FactKind::Text, "", Problem::Missing),
            (FactKind::Text, " - ", Problem::Missing),
            (FactKind::Digits, "none", Problem::Missing),
            (FactKind::Date, " ", Problem::Missing),
            (FactKind::Date, "31-02-1980", Problem::NotADay),
            (FactKind::Date, "3 February 1980", Problem::NotADay),
            (FactKind::Date, "03-02-80", Problem::NotADay),
        ];
        for (kind, text, problem) in table {
            assert_eq!(kind.normal(text), Err(problem), "{kind:?} {text:?}");
        }
        assert_eq!(FactKind::Text.normal(&"a".repeat(101)), Err(Problem::TooLong { max: FACT_MAX }));
        assert_eq!(FactKind::Text.normal(&"a".repeat(100)), Ok("a".repeat(100)));
    }

    #[test]
    fn a_fact_is_asked_for_in_the_language_of_who_reads() {
        let fact = Fact::new("postcode", "Postal code", "Postcode", FactKind::Text);
        assert_eq!(
            [Language::English, Language::Dutch].map(|language| fact.label(language)),
            ["Postal code", "Postcode"]
        );
    }

    #[test]
    fn no_two_differences_make_up_for_each_other() {
        for (one, other) in [("ab", "ac"), ("ab", "bb"), ("ab", "ba"), ("a", "ab"), ("", "a"), ("a", "`b")] {
            let (one, other) = (one.as_bytes(), other.as_bytes());
            assert!(!all_equal([(one, other)]) && !all_equal([(other, one)]), "{one:?} {other:?}");
            assert!(!all_equal([(one, other), (one, one)]) && !all_equal([(one, other), (one, other)]));
        }
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own(text in ".{0,60}", kind in prop::sample::select(FactKind::ALL)) {
            if let Ok(normal) = kind.normal(&text) {
                prop_assert_eq!(kind.normal(&normal), Ok(normal.clone()));
            }
        }

        #[test]
        fn pairs_are_equal_when_each_is(pairs: Vec<(Vec<u8>, Vec<u8>)>, same: Vec<Vec<u8>>) {
            let expected = pairs.iter().all(|(one, other)| one == other);
            prop_assert_eq!(all_equal(pairs.iter().map(|(a, b)| (a.as_slice(), b.as_slice()))), expected);
            prop_assert!(all_equal(same.iter().map(|one| (one.as_slice(), one.as_slice()))));
        }
    }
}
