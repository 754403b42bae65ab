use super::{Answer, Ask, Contact, Fault, Filing, Mailbox, Matter, Pick, Question, Represented, Signing};
use crate::law::MemberState;
use crate::words::{Capacity, Language, Relationship, Right};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Answers as typed, not yet judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Whose data it is about.
    pub about: Option<About>,
    /// The name of the person for whom somebody else files.
    pub represented_name: String,
    /// That person's mailbox.
    pub represented_email: String,
    /// How the person knows the operator.
    pub relationship: Option<Relationship>,
    /// The organisation for which the signer signed, as the signer calls it.
    pub organisation: String,
    /// The reference on the signed document.
    pub document: String,
    /// The rights ticked.
    pub rights: Vec<Right>,
    /// What was answered to each question of a right; also to those that other answers have made pointless since.
    pub answers: BTreeMap<Ask, String>,
    /// How the person wants to be called.
    pub name: String,
    /// The mailbox.
    pub email: String,
    /// The number under which the operator knows the customer.
    pub customer_number: String,
    /// In which language to answer.
    pub language: Option<Language>,
    /// The code of the country, or anything else for one outside the European Economic Area.
    pub country: String,
    /// The questions answered so far, right or wrong: their faults are shown, those of the others not yet.
    pub answered: Vec<Question>,
}

/// Whose data a filing is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Those of who files.
    Me,
    /// Somebody else's.
    Other(Capacity),
}

impl About {
    /// All, in the order in which people see them.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Me).chain(Capacity::ALL.iter().copied().map(Self::Other))
    }

    /// The code under which it is sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Other(capacity) => capacity.code(),
        }
    }

    /// What bears this code, if anything does.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|one| one.code() == code)
    }
}

impl Draft {
    /// Parses the whole draft.
    ///
    /// # Errors
    /// Every fault, in the order of the questions; what does not belong to the journey is left out, not at fault.
    pub fn complete(&self) -> Result<Filing, Vec<Fault>> {
        let faults: Vec<Fault> = self.journey().into_iter().flat_map(|question| self.faults(question)).collect();
        let (Some(about), Some(relationship), Ok(email), [], Some(language)) =
            (self.about, self.relationship, Mailbox::parse(&self.email), faults.as_slice(), self.language)
        else {
            return Err(faults);
        };
        let is_signer = relationship.is_processed_for_others();
        let signing = if is_signer {
            Signing { organisation: given(&self.organisation), document: given(&self.document) }
        } else {
            Signing::default()
        };
        Ok(Filing {
            relationship,
            contact: Contact {
                name: self.name.trim().to_owned(),
                email: Some(email),
                address: None,
                customer_number: given(&self.customer_number).filter(|_| relationship == Relationship::Customer),
                language,
                country: self.country(),
                represented: Represented::of(about, &self.represented_name, &self.represented_email),
            },
            signing,
            requests: self.chosen().map(|right| (right, self.matter(right))).collect(),
        })
    }

    /// The rights chosen, each once, in the order of [`Right::ALL`].
    pub fn chosen(&self) -> impl Iterator<Item = Right> + '_ {
        Right::ALL.iter().copied().filter(|right| self.rights.contains(right))
    }

    /// The questions that the rights chosen ask, as the answers so far lead to them.
    pub fn asks(&self) -> impl Iterator<Item = Ask> + '_ {
        Ask::ALL.iter().copied().filter(|ask| self.is_asked(*ask))
    }

    fn is_asked(&self, ask: Ask) -> bool {
        let rule = ask.rule();
        let is_led_to = |(before, pick)| self.is_asked(before) && self.pick(before) == Some(pick);
        self.rights.contains(&rule.right) && rule.after.is_none_or(is_led_to)
    }

    /// What was answered to a question, as typed; empty when nothing.
    pub fn answer(&self, ask: Ask) -> &str {
        self.answers.get(&ask).map_or("", String::as_str)
    }

    /// What was chosen in answer to a question, if it is one of its choices.
    pub fn pick(&self, ask: Ask) -> Option<Pick> {
        Pick::from_code(self.answer(ask)).filter(|pick| ask.picks().contains(pick))
    }

    /// What a right is about, as far as it was said.
    pub fn matter(&self, right: Right) -> Matter {
        let asks = self.asks().filter(|ask| ask.rule().right == right);
        let answers = asks.filter(|ask| ask.picks().is_empty() || self.pick(*ask).is_some());
        answers.map(|ask| Answer { ask, answer: self.answer(ask).trim().to_owned() }).collect()
    }

    /// The country, if it is a known one.
    pub fn country(&self) -> Option<MemberState> {
        MemberState::all().find(|state| state.code() == self.country)
    }
}

impl Represented {
    /// Of what was typed; nobody where the data are one's own.
    pub(super) fn of(about: About, name: &str, email: &str) -> Option<Self> {
        let About::Other(capacity) = about else { return None };
        Some(Self { name: name.trim().to_owned(), capacity, email: Mailbox::parse(email).ok() })
    }
}

pub(super) fn given(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
