//! What a person sends at once, and what may be wrong with it.
//!
//! A [`Draft`] holds the answers as they were typed, valid or not, so that nothing is lost; the [`Question`]s know their
//! order and what is at fault; [`Draft::complete`] parses the whole into a [`Filing`]. No form, signature or reason is
//! demanded beyond what is needed to answer (EDPB Guidelines 01/2022, 50–57).

mod fault;
mod journey;
#[cfg(test)]
mod tests;

pub use fault::{Fault, Field, Problem};
pub use journey::Question;

use crate::words::{Language, Relationship, Right};
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest name, number or organisation taken, in characters.
pub const LINE_MAX: usize = 200;
/// Longest mail address, in octets (RFC 5321 §4.5.3.1.3 less the brackets).
pub const EMAIL_MAX: usize = 254;
/// Longest description taken, in characters.
pub const TEXT_MAX: usize = 5_000;

/// Answers as typed, not yet judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// How the person knows the operator.
    pub relationship: Option<Relationship>,
    /// The organisation for which the signer signed, as the signer calls it.
    pub organisation: String,
    /// The reference on the signed document.
    pub document: String,
    /// The rights ticked.
    pub rights: Vec<Right>,
    /// What the person says about each right.
    pub details: BTreeMap<Right, String>,
    /// How the person wants to be called.
    pub name: String,
    /// The mailbox.
    pub email: String,
    /// The number under which the operator knows the customer.
    pub customer_number: String,
    /// In which language to answer.
    pub language: Option<Language>,
    /// The questions answered so far, right or wrong: their faults are shown, those of the others not yet.
    pub answered: Vec<Question>,
}

/// A whole and valid filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// How the person knows the operator.
    pub relationship: Relationship,
    /// Who asks.
    pub contact: Contact,
    /// What a signer says about the signing.
    pub signing: Signing,
    /// Each right with what the person says about it; at least one.
    pub requests: Vec<(Right, String)>,
}

/// Who asks, and how to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// How the person wants to be called.
    pub name: String,
    /// The mailbox.
    pub email: Mailbox,
    /// The number under which the operator knows the customer, if given.
    pub customer_number: Option<String>,
    /// In which language to answer.
    pub language: Language,
}

/// What a signer knows about the signing; both may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// The organisation that had the document signed, as the signer calls it.
    pub organisation: Option<String>,
    /// The reference on the document.
    pub document: Option<String>,
}

/// A mail address that follows RFC 5321, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mailbox(String);

impl Mailbox {
    /// Parses an address without display name.
    ///
    /// # Errors
    /// The [`Problem`] that a person can mend.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        if text.len() > EMAIL_MAX {
            return Err(Problem::TooLong { max: EMAIL_MAX });
        }
        let options = Options::default().without_display_text().without_domain_literal().with_required_tld();
        EmailAddress::parse_with_options(text, options)
            .map(|_| Self(text.to_owned()))
            .map_err(|_| Problem::NotAnAddress)
    }

    /// The address as given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which a mailbox is looked up: all lower case. RFC 5321 lets the local part tell cases apart, but
    /// no provider in use does, and people type both.
    pub fn normalised(&self) -> String {
        self.0.to_lowercase()
    }
}

impl TryFrom<String> for Mailbox {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| "not a mail address")
    }
}

impl From<Mailbox> for String {
    fn from(mailbox: Mailbox) -> Self {
        mailbox.0
    }
}

impl Draft {
    /// Parses the whole draft.
    ///
    /// # Errors
    /// Every fault, in the order of the questions; what does not belong to the journey is left out, not at fault.
    pub fn complete(&self) -> Result<Filing, Vec<Fault>> {
        let faults: Vec<Fault> = self.journey().into_iter().flat_map(|question| self.faults(question)).collect();
        let (Some(relationship), Ok(email), [], Some(language)) =
            (self.relationship, Mailbox::parse(&self.email), faults.as_slice(), self.language)
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
                email,
                customer_number: given(&self.customer_number).filter(|_| relationship == Relationship::Customer),
                language,
            },
            signing,
            requests: self.chosen().map(|right| (right, self.detail(right).trim().to_owned())).collect(),
        })
    }

    /// What the person said about a right; empty when nothing.
    pub fn detail(&self, right: Right) -> &str {
        self.details.get(&right).map_or("", String::as_str)
    }

    /// The rights chosen, each once, in the order of [`Right::ALL`].
    pub fn chosen(&self) -> impl Iterator<Item = Right> + '_ {
        Right::ALL.iter().copied().filter(|right| self.rights.contains(right))
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
