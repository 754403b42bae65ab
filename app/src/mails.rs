//! Letters in words.

use desk::Operator;
use desk::post::{Letter, Words};
use domain::words::Language;

/// Puts a letter into words.
pub fn word(_letter: &Letter, _language: Language, _operator: &Operator) -> Words {
    Words { subject: String::new(), text: String::new(), html: String::new() }
}
