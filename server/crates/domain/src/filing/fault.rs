use super::{Ask, Draft, Kind, LINE_MAX, Mailbox, Question};
use crate::words::{Relationship, Right};

/// A field of the filing, by the name that its form control bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Is this about you?
    About,
    /// The name of the person for whom somebody files.
    RepresentedName,
    /// That person's mail address.
    RepresentedEmail,
    /// How do you know us?
    Relationship,
    /// Which organisation?
    Organisation,
    /// Which document?
    Document,
    /// Which rights?
    Rights,
    /// A question of a right.
    Ask(Ask),
    /// Your name.
    Name,
    /// Your mail address.
    Email,
    /// Your customer number.
    CustomerNumber,
    /// Your language.
    Language,
    /// How did it come?
    Channel,
    /// When was it received?
    Received,
    /// How is it answered?
    Reply,
    /// The postal address.
    Address,
    /// What is said about a right.
    Words(Right),
}

impl Field {
    /// The name of its form control, and the anchor to which an error summary links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::About => "about",
            Self::RepresentedName => "represented_name",
            Self::RepresentedEmail => "represented_email",
            Self::Relationship => "relationship",
            Self::Organisation => "organisation",
            Self::Document => "document",
            Self::Rights => "rights",
            Self::Ask(ask) => match ask.rule().kind {
                Kind::Choice(_) => "choice",
                Kind::Text { .. } => "answer",
            },
            Self::Name => "name",
            Self::Email => "email",
            Self::CustomerNumber => "customer_number",
            Self::Language => "language",
            Self::Channel => "channel",
            Self::Received => "received",
            Self::Reply => "reply",
            Self::Address => "address",
            Self::Words(right) => words_of(right),
        }
    }
}

const fn words_of(right: Right) -> &'static str {
    match right {
        Right::Access => "words_access",
        Right::Rectification => "words_rectification",
        Right::Erasure => "words_erasure",
        Right::Restriction => "words_restriction",
        Right::Portability => "words_portability",
        Right::Objection => "words_objection",
        Right::AutomatedDecision => "words_automated_decision",
        Right::ConsentWithdrawal => "words_consent_withdrawal",
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
    /// Not a day.
    NotADay,
    /// A day that has not come yet.
    InFuture,
    /// A day before there was such a thing.
    TooEarly,
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
            Question::About => vec![missing_unless(self.about.is_some(), Field::About)],
            Question::Represented => {
                vec![
                    required(Field::RepresentedName, &self.represented_name, LINE_MAX),
                    represented_email_fault(&self.represented_email),
                ]
            }
            Question::Relationship => vec![missing_unless(self.relationship.is_some(), Field::Relationship)],
            Question::Signing => vec![
                optional(Field::Organisation, &self.organisation, LINE_MAX),
                optional(Field::Document, &self.document, LINE_MAX),
            ],
            Question::Rights => vec![missing_unless(self.chosen().next().is_some(), Field::Rights)],
            Question::Ask(ask) => vec![self.ask_fault(ask)],
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

    fn ask_fault(&self, ask: Ask) -> Option<Fault> {
        let (field, rule) = (Field::Ask(ask), ask.rule());
        match rule.kind {
            Kind::Choice(_) => missing_unless(!rule.is_required || self.pick(ask).is_some(), field),
            Kind::Text { max } if rule.is_required => required(field, self.answer(ask), max),
            Kind::Text { max } => optional(field, self.answer(ask), max),
        }
    }
}

/// It may be unknown.
pub(super) fn represented_email_fault(email: &str) -> Option<Fault> {
    let problem = Mailbox::parse(email).err().filter(|problem| *problem != Problem::Missing)?;
    Some(Fault { field: Field::RepresentedEmail, problem })
}

pub(super) fn missing_unless(given: bool, field: Field) -> Option<Fault> {
    (!given).then_some(Fault { field, problem: Problem::Missing })
}

pub(super) fn required(field: Field, text: &str, max: usize) -> Option<Fault> {
    missing_unless(!text.trim().is_empty(), field).or_else(|| optional(field, text, max))
}

pub(super) fn optional(field: Field, text: &str, max: usize) -> Option<Fault> {
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
