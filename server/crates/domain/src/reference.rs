//! The name of a request that a person reads over the phone, such as `K7Q-FM2-RTX4`.
//!
//! # The alphabet
//!
//! Twenty-three characters: the digits `2` to `9` and the letters `C D F H J K M P Q R T V W X Y`. Left out are
//!
//! * `0 O`, `1 I L`: the same stroke in many typefaces and most hands;
//! * `B G S Z`, which handwriting makes into `8 6 5 2`, and `U`, which it makes into `V`;
//! * `N`, which sounds like `M`;
//! * the remaining vowels `A E`: without any, no reference spells a word, in no language.
//!
//! Those of them that can only stand for one character (`B G S Z U`) are read as that one.
//!
//! # The check character
//!
//! Twenty-three is a prime. The ten characters, as numbers 0 to 22, are weighted 10, 9, … 1 from left to right; the last
//! one is chosen so that the sum is a multiple of 23. A single wrong character changes the sum by *w·d* and two exchanged
//! ones by *(w − v)·d*, with every factor between 1 and 22 in size: never a multiple of a prime that large. So every
//! wrong character and every exchange of two different characters, adjacent or not, is noticed.
//!
//! Nine characters are free, 23⁹ = 1.8·10¹² references: more than 40 bits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The characters, in the order of their numbers.
pub const ALPHABET: &[u8; 23] = b"23456789CDFHJKMPQRTVWXY";
/// How many characters a reference has, the check character included.
pub const LENGTH: usize = 10;
/// How many characters are free.
const FREE: usize = LENGTH - 1;
/// The size of the alphabet, a prime.
const BASE: u8 = 23;

/// The name of a request: ten characters, the last of which checks the others.
///
/// It is a name, not a secret: knowing it opens nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct Reference([u8; LENGTH]);

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// More or fewer than ten characters, hyphens and spaces not counted.
    #[error("a reference has {LENGTH} characters, not {0}")]
    Length(usize),
    /// A character that no reference has.
    #[error("no reference has the character {0:?}")]
    Character(char),
    /// A character is wrong, or two are exchanged.
    #[error("a character is wrong, or two are exchanged")]
    Check,
}

impl ReferenceError {
    /// The code of the error: the key of its text.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length(_) => "length",
            Self::Character(_) => "character",
            Self::Check => "check",
        }
    }
}

impl Reference {
    /// A reference from random bytes, which must come from a cryptographic source.
    ///
    /// Of 2¹²⁸ numbers, each of the 23⁹ references gets the same share but for one part in 2⁸⁷.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let mut number = u128::from_le_bytes(bytes);
        let mut values = [0; LENGTH];
        for value in values.iter_mut().take(FREE) {
            *value = digit(number);
            number /= u128::from(BASE);
        }
        let rest = u32::from(BASE) - sum(&values) % u32::from(BASE);
        values[FREE] = digit(u128::from(rest));
        Self(values.map(|value| ALPHABET[usize::from(value)]))
    }

    /// Reads what a person typed or read out: either case, with hyphens and spaces anywhere, or none.
    ///
    /// # Errors
    /// [`ReferenceError`]: a character that no reference has, a wrong number of them, or a mistake that the check
    /// character shows.
    pub fn parse(text: &str) -> Result<Self, ReferenceError> {
        let mut values = [0; LENGTH];
        let mut count = 0;
        for character in text.chars().filter(|character| !is_separator(*character)) {
            let value = value(character).ok_or(ReferenceError::Character(character))?;
            if let Some(place) = values.get_mut(count) {
                *place = value;
            }
            count += 1;
        }
        match () {
            () if count != LENGTH => Err(ReferenceError::Length(count)),
            () if !sum(&values).is_multiple_of(u32::from(BASE)) => Err(ReferenceError::Check),
            () => Ok(Self(values.map(|value| ALPHABET[usize::from(value)]))),
        }
    }

    /// The ten characters without hyphens.
    pub fn compact(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The lowest digit of a number, to the base of the alphabet.
fn digit(number: u128) -> u8 {
    u8::try_from(number % u128::from(BASE)).unwrap_or_default()
}

/// The number of a character, read as generously as can be done without doubt.
fn value(character: char) -> Option<u8> {
    let plain = match character.to_ascii_uppercase() {
        'B' => '8',
        'G' => '6',
        'S' => '5',
        'Z' => '2',
        'U' => 'V',
        other => other,
    };
    let found = ALPHABET.iter().position(|known| char::from(*known) == plain)?;
    u8::try_from(found).ok()
}

/// Hyphens and dashes of all lengths, spaces of all widths, and the full stop: what people write between groups.
fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '.' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The weighted sum: 10 times the first number, 9 times the second, … once the last.
fn sum(values: &[u8; LENGTH]) -> u32 {
    values.iter().rev().zip(1..).map(|(value, weight)| u32::from(*value) * weight).sum()
}

/// Grouped for reading: three, three and four characters.
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g, h, i, j, k] = self.0.map(char::from);
        f.pad(&String::from_iter([a, b, c, '-', d, e, g, '-', h, i, j, k]))
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        Self::parse(text)
    }
}

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
