//! What the envelope says in terms of the Data Privacy Vocabulary, and the one term that it lacks.

use super::RequestStatus;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Where our own terms are, below the portal's address: the operator's namespace, for it is the one that lasts.
const NAMESPACE: &str = "/schema/terms#";
/// The term for a processor that passed a request on to the controller (GDPR Art. 28(3)(e); Decision (EU) 2021/915,
/// clause 8(a)). DPV 2.3 has states for a controller alone.
const FORWARDED: &str = "ForwardedToController";

/// A JSON-LD context: prefixes, and the names of the envelope that the vocabulary knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The Data Privacy Vocabulary.
    pub dpv: String,
    /// Its extension for the GDPR.
    #[serde(rename = "eu-gdpr")]
    pub eu_gdpr: String,
    /// The processor's own terms.
    pub inzage: String,
    /// `dpv_right` is the right that is exercised.
    pub dpv_right: Link,
    /// `dpv_status` is how far it is.
    pub dpv_status: Link,
}

/// A name whose value is an IRI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The property.
    #[serde(rename = "@id")]
    pub id: String,
    /// Always `@id`.
    #[serde(rename = "@type")]
    pub kind: String,
}

impl Link {
    fn to(property: &str) -> Self {
        Self { id: property.into(), kind: "@id".into() }
    }
}

impl Terms {
    /// Those of the portal at this address.
    pub(super) fn of(base_url: &str) -> Self {
        Self {
            dpv: "https://w3id.org/dpv#".into(),
            eu_gdpr: "https://w3id.org/dpv/legal/eu/gdpr#".into(),
            inzage: format!("{base_url}{NAMESPACE}"),
            dpv_right: Link::to("dpv:hasRight"),
            dpv_status: Link::to("dpv:hasStatus"),
        }
    }

    /// How far a request is, as an IRI. With what outcome one has ended is not the processor's to know, and that one was
    /// taken back has no term.
    pub(super) fn status(&self, status: RequestStatus) -> Option<String> {
        match status {
            RequestStatus::Pending => Some(format!("{}{FORWARDED}", self.inzage)),
            RequestStatus::InProgress => Some(format!("{}RequestAcknowledged", self.dpv)),
            RequestStatus::Completed | RequestStatus::Cancelled => None,
        }
    }
}

/// Our own terms as a JSON-LD document, for whoever looks an IRI up at the portal of this address.
pub fn vocabulary(base_url: &str) -> Value {
    json!({
        "@context": {
            "dpv": "https://w3id.org/dpv#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "source": { "@id": "http://purl.org/dc/terms/source" },
        },
        "@id": format!("{base_url}{NAMESPACE}{FORWARDED}"),
        "@type": "dpv:RequestStatus",
        "skos:prefLabel": { "@value": "Request forwarded to the controller", "@language": "en" },
        "skos:definition": {
            "@value": "The state of a data subject's request that a processor received and passed on to the controller, \
                       who did not acknowledge it yet. The processor does not answer it.",
            "@language": "en",
        },
        "source": ["GDPR Art. 28(3)(e)", "Decision (EU) 2021/915, Annex, clause 8(a)"],
    })
}
