//! What is not taken of a key: too late, twice, from elsewhere, of somebody else, of a copy.

use super::{EMAIL, HERE, OTHER, asked, comes_in, comes_in_by_both, enrolled, keys, refused, sign_in};
use crate::support::{House, PASSWORD, on_both_engines};
use desk::DeskError;
use desk::signin::KeyFault;
use domain::filing::Mailbox;
use domain::staff::{KeyKind, Role};
use jiff::SignedDuration;
use softkey::SoftKey;
use tower_sessions::Session;

on_both_engines!(
    an_answer_is_taken_once,
    an_answer_is_for_the_session_that_asked_and_for_five_minutes,
    an_answer_from_another_address_is_refused,
    a_passkey_that_checked_nobody_is_refused,
    a_key_that_was_taken_away_opens_nothing,
    a_count_that_comes_back_is_refused_and_noted,
    the_key_of_one_person_opens_nothing_of_another,
    a_key_is_somebodys_once,
);

async fn an_answer_is_taken_once(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    // With a count and, as passkeys that are shared between devices do, without.
    for counter in [Some(0), None] {
        key.counter = counter;
        if counter.is_none() {
            house.office.reset_second_factor(&Mailbox::parse(EMAIL).unwrap()).await.unwrap();
            key = enrolled(&house, EMAIL, KeyKind::Passkey, 3).await.0;
            key.counter = None;
        }
        let session = house.session();
        let answer = key.get(&asked(&house, &session).await);
        session.save().await.unwrap();
        // Two requests of one browser that arrive at once.
        let twin = Session::new(session.id(), std::sync::Arc::new(house.office.sessions()), None);
        twin.load().await.unwrap();
        sign_in(&house, &session, &answer).await.unwrap();
        let second = sign_in(&house, &twin, &answer).await;
        let fault = if counter.is_some() { KeyFault::Doubted } else { KeyFault::Stale };
        refused(second, fault);
        refused(sign_in(&house, &session, &answer).await, KeyFault::Stale);
    }
}

async fn an_answer_is_for_the_session_that_asked_and_for_five_minutes(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let (session, other) = (house.session(), house.session());
    let answer = key.get(&asked(&house, &session).await);
    refused(sign_in(&house, &other, &answer).await, KeyFault::Stale);
    asked(&house, &other).await;
    refused(sign_in(&house, &other, &answer).await, KeyFault::Stale);
    house.pass(SignedDuration::from_mins(5));
    refused(sign_in(&house, &session, &answer).await, KeyFault::Stale);
    comes_in(&house, &mut key).await.unwrap();
    // An answer to one question is none to another.
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    let options = threshold.ask_for_key(&session).await.unwrap();
    refused(sign_in(&house, &session, &key.get(&options)).await, KeyFault::Stale);
}

async fn an_answer_from_another_address_is_refused(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    for origin in ["http://localhost:3001", "https://localhost:3000", "http://portal.example.org"] {
        key.origin = origin.to_owned();
        refused(comes_in(&house, &mut key).await, KeyFault::Elsewhere);
        refused(comes_in_by_both(&house, EMAIL, &mut key).await, KeyFault::Elsewhere);
    }
    key.origin = HERE.to_owned();
    comes_in(&house, &mut key).await.unwrap();
    for unreadable in ["", "{}", "null", "[1"] {
        let session = house.session();
        asked(&house, &session).await;
        refused(sign_in(&house, &session, unreadable).await, KeyFault::Unreadable);
    }
}

async fn a_passkey_that_checked_nobody_is_refused(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    key.verifies = false;
    refused(comes_in(&house, &mut key).await, KeyFault::Unverified);
    key.verifies = true;
    comes_in(&house, &mut key).await.unwrap();
}

