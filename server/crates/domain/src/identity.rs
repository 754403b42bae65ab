//! Who somebody is, established in steps. The mildest that suffices for a right is all that may be asked (Art. 12(6), 5(1)(c);
//! EDPB Guidelines 01/2022, 65 to 79): a proven mailbox, facts that the operator knows too, an electronic identification, and
//! last, off by default, an identity document of which all is blacked out that nobody needs.

mod document;
mod fact;
mod policy;

pub use document::{DocumentOutcome, DocumentPart, HeldDocument};
pub use fact::{FACT_MAX, Fact, FactId, FactKind, all_equal};
pub use policy::{Enough, IdentityPolicy};

use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// A way to show who one is, from the mildest on.
    IdentityStep {
        /// The mailbox is proven.
        Mailbox = "mailbox",
        /// Facts are given that match what the operator knows.
        Facts = "facts",
        /// An electronic identification, national (Regulation 910/2014) or of another provider, by OpenID Connect.
        Eid = "eid",
        /// An identity document is shown.
        Document = "document",
    }
}

/// How often facts may be given wrong before staff decide.
pub const TRIES: u8 = 3;

/// How far a person has come with showing who they are: what a procedure holds of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Proving {
    /// The facts that were asked last, until the identity is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<FactsRound>,
    /// The electronic identification that was shown last, until the identity is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eid: Option<ShownEid>,
    /// What must be legible on the document that the person was asked for and has not sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Vec<DocumentPart>>,
    /// The documents that are there and not checked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<HeldDocument>,
}

/// Facts that were asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsRound {
    /// Which.
    pub facts: Vec<FactId>,
    /// How often they can still be given.
    pub left: u8,
    /// When they were given, and all were right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<Timestamp>,
}

/// An electronic identification that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownEid {
    /// By which provider, as the settings name it.
    pub provider: String,
    /// Whether it names whoever filed.
    pub is_match: bool,
    /// When.
    pub at: Timestamp,
}

impl FactsRound {
    /// Whether the person can still give them.
    pub const fn is_open(&self) -> bool {
        self.left > 0 && self.matched.is_none()
    }

    pub(crate) fn give(&mut self, is_match: bool, at: Timestamp) {
        self.left = self.left.saturating_sub(1);
        self.matched = is_match.then_some(at);
    }
}

impl Proving {
    /// Whether nothing was asked and nothing is there.
    pub fn is_idle(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the person was asked for something that they can still give.
    pub fn is_asked(&self) -> bool {
        self.document.is_some() || self.takes_facts()
    }

    /// Whether facts can be given.
    pub fn takes_facts(&self) -> bool {
        self.facts.as_ref().is_some_and(FactsRound::is_open)
    }
}
