use super::{ControllerDesk, ForwardedRequest};
use crate::Result;
use domain::filing::{Answer, Mailbox, Represented};
use domain::forwarding::Command;
use domain::ids::ForwardingId;
use domain::words::{Capacity, Mandate, Right};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the envelope's schema.
const VERSION: &str = "3";

/// A forwarded request as JSON, after OpenDSR's field names where it has them, with the direction turned round: from
/// processor to controller (GDPR Art. 28(3)(e)).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The version of this schema.
    pub schema_version: String,
    /// Always `gdpr`.
    pub regulation: String,
    /// Always `processor_to_controller`.
    pub direction: String,
    /// The id of this forwarding.
    pub subject_request_id: uuid::Uuid,
    /// The reference that the person has.
    pub reference: String,
    /// The right.
    pub subject_request_type: Right,
    /// Its article of the GDPR.
    pub article: String,
    /// Its IRI in the Data Privacy Vocabulary.
    pub dpv: String,
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
    /// When the processor received it.
    pub received_by_processor_at: Timestamp,
    /// When the notice reached the controller's mail server.
    pub received_by_controller_at: Option<Timestamp>,
    /// The last day for the controller's answer, counted from the earlier receipt.
    pub expected_completion_date: jiff::civil::Date,
    /// What the processor may do.
    pub mandate: Mandate,
    /// `pending` until it is acknowledged, `in_progress` then, `cancelled` once the person took it back.
    pub request_status: String,
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

impl ControllerDesk {
    /// The forwarding as JSON, recorded as downloaded; with the name to save it under.
    ///
    /// # Errors
    /// `NotFound`, also for another controller's.
    pub async fn envelope(&self, id: ForwardingId) -> Result<(String, Envelope)> {
        let mut tx = self.office.store.begin_write().await?;
        let mut row = self.mine(&mut tx, id).await?;
        row.act(&self.office, &mut tx, Command::Download).await?;
        let request = self.open(&mut tx, row).await?;
        tx.commit().await?;
        Ok((format!("request-{}.json", request.row.reference), envelope(request)))
    }
}

fn envelope(request: ForwardedRequest) -> Envelope {
    let row = request.row;
    let status = match (row.withdrawn, row.forwarding.acknowledged) {
        (true, _) => "cancelled",
        (false, Some(_)) => "in_progress",
        (false, None) => "pending",
    };
    Envelope {
        schema_version: VERSION.into(),
        regulation: "gdpr".into(),
        direction: "processor_to_controller".into(),
        subject_request_id: row.id.0,
        reference: row.reference.to_string(),
        subject_request_type: row.right,
        article: row.right.article().into(),
        dpv: row.right.dpv().into(),
        subject_identities: request.contact.email.into_iter().map(Identity::from).collect(),
        mailbox_proven: row.forwarding.proven,
        subject_name: request.contact.name,
        subject_address: request.contact.address,
        subject_language: request.contact.language.code().into(),
        subject_country: request.contact.country.map(|state| state.code().to_owned()),
        on_behalf_of: request.contact.represented.map(OnBehalfOf::from),
        signing: SigningFacts { organisation: request.signing.organisation, document: request.signing.document },
        matter: request.matter.answers().to_vec(),
        received_by_processor_at: row.forwarding.received_by_processor,
        received_by_controller_at: row.forwarding.told,
        expected_completion_date: row.expected.due,
        mandate: Mandate::Forward,
        request_status: status.into(),
    }
}
