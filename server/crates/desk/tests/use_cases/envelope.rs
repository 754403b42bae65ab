//! What a controller downloads of a request that was forwarded to it.

use crate::signer::controller_session;
use crate::support::{House, draft};
use desk::ControllerDesk;
use desk::controller::{Envelope, RequestStatus, vocabulary};
use domain::words::{Relationship, Right};
use tower_sessions::Session;

crate::support::on_both_engines!(
    an_envelope_says_when_until_when_and_how_far_as_its_schema_does,
    what_was_taken_back_is_cancelled,
);

/// A signer's request for which Acme was chosen; the signer's session.
pub(crate) async fn acme_chosen(house: &House) -> Session {
    house.registers().await;
    another_for_acme(house).await
}

/// The same, where the registers are there.
pub(crate) async fn another_for_acme(house: &House) -> Session {
    let (session, _) = house.file_and_prove(draft(Relationship::Signer, "signer@example.org", &[Right::Access])).await;
    let subject = house.office.subject(&session).await.unwrap();
    let filing = subject.overview().await.unwrap().choices[0];
    let acme = subject.choice(filing).await.unwrap().organisations[0].id;
    subject.choose(filing, &[acme]).await.unwrap();
    session
}

/// One request of a signer, forwarded to Acme: the signer's session, and Acme's desk.
pub(crate) async fn forwarded(house: &House) -> (Session, ControllerDesk) {
    let session = acme_chosen(house).await;
    let desk = house.office.controller(&controller_session(house, "acme@example.com").await).await.unwrap();
    (session, desk)
}

async fn an_envelope_says_when_until_when_and_how_far_as_its_schema_does(house: House) {
    let (_, acme) = forwarded(&house).await;
    let id = acme.inbox().await.unwrap()[0].id;
    let (_, envelope) = acme.envelope(id).await.unwrap();
    let json = serde_json::to_value(&envelope).unwrap();
    let schema = serde_json::to_value(schemars::schema_for!(Envelope)).unwrap();
    jsonschema::validate(&schema, &json).unwrap();
    assert_eq!(serde_json::from_value::<Envelope>(json.clone()).unwrap().controller_id, envelope.controller_id);
    assert_eq!(
        (json["@type"].as_str(), json["regulation"].as_str()),
        (Some("dpv:RightExerciseActivity"), Some("gdpr"))
    );
    assert_eq!(json["submitted_time"], json["received_by_processor_at"]);
    assert_eq!(json["received_time"], json["received_by_controller_at"]);
    assert_eq!(json["expected_completion_time"], "2026-04-02T21:59:59Z", "the last second of 2 April in Amsterdam");
    assert_eq!(json["dpv_right"], "https://w3id.org/dpv/legal/eu/gdpr#A15");
    assert_eq!(json["request_status"], "pending");
    assert_eq!(
        json["dpv_status"], "http://localhost:3000/schema/terms#ForwardedToController",
        "DPV has no term for it"
    );
    assert_eq!(json["dpv_status"], vocabulary("http://localhost:3000")["@id"], "and it can be looked up");
    acme.acknowledge(id).await.unwrap();
    let (_, envelope) = acme.envelope(id).await.unwrap();
    assert_eq!(envelope.request_status, RequestStatus::InProgress);
    assert_eq!(envelope.dpv_status.as_deref(), Some("https://w3id.org/dpv#RequestAcknowledged"));
}

async fn what_was_taken_back_is_cancelled(house: House) {
    let (session, acme) = forwarded(&house).await;
    let row = &acme.inbox().await.unwrap()[0];
    let subject = house.office.subject(&session).await.unwrap();
    subject.withdraw(&row.reference).await.unwrap();
    let (_, envelope) = acme.envelope(row.id).await.unwrap();
    assert_eq!((envelope.request_status, envelope.dpv_status), (RequestStatus::Cancelled, None));
}
