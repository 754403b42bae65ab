//! What a person sends at once, and what may be wrong with it.
//!
//! A [`Draft`] holds the answers as they were typed, valid or not, so that nothing is lost; the [`Question`]s know their
//! order and what is at fault; [`Draft::complete`] parses the whole into a [`Filing`]. No form, signature or reason is
//! demanded beyond what is needed to answer (EDPB Guidelines 01/2022, 50–57).

mod ask;
mod draft;
mod enclosure;
mod fault;
mod heard;
mod intake;
mod journey;
mod mailbox;
mod matter;
mod person;
#[cfg(test)]
mod tests;

pub use ask::{Ask, Kind, Pick, Rule};
pub use draft::{About, Draft};
pub use enclosure::Enclosure;
pub use fault::{Fault, Field, Problem};
pub use heard::Heard;
pub use intake::{ADDRESS_MAX, Intake, Receipt, Reply};
pub use journey::Question;
pub use mailbox::Mailbox;
pub use matter::{Answer, Matter};
pub use person::folded_name;

use crate::law::MemberState;
use crate::words::{Capacity, Language, Relationship, Right};
use serde::{Deserialize, Serialize};

/// Longest name, number or organisation taken, in characters.
pub const LINE_MAX: usize = 200;
/// Longest mail address, in octets (RFC 5321 §4.5.3.1.3 less the brackets).
pub const EMAIL_MAX: usize = 254;
/// Longest description taken, in characters.
pub const TEXT_MAX: usize = 5_000;

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
    pub requests: Vec<(Right, Matter)>,
}

/// Who asks, and how to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// How the person wants to be called.
    pub name: String,
    /// The mailbox; who wrote a letter may have given none.
    pub email: Option<Mailbox>,
    /// The postal address, if that is where the answer goes.
    #[serde(default)]
    pub address: Option<String>,
    /// The number under which the operator knows the customer, if given.
    pub customer_number: Option<String>,
    /// In which language to answer.
    pub language: Language,
    /// Where the data subject lives, if in the European Economic Area: that state's authority is one to complain to
    /// (Art. 77(1)).
    #[serde(default)]
    pub country: Option<MemberState>,
    /// Whose data they are, if not those of who asks.
    #[serde(default)]
    pub represented: Option<Represented>,
}

/// Somebody for whom another person asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Represented {
    /// How the organisation knows them.
    pub name: String,
    /// As what the other person asks.
    pub capacity: Capacity,
    /// Where to tell them, if it was given. Nobody showed that it is theirs.
    pub email: Option<Mailbox>,
}

/// What a signer knows about the signing; both may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signing {
    /// The organisation that had the document signed, as the signer calls it.
    pub organisation: Option<String>,
    /// The reference on the document.
    pub document: Option<String>,
}
