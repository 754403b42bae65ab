//! What controllers' software reads before it talks to the portal: published, the same for everybody, no secrets.

use super::Web;
use super::downloads::Trouble;
use crate::schema::{self, DISCOVERY_PATH, ENVELOPE_PATH, JWKS_PATH, PATH, TERMS_PATH};
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use desk::controller::{ENVELOPE_TYPE, ENVELOPE_VERSION};
use domain::words::Right;
use domain::{jws, webhook};
use http::{HeaderValue, header};
use serde::Serialize;
use serde_json::{Value, json};

/// For how long others may keep what changes with an upgrade alone.
const AN_HOUR: &str = "public, max-age=3600";
/// For how long others may keep the keys: less than a new one is published before it signs.
const FIVE_MINUTES: &str = "public, max-age=300";

pub(super) fn handlers() -> Vec<(&'static str, MethodRouter<Web>)> {
    vec![
        (PATH, get(async || published("application/json", AN_HOUR, &schema::export()))),
        (ENVELOPE_PATH, get(async || published("application/json", AN_HOUR, &schema::envelope()))),
        (TERMS_PATH, get(terms)),
        (JWKS_PATH, get(jwks)),
        (DISCOVERY_PATH, get(discovery)),
    ]
}

async fn terms(State(web): State<Web>) -> Response {
    published("application/ld+json", AN_HOUR, &desk::controller::vocabulary(&web.base_url))
}

async fn jwks(State(web): State<Web>) -> Result<Response, Trouble> {
    Ok(published("application/jwk-set+json", FIVE_MINUTES, &web.office.jwks().await?))
}

async fn discovery(State(web): State<Web>) -> Response {
    published("application/json", AN_HOUR, &supported(&web))
}

/// What is supported, after OpenDSR's `/discovery` where it has a name for it.
fn supported(web: &Web) -> Value {
    let at = |path: &str| format!("{}{path}", web.base_url);
    json!({
        "processor": web.office.operator().name,
        "direction": "processor_to_controller",
        "regulations": ["gdpr"],
        "supported_subject_request_types": Right::ALL,
        "supported_identities": [{ "identity_type": "email", "identity_format": "raw" }],
        "envelope": {
            "versions": [ENVELOPE_VERSION],
            "schema": at(ENVELOPE_PATH),
            "terms": at(TERMS_PATH),
            "typ": ENVELOPE_TYPE,
        },
        "signatures": { "algorithms": [jws::ALGORITHM], "jwks_uri": at(JWKS_PATH) },
        "webhooks": {
            "id_header": webhook::ID,
            "timestamp_header": webhook::TIMESTAMP,
            "signature_header": webhook::SIGNATURE,
            "signature_versions": [webhook::VERSION],
            "tolerance_seconds": webhook::TOLERANCE.as_secs(),
        },
    })
}

/// JSON that others may keep for a while.
fn published(kind: &'static str, keep: &'static str, content: &impl Serialize) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, keep)];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (headers, Json(content)).into_response()
}
