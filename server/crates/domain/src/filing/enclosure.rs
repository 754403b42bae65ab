use super::{Ask, Draft, Question};
use crate::words::{Right, words};

words! {
    /// What a file that comes with a filing is for.
    Enclosure {
        /// It shows that whoever files may act for somebody else.
        Authority = "authority",
        /// It shows that something is wrong, and what is right (Art. 16).
        Proof = "proof",
        /// It is the letter itself, as staff took it in.
        Scan = "scan",
    }
}

impl Enclosure {
    /// The question with which it can be sent; none for what staff take in.
    pub const fn question(self) -> Option<Question> {
        match self {
            Self::Authority => Some(Question::Represented),
            Self::Proof => Some(Question::Ask(Ask::RectifyProof)),
            Self::Scan => None,
        }
    }

    /// Whether it belongs to the request about this right. Each request has a key of its own, and whoever handles it
    /// sees no more than it needs.
    pub fn goes_with(self, right: Right) -> bool {
        match self {
            Self::Authority | Self::Scan => true,
            Self::Proof => right == Right::Rectification,
        }
    }
}

impl Draft {
    /// Whether a file is asked for, as the answers are now: one that other answers have made pointless is not filed.
    pub fn encloses(&self, enclosure: Enclosure) -> bool {
        enclosure.question().is_some_and(|question| self.journey().contains(&question))
    }
}
