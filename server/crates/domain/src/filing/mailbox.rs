use super::{EMAIL_MAX, Problem};
use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

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
        // The crate lets the controls of C1 pass (RFC 6532 means printable text), but an address stands in the head of a mail.
        if text.chars().any(char::is_control) {
            return Err(Problem::NotAnAddress);
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
