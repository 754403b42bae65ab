mod terms;
mod write;

pub use terms::{Terms, vocabulary};

use domain::filing::{Answer, Mailbox, Represented};
use domain::words::{Capacity, Mandate, Outcome, Right};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// The version of the envelope's schema: raised when a reader of the old one would break.
pub const ENVELOPE_VERSION: &str = "4";

/// What a signed envelope says it is (`typ`, RFC 7515 §4.1.9).
pub const ENVELOPE_TYPE: &str = "inzage-envelope+jws";

/// A forwarded request as JSON, after OpenDSR's field names where it has them, with the direction turned round: from
/// processor to controller (GDPR Art. 28(3)(e)). Instants are UTC (RFC 3339).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// What the names below mean, as a JSON-LD context.
    #[serde(rename = "@context")]
    pub context: Terms,
    /// What it is in the Data Privacy Vocabulary: always `dpv:RightExerciseActivity`.
    #[serde(rename = "@type")]
    pub kind: String,
    /// The version of this schema.
    pub schema_version: String,
    /// Always `gdpr`.
    pub regulation: String,
    /// Always `processor_to_controller`.
    pub direction: String,
    /// The id of this forwarding.
    pub subject_request_id: uuid::Uuid,
    /// The id of the controller in the register of the processor.
    pub controller_id: uuid::Uuid,
    /// The reference that the person has.
    pub reference: String,
    /// The right.
    pub subject_request_type: Right,
    /// Its article of the GDPR.
    pub article: String,
    /// Its IRI in the Data Privacy Vocabulary.
    pub dpv_right: String,
    /// Who asks: the data subject, or who asks for them. Empty where a request that came by letter gave no mailbox.
    pub subject_identities: Vec<Identity>,
    /// Whether the person showed that the mailbox is theirs.
    pub mailbox_proven: bool,
    /// How the person wants to be called.
    pub subject_name: String,
    /// Where to answer by letter, if that is how the person is to be answered.
    pub subject_address: Option<String>,
    /// In which language to answer.
    pub subject_language: String,
    /// Where the data subject lives: ISO 3166-1, two letters; null outside the European Economic Area or unknown.
    pub subject_country: Option<String>,
    /// Whose data they are, if not those of who asks. Nobody has checked yet that the other may ask for them.
    pub on_behalf_of: Option<OnBehalfOf>,
    /// What the person says about the signing.
    pub signing: SigningFacts,
    /// What the person asks for, each question with its answer: a code where there was a choice, otherwise the person's
    /// own words. Empty for access to everything.
    pub matter: Vec<Answer>,
    /// When the person made the request, as far as the processor knows: when it came in there.
    pub submitted_time: Timestamp,
    /// When the addressee, the controller, received it; null before it was told.
    pub received_time: Option<Timestamp>,
    /// When the processor received it: the first of the two receipts.
    pub received_by_processor_at: Timestamp,
    /// When the notice reached the controller: the second receipt. The same instant as `received_time`.
    pub received_by_controller_at: Option<Timestamp>,
    /// The last day for the controller's answer, at its place, counted from the receipt that the processor reads the law
    /// to mean (Art. 12(3)).
    pub expected_completion_date: jiff::civil::Date,
    /// The last second of that day.
    pub expected_completion_time: Timestamp,
    /// What the processor may do.
    pub mandate: Mandate,
    /// How far it is, in OpenDSR's words.
    pub request_status: RequestStatus,
    /// The same as an IRI of the Data Privacy Vocabulary, or of ours where it has no term; null where neither has one.
    pub dpv_status: Option<String>,
    /// Where the controller reports how far it is; empty where the processor takes no reports over HTTP.
    pub status_callback_urls: Vec<String>,
    /// Where lies what the processor gathered on the controller's instruction; null while there is nothing.
    pub results_url: Option<String>,
    /// What a processor adds of its own, by its domain.
    pub extensions: BTreeMap<String, Value>,
}

/// How far a request is, in OpenDSR's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    /// The controller did not acknowledge it yet.
    Pending,
    /// It did.
    InProgress,
    /// The request has ended, with whatever outcome.
    Completed,
    /// The person took it back, or never showed that the mailbox is theirs.
    Cancelled,
}

impl RequestStatus {
    const fn of(outcome: Option<Outcome>, acknowledged: Option<Timestamp>) -> Self {
        match (outcome, acknowledged) {
            (Some(Outcome::Withdrawn | Outcome::LapsedUnverified), _) => Self::Cancelled,
            (Some(_), _) => Self::Completed,
            (None, Some(_)) => Self::InProgress,
            (None, None) => Self::Pending,
        }
    }
}

/// One way to know the person.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Always `email`.
    pub identity_type: String,
    /// The address.
    pub identity_value: String,
    /// Always `raw`.
    pub identity_format: String,
}

impl From<Mailbox> for Identity {
    fn from(mailbox: Mailbox) -> Self {
        Self { identity_type: "email".into(), identity_value: mailbox.into(), identity_format: "raw".into() }
    }
}

/// The data subject for whom somebody else asks.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OnBehalfOf {
    /// The data subject's name.
    pub name: String,
    /// As what the other person asks.
    pub capacity: Capacity,
    /// The data subject's mail address, if it was given; not proven.
    pub email: Option<String>,
}

impl From<Represented> for OnBehalfOf {
    fn from(represented: Represented) -> Self {
        let Represented { name, capacity, email } = represented;
        Self { name, capacity, email: email.map(String::from) }
    }
}

/// What the person says about the signing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SigningFacts {
    /// The organisation, as the person calls it.
    pub organisation: Option<String>,
    /// The reference on the document.
    pub document: Option<String>,
}
