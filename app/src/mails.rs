//! Letters in words: short, in the person's language, and never with the data that people give us or that we hold.
//!
//! A letter is a row of [`Block`]s; plain text and HTML come from the same row, so that both say the same.

mod block;
mod letters;
mod relayed;
#[cfg(test)]
mod tests;

use crate::texts::{Locale, code, td_string};
use block::Block;
use desk::Operator;
use desk::post::{Letter, Words};
use domain::words::Language;

/// Puts a letter into words.
pub fn word(letter: &Letter, language: Language, operator: &Operator) -> Words {
    let locale = Locale::from(language);
    let (subject, mut blocks) = letters::letter(locale, letter);
    blocks.push(Block::Text(operator.name.clone()));
    blocks.push(Block::Small(td_string!(locale, mails.automatic, dpo = &operator.dpo).to_string()));
    Words { text: block::text(&blocks), html: block::html(code(locale), &subject, &blocks), subject }
}
