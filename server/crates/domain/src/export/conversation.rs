use crate::words::{Channel, Right, words};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

words! {
    /// Who wrote a message. Staff bear no names: the organisation answers.
    Author {
        /// Whoever filed the request.
        DataSubject = "data_subject",
        /// The organisation that answers.
        Controller = "controller",
    }
}

/// What was written about the request, by either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Spoken {
    /// Who wrote it.
    pub from: Author,
    /// When it was written, or put down by staff.
    pub at: Timestamp,
    /// How it came, if not through the portal.
    pub channel: Option<Channel>,
    /// On which day that was received.
    pub received_on: Option<Date>,
    /// What it says, if anything.
    pub text: Option<String>,
    /// The files that came with it.
    pub files: Vec<SentFile>,
}

/// A file that came with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SentFile {
    /// Where it lies, relative to the export.
    pub path: String,
    /// The name that its sender gave it.
    pub name: String,
    /// Its media type (RFC 6838), as its bytes tell.
    pub media_type: String,
    /// SHA-256, in hex.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl Right {
    /// Whether an answer to it holds what was written about the request.
    ///
    /// * Access: correspondence is personal data of who wrote it, and so part of the copy (Art. 15(3)).
    /// * Portability: no. What is taken along is what was given under a consent or a contract (Art. 20(1)(a)); the
    ///   letters about a request are kept because the law demands an answer, and the next provider has no use for them.
    /// * All others: an answer with files is all that stays with the person once its time in the portal is over, and a
    ///   complaint (Art. 77) rests on what was asked and said.
    pub const fn tells_conversation(self) -> bool {
        !matches!(self, Self::Portability)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_takes_data_along_alone_gets_no_letters_about_the_request() {
        let without: Vec<_> = Right::ALL.iter().filter(|right| !right.tells_conversation()).collect();
        assert_eq!(without, [&Right::Portability]);
    }
}
