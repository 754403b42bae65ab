use super::{Draft, LINE_MAX, Mailbox, Question, TEXT_MAX};
use crate::words::{Relationship, Right};

/// A field of the filing, by the name that its form control bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// How do you know us?
    Relationship,
    /// Which organisation?
    Organisation,
    /// Which document?
    Document,
    /// Which rights?
    Rights,
    /// What about this right?
    Detail(Right),
    /// Your name.
    Name,
    /// Your mail address.
    Email,
    /// Your customer number.
    CustomerNumber,
    /// Your language.
    Language,
}

impl Field {
    /// The name of its form control, and the anchor to which an error summary links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Relationship => "relationship",
            Self::Organisation => "organisation",
            Self::Document => "document",
            Self::Rights => "rights",
            Self::Detail(_) => "detail",
            Self::Name => "name",
            Self::Email => "email",
            Self::CustomerNumber => "customer_number",
            Self::Language => "language",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Nothing was given or chosen.
    Missing,
    /// Longer than `max` characters.
    TooLong {
        /// The most that is taken.
        max: usize,
    },
    /// Not a mail address.
    NotAnAddress,
    /// Holds a control character, such as NUL, that no keyboard gives.
    ControlCharacter,
}

/// A field with what is wrong with it: enough to find the sentence in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fault {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem,
}

impl Draft {
    /// What is wrong with the answers to one question, in the order of its fields.
    pub fn faults(&self, question: Question) -> Vec<Fault> {
        let faults = match question {
            Question::Relationship => vec![missing_unless(self.relationship.is_some(), Field::Relationship)],
            Question::Signing => vec![
                optional(Field::Organisation, &self.organisation, LINE_MAX),
                optional(Field::Document, &self.document, LINE_MAX),
            ],
            Question::Rights => vec![missing_unless(self.chosen().next().is_some(), Field::Rights)],
            // Access needs no reason and no scope (Art. 15; EDPB Guidelines 01/2022, 13): everything is the default.
            Question::Detail(Right::Access) => {
                vec![optional(Field::Detail(Right::Access), self.detail(Right::Access), TEXT_MAX)]
            }
            Question::Detail(right) => vec![required(Field::Detail(right), self.detail(right), TEXT_MAX)],
            Question::Contact => vec![
                required(Field::Name, &self.name, LINE_MAX),
                Mailbox::parse(&self.email).err().map(|problem| Fault { field: Field::Email, problem }),
                optional(Field::CustomerNumber, &self.customer_number, LINE_MAX)
                    .filter(|_| self.relationship == Some(Relationship::Customer)),
                missing_unless(self.language.is_some(), Field::Language),
            ],
            Question::Check => Vec::new(),
        };
        faults.into_iter().flatten().collect()
    }
}

fn missing_unless(given: bool, field: Field) -> Option<Fault> {
    (!given).then_some(Fault { field, problem: Problem::Missing })
}

fn required(field: Field, text: &str, max: usize) -> Option<Fault> {
    missing_unless(!text.trim().is_empty(), field).or_else(|| optional(field, text, max))
}

fn optional(field: Field, text: &str, max: usize) -> Option<Fault> {
    let text = text.trim();
    let layout = |c: char| matches!(c, '\n' | '\r' | '\t');
    let problem = if text.chars().any(|c| c.is_control() && !layout(c)) {
        Problem::ControlCharacter
    } else if text.chars().count() > max {
        Problem::TooLong { max }
    } else {
        return None;
    };
    Some(Fault { field, problem })
}
