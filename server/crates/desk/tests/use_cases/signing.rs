//! What signs the requests that go to controllers.

use crate::envelope::forwarded;
use crate::support::{House, MASTER};
use desk::controller::{ENVELOPE_TYPE, Envelope};
use desk::signing::Earlier;
use domain::jws::{Jwks, JwsFault};
use jiff::SignedDuration;

crate::support::on_both_engines!(
    a_signed_envelope_is_the_envelope_and_is_checked_by_the_published_keys,
    keys_rotate_and_what_the_ones_before_signed_is_believed_until_it_is_over_its_time,
    what_a_distrusted_key_signed_is_believed_no_more,
    every_process_signs_with_the_same_keys,
);

async fn a_signed_envelope_is_the_envelope_and_is_checked_by_the_published_keys(house: House) {
    let (_, acme) = forwarded(&house).await;
    let id = acme.inbox().await.unwrap()[0].id;
    let (name, jws) = acme.signed_envelope(id).await.unwrap();
    let (plain, envelope) = acme.envelope(id).await.unwrap();
    assert_eq!(name.replace(".jws", ".json"), plain);
    let keys = house.office.jwks().await.unwrap();
    let content = keys.open(&jws, ENVELOPE_TYPE).unwrap();
    assert_eq!(content, serde_json::to_vec(&envelope).unwrap(), "the very bytes");
    serde_json::from_slice::<Envelope>(&content).unwrap();
    let published = serde_json::to_string(&keys).unwrap();
    let read: Jwks = serde_json::from_str(&published).unwrap();
    assert_eq!(read.open(&jws, ENVELOPE_TYPE), Ok(content));
    assert_eq!(read.open(&jws, "JWT"), Err(JwsFault::Type));
}

async fn keys_rotate_and_what_the_ones_before_signed_is_believed_until_it_is_over_its_time(house: House) {
    let (_, acme) = forwarded(&house).await;
    let id = acme.inbox().await.unwrap()[0].id;
    let kids = async || house.office.jwks().await.unwrap().keys.into_iter().map(|key| key.kid).collect::<Vec<_>>();
    let sign = async || acme.signed_envelope(id).await.unwrap().1;
    let first = kids().await;
    let before = sign().await;
    let (kid, from) = house.office.rotate_signing(Earlier::Trusted).await.unwrap();
    assert_eq!(from, house.office.now() + SignedDuration::from_hours(1));
    assert_eq!(kids().await, [kid.clone(), first[0].clone()], "it is published before it signs");
    assert_eq!(signed_by(&sign().await), first[0]);
    house.pass(SignedDuration::from_hours(1));
    assert_eq!(signed_by(&sign().await), kid);
    assert!(house.office.jwks().await.unwrap().open(&before, ENVELOPE_TYPE).is_ok(), "what was signed stays signed");
    house.pass(SignedDuration::from_hours(24 * 365 * 6));
    assert_eq!(kids().await, [kid], "as long as the log keeps what was forwarded");
}

async fn what_a_distrusted_key_signed_is_believed_no_more(house: House) {
    let (_, acme) = forwarded(&house).await;
    let id = acme.inbox().await.unwrap()[0].id;
    let before = acme.signed_envelope(id).await.unwrap().1;
    let (kid, from) = house.office.rotate_signing(Earlier::Distrusted).await.unwrap();
    assert_eq!(from, house.office.now(), "there is no other");
    let keys = house.office.jwks().await.unwrap();
    assert_eq!(keys.open(&before, ENVELOPE_TYPE), Err(JwsFault::Foreign));
    let after = acme.signed_envelope(id).await.unwrap().1;
    assert_eq!((signed_by(&after), keys.open(&after, ENVELOPE_TYPE).is_ok()), (kid, true));
}

async fn every_process_signs_with_the_same_keys(house: House) {
    let other = house.second_office(MASTER).await.unwrap();
    let (mine, theirs) = tokio::join!(house.office.jwks(), other.jwks());
    assert_eq!((mine.unwrap(), 1), (theirs.unwrap(), other.jwks().await.unwrap().keys.len()));
}

/// The `kid` of a JWS.
fn signed_by(jws: &str) -> String {
    use base64::Engine as _;
    let (head, _) = jws.split_once('.').unwrap();
    let head = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(head).unwrap();
    serde_json::from_slice::<serde_json::Value>(&head).unwrap()["kid"].as_str().unwrap().to_owned()
}