async fn a_key_that_was_taken_away_opens_nothing(house: House) {
    let (mut key, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let elsewhere = comes_in(&house, &mut key).await.unwrap();
    let account = house.office.account(&session).await.unwrap();
    let confirmed = house.office.confirmed(&session).await.unwrap();
    let options = account.ask_for_new_key(&session, KeyKind::SecurityKey, &confirmed).await.unwrap();
    let mut second = SoftKey::new(HERE, 2);
    account.add_key(&session, &second.create(&options), "Key ring", &confirmed).await.unwrap();
    let away = house.office.account(&elsewhere).await;
    assert!(matches!(away.err(), Some(DeskError::NotSignedIn)), "another factor ends other sessions");
    let first = keys(&account).await.into_iter().find(|key| key.name == "Laptop").unwrap();
    account.remove_key(&session, first.id, &confirmed).await.unwrap();
    assert!(matches!(account.remove_key(&session, first.id, &confirmed).await, Err(DeskError::NotFound)));
    refused(comes_in(&house, &mut key).await, KeyFault::Unknown);
    comes_in_by_both(&house, EMAIL, &mut second).await.unwrap();
    house.office.reset_second_factor(&Mailbox::parse(EMAIL).unwrap()).await.unwrap();
    refused(comes_in_by_both(&house, EMAIL, &mut second).await, KeyFault::Unknown);
}

async fn a_count_that_comes_back_is_refused_and_noted(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let mut copy = key.clone();
    for _ in 0..3 {
        comes_in(&house, &mut key).await.unwrap();
    }
    refused(comes_in(&house, &mut copy).await, KeyFault::Doubted);
    refused(comes_in(&house, &mut key).await, KeyFault::Doubted);
    // A password alone does not set up another in its place; a recovery code leads in, and there it is told.
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    assert!(threshold.enrolment().unwrap().is_none());
    assert!(matches!(threshold.ask_for_new_key(&session, KeyKind::Passkey).await, Err(DeskError::Conflict)));
    refused(threshold.ask_for_key(&session).await, KeyFault::Unknown);
    let (mut other, fresh) = enrolled(&house, OTHER, KeyKind::SecurityKey, 2).await;
    let codes = house.office.recovery_codes(&fresh).await.unwrap().unwrap();
    let session = comes_in_by_both(&house, OTHER, &mut other).await.unwrap();
    other.counter = Some(0);
    refused(comes_in_by_both(&house, OTHER, &mut other).await, KeyFault::Doubted);
    let account = house.office.account(&session).await.unwrap();
    assert_eq!(keys(&account).await[0].doubted, Some(house.office.now()));
    let session = house.session();
    house.give_password(&session, OTHER).await.unwrap();
    house.office.threshold(&session).await.unwrap().enter(&session, &codes[0]).await.unwrap();
}

async fn the_key_of_one_person_opens_nothing_of_another(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let (other, _) = enrolled(&house, OTHER, KeyKind::Passkey, 2).await;
    let session = house.session();
    house.give_password(&session, OTHER).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    let mut options = threshold.ask_for_key(&session).await.unwrap();
    options["allowCredentials"] = serde_json::json!([]);
    refused(threshold.enter_by_key(&session, &key.get(&options)).await, KeyFault::Unknown);
    // It signs rightly, and says that it belongs to somebody else.
    key.pose_as_owner_of(&other);
    refused(comes_in(&house, &mut key).await, KeyFault::Unknown);
}

async fn a_key_is_somebodys_once(house: House) {
    let (_, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    house.office.add_staff(&Mailbox::parse(OTHER).unwrap(), "Demo Staff", Role::Dpo, PASSWORD).await.unwrap();
    let other = house.session();
    house.give_password(&other, OTHER).await.unwrap();
    let threshold = house.office.threshold(&other).await.unwrap();
    // An authenticator that draws badly, or somebody who puts another's public key under their own name.
    let options = threshold.ask_for_new_key(&other, KeyKind::Passkey).await.unwrap();
    let answer = SoftKey::new(HERE, 1).create(&options);
    refused(threshold.enrol_key(&other, &answer, "Laptop").await, KeyFault::Taken);
    let (account, confirmed) =
        (house.office.account(&session).await.unwrap(), house.office.confirmed(&session).await.unwrap());
    let mut options = account.ask_for_new_key(&session, KeyKind::Passkey, &confirmed).await.unwrap();
    options["excludeCredentials"] = serde_json::json!([]);
    let answer = SoftKey::new(HERE, 1).create(&options);
    refused(account.add_key(&session, &answer, "Laptop", &confirmed).await, KeyFault::Taken);
    let mut stranger = SoftKey::new("http://portal.example.org", 4);
    let options = account.ask_for_new_key(&session, KeyKind::Passkey, &confirmed).await.unwrap();
    refused(account.add_key(&session, &stranger.create(&options), "Laptop", &confirmed).await, KeyFault::Elsewhere);
}
