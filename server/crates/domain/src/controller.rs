//! What the register knows of a controller: what the processor may do for it, how requests reach it, for how long the
//! contract runs (GDPR Art. 28(3)), and what is processed for it (Art. 30(2)).

mod endpoint;
mod key;
mod mandates;
mod record;

pub use endpoint::Endpoint;
pub use key::PublicKey;
pub use mandates::Mandates;
pub use record::{Field, Fields, Record};

use crate::law::PlaceError;
use crate::words::{Right, words};
use jiff::civil::Date;
use thiserror::Error;

words! {
    /// How a controller wants to hear of requests.
    DeliveryChannel {
        /// A mail to its contact, with a link.
        Mail = "mail",
        /// Its page in the portal; a mail says that there is something.
        Portal = "portal",
        /// Its own software, at its endpoint.
        Http = "http",
    }
}

/// For how long the contract with a controller runs (Art. 28(3)); what is not known is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Term {
    start: Option<Date>,
    end: Option<Date>,
}

impl Term {
    /// From the first day to the last, both included.
    ///
    /// # Errors
    /// `EndsBeforeStart`.
    pub fn new(start: Option<Date>, end: Option<Date>) -> Result<Self, RecordFault> {
        if start.zip(end).is_some_and(|(start, end)| end < start) {
            return Err(RecordFault::EndsBeforeStart);
        }
        Ok(Self { start, end })
    }

    /// The first day.
    pub const fn start(self) -> Option<Date> {
        self.start
    }

    /// The last day.
    pub const fn end(self) -> Option<Date> {
        self.end
    }

    /// Whether the contract has ended before this day: from then on nothing is processed for the controller any more
    /// (Art. 28(3)(g)).
    pub fn is_over(self, today: Date) -> bool {
        self.end.is_some_and(|end| end < today)
    }
}

/// What is processed for a controller: its row of the processor's register (Art. 30(2)(b) to (d)).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Processing {
    /// The categories of processing (b).
    pub categories: String,
    /// Transfers to third countries, with their safeguards (c).
    pub transfers: String,
    /// The technical and organisational security measures (d).
    pub security: String,
}

/// Why the register does not take what is said of a controller.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordFault {
    /// A field that must say something is empty.
    #[error("{} must not be empty", .0.code())]
    Empty(Field),
    /// A field holds a control character that is no line break.
    #[error("{} holds characters that cannot be shown", .0.code())]
    Unshowable(Field),
    /// No code of a country.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// The GDPR does not apply there.
    #[error("{0:?} is no state to which the GDPR applies")]
    State(String),
    /// The portal does not speak it.
    #[error("language {0:?} is not one of nl, en")]
    Language(String),
    /// Neither yes nor no.
    #[error("{}: {text:?} is neither yes nor no", field.code())]
    YesOrNo {
        /// Where.
        field: Field,
        /// What it says.
        text: String,
    },
    /// No `right=mandate`.
    #[error("mandates: {0:?} is not of the form right=mandate")]
    Pair(String),
    /// No right.
    #[error("mandates: {0:?} is none of the rights")]
    Right(String),
    /// No mandate.
    #[error("mandates: {0:?} is not one of forward, assist_on_instruction, answer")]
    Mandate(String),
    /// A right has two mandates.
    #[error("mandates: {} is there twice", .0.code())]
    Twice(Right),
    /// No channel.
    #[error("channel {0:?} is not one of mail, portal, http")]
    Channel(String),
    /// Not an address that can be called.
    #[error("endpoint {0:?} is no URL that begins with https://, without name, password and fragment")]
    Endpoint(String),
    /// Nowhere to deliver to.
    #[error("channel http needs an endpoint")]
    EndpointMissing,
    /// No Ed25519 key.
    #[error("public_key is no Ed25519 key: 32 bytes in base64, such as x of a JWK")]
    Key,
    /// No date.
    #[error("{}: {text:?} is no date such as 2026-03-27", field.code())]
    Date {
        /// Where.
        field: Field,
        /// What it says.
        text: String,
    },
    /// The contract ends before it starts.
    #[error("contract_end is before contract_start")]
    EndsBeforeStart,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_contract_runs_through_its_last_day() {
        let [before, last, after] = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)];
        let term = Term::new(Some(before), Some(last)).unwrap();
        assert_eq!([before, last, after].map(|day| term.is_over(day)), [false, false, true]);
        assert_eq!((term.start(), term.end()), (Some(before), Some(last)));
        assert!(!Term::new(Some(before), None).unwrap().is_over(after), "what has no end goes on");
        assert!(!Term::default().is_over(after));
    }

    #[test]
    fn no_contract_ends_before_it_starts() {
        let [first, second] = [date(2026, 3, 1), date(2026, 3, 2)];
        assert_eq!(Term::new(Some(second), Some(first)), Err(RecordFault::EndsBeforeStart));
        assert!(Term::new(Some(first), Some(first)).is_ok(), "one day is a contract");
        assert!(Term::new(None, Some(first)).is_ok());
    }
}
