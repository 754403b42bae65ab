//! Passkeys and security keys: set up, signed in with, confirmed with, taken away.

mod refused;

use crate::support::{House, PASSWORD, code_of, on_both_engines};
use desk::signin::{KeyFault, OwnKey};
use desk::{AccountDesk, DeskError};
use domain::filing::Mailbox;
use domain::staff::{AccountRefusal, KeyKind, Role};
use jiff::SignedDuration;
use serde_json::Value;
use softkey::SoftKey;
use sqlx::{Connection as _, Row as _};
use tower_sessions::Session;

on_both_engines!(
    a_passkey_is_set_up_and_signs_in_without_a_password,
    a_security_key_opens_beside_the_password_and_never_alone,
    the_last_second_factor_stays,
    an_app_is_set_up_beside_a_key_and_taken_away_again,
    a_password_sets_up_no_key_beside_a_factor_that_is_there,
    a_key_shows_once_more_who_somebody_is,
    attempts_with_passkeys_are_counted_for_their_caller_alone,
    keys_rest_sealed_and_their_owner_is_named_by_nothing_that_anybody_types,
);

const EMAIL: &str = "staff@example.org";
const OTHER: &str = "other@example.org";
const CALLER: &str = "198.51.100.8";
const HERE: &str = "http://localhost:3000";

/// Who has an account and set up a new key as the first second factor.
async fn enrolled(house: &House, email: &str, kind: KeyKind, series: u8) -> (SoftKey, Session) {
    let mailbox = Mailbox::parse(email).unwrap();
    house.office.add_staff(&mailbox, "Demo Staff", Role::Dpo, PASSWORD).await.unwrap();
    let session = house.session();
    house.give_password(&session, email).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    let mut key = SoftKey::new(HERE, series);
    let options = threshold.ask_for_new_key(&session, kind).await.unwrap();
    threshold.enrol_key(&session, &key.create(&options), "Laptop").await.unwrap();
    (key, session)
}

async fn asked(house: &House, session: &Session) -> Value {
    house.office.front().ask_for_passkey(session).await.unwrap()
}

async fn sign_in(house: &House, session: &Session, answer: &str) -> desk::Result<String> {
    house.office.front().sign_in_by_passkey(session, answer, CALLER).await
}

/// A whole sign-in by passkey in a fresh session.
async fn comes_in(house: &House, key: &mut SoftKey) -> desk::Result<Session> {
    let session = house.session();
    let options = asked(house, &session).await;
    sign_in(house, &session, &key.get(&options)).await.map(|_| session)
}

/// A whole sign-in by password and key in a fresh session.
async fn comes_in_by_both(house: &House, email: &str, key: &mut SoftKey) -> desk::Result<Session> {
    let session = house.session();
    house.give_password(&session, email).await?;
    let threshold = house.office.threshold(&session).await?;
    let options = threshold.ask_for_key(&session).await?;
    threshold.enter_by_key(&session, &key.get(&options)).await.map(|_| session)
}

async fn keys(account: &AccountDesk) -> Vec<OwnKey> {
    account.keys().await.unwrap()
}

#[track_caller]
fn refused<T>(result: desk::Result<T>, fault: KeyFault) {
    match result.map(drop) {
        Err(DeskError::Key(found)) => assert_eq!(found, fault),
        other => panic!("{other:?}, and not {fault:?}"),
    }
}

async fn a_passkey_is_set_up_and_signs_in_without_a_password(house: House) {
    let (mut key, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    house.office.staff(&session).await.unwrap();
    assert_eq!(house.office.recovery_codes(&session).await.unwrap().unwrap().len(), 10, "they come with any factor");
    let (here, elsewhere) = (house.session(), house.session());
    let mut options = asked(&house, &here).await;
    let token = sign_in(&house, &here, &key.get(&options)).await.unwrap();
    house.office.staff(&here).await.unwrap();
    house.office.confirmed(&here).await.unwrap();
    assert!(!token.is_empty(), "the browser is known from now on");
    let account = house.office.account(&here).await.unwrap();
    let [own] = keys(&account).await.try_into().unwrap();
    assert_eq!((own.name.as_str(), own.kind, own.used), ("Laptop", KeyKind::Passkey, Some(house.office.now())));
    account.rename_key(own.id, "Work laptop").await.unwrap();
    assert_eq!(keys(&account).await[0].name, "Work laptop");
    // What is asked tells nothing of who there is.
    let mut again = asked(&house, &elsewhere).await;
    assert_eq!(options["allowCredentials"], serde_json::json!([]));
    assert_eq!(options["userVerification"], "required");
    assert_ne!(options["challenge"], again["challenge"]);
    for options in [&mut options, &mut again] {
        options["challenge"].take();
    }
    assert_eq!(options, again);
}

async fn a_security_key_opens_beside_the_password_and_never_alone(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::SecurityKey, 1).await;
    let session = comes_in_by_both(&house, EMAIL, &mut key).await.unwrap();
    house.office.staff(&session).await.unwrap();
    // Even if it were found by itself, and checked who holds it.
    let session = house.session();
    let mut options = asked(&house, &session).await;
    let (threshold, other) = (house.session(), house.session());
    house.give_password(&threshold, EMAIL).await.unwrap();
    let ours = house.office.threshold(&threshold).await.unwrap().ask_for_key(&other).await.unwrap();
    options["allowCredentials"] = ours["allowCredentials"].clone();
    refused(sign_in(&house, &session, &key.get(&options)).await, KeyFault::Unknown);
    let (mut passkey, _) = enrolled(&house, OTHER, KeyKind::Passkey, 2).await;
    let session = comes_in_by_both(&house, OTHER, &mut passkey).await.unwrap();
    house.office.staff(&session).await.unwrap();
}

async fn the_last_second_factor_stays(house: House) {
    let (mut key, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let account = house.office.account(&session).await.unwrap();
    let confirmed = house.office.confirmed(&session).await.unwrap();
    let [own] = keys(&account).await.try_into().unwrap();
    let last = account.remove_key(&session, own.id, &confirmed).await;
    assert!(matches!(last, Err(DeskError::Account(AccountRefusal::LastFactor))));
    comes_in(&house, &mut key).await.unwrap();
    // Of somebody else it is none to take away.
    let other = house.signed_in(OTHER, Role::Dpo).await;
    let theirs = house.office.account(&other).await.unwrap();
    let confirmed = house.office.confirmed(&other).await.unwrap();
    assert!(matches!(theirs.remove_key(&other, own.id, &confirmed).await, Err(DeskError::NotFound)));
    theirs.rename_key(own.id, "Mine").await.unwrap();
    assert_eq!(keys(&account).await[0].name, "Laptop");
}

async fn an_app_is_set_up_beside_a_key_and_taken_away_again(house: House) {
    let (mut key, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let elsewhere = comes_in(&house, &mut key).await.unwrap();
    let account = house.office.account(&session).await.unwrap();
    let confirmed = house.office.confirmed(&session).await.unwrap();
    assert!(matches!(account.add_app(&session, "000000", &confirmed).await, Err(DeskError::Conflict)));
    let secret = account.offer_app(&session, &confirmed).await.unwrap().unwrap().secret;
    assert_eq!(account.offer_app(&session, &confirmed).await.unwrap().unwrap().secret, secret, "it waits");
    assert!(matches!(account.add_app(&session, "000000", &confirmed).await, Err(DeskError::WrongCode)));
    account.add_app(&session, &code_of(&house, &secret), &confirmed).await.unwrap();
    assert!(account.offer_app(&session, &confirmed).await.unwrap().is_none());
    assert!(matches!(house.office.account(&elsewhere).await.err(), Some(DeskError::NotSignedIn)));
    let [own] = keys(&account).await.try_into().unwrap();
    account.remove_key(&session, own.id, &confirmed).await.unwrap();
    let last = account.remove_app(&session, &confirmed).await;
    assert!(matches!(last, Err(DeskError::Account(AccountRefusal::LastFactor))));
    house.pass(SignedDuration::from_secs(60));
    let again = house.session();
    house.give_password(&again, EMAIL).await.unwrap();
    let threshold = house.office.threshold(&again).await.unwrap();
    threshold.enter(&again, &code_of(&house, &secret)).await.unwrap();
    let options = account.ask_for_new_key(&session, KeyKind::Passkey, &confirmed).await.unwrap();
    account.add_key(&session, &key.create(&options), "Phone", &confirmed).await.unwrap();
    account.remove_app(&session, &confirmed).await.unwrap();
    comes_in(&house, &mut key).await.unwrap();
}

async fn a_password_sets_up_no_key_beside_a_factor_that_is_there(house: House) {
    house.signed_in(EMAIL, Role::Dpo).await;
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    assert!(matches!(threshold.ask_for_new_key(&session, KeyKind::Passkey).await, Err(DeskError::Conflict)));
    refused(threshold.ask_for_key(&session).await, KeyFault::Unknown);
    // Two who know the password of an account without any: the second is told, whichever factor came first.
    house.office.reset_second_factor(&Mailbox::parse(EMAIL).unwrap()).await.unwrap();
    let (first, second) = (house.session(), house.session());
    house.give_password(&first, EMAIL).await.unwrap();
    house.give_password(&second, EMAIL).await.unwrap();
    let (one, two) = (house.office.threshold(&first).await.unwrap(), house.office.threshold(&second).await.unwrap());
    let (mut mine, mut theirs) = (SoftKey::new(HERE, 1), SoftKey::new(HERE, 2));
    let options = two.ask_for_new_key(&second, KeyKind::Passkey).await.unwrap();
    let late = theirs.create(&options);
    let options = one.ask_for_new_key(&first, KeyKind::Passkey).await.unwrap();
    one.enrol_key(&first, &mine.create(&options), "Laptop").await.unwrap();
    assert!(matches!(two.enrol_key(&second, &late, "Laptop").await, Err(DeskError::Conflict)));
    assert!(two.enrol(&second, "000000").await.is_err());
}

async fn a_key_shows_once_more_who_somebody_is(house: House) {
    let (mut key, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    house.pass(SignedDuration::from_mins(11));
    assert!(matches!(house.office.confirmed(&session).await, Err(DeskError::Unconfirmed)));
    let account = house.office.account(&session).await.unwrap();
    let options = account.ask_for_key(&session).await.unwrap();
    let answer = key.get(&options);
    account.confirm_by_key(&session, &answer).await.unwrap();
    house.office.confirmed(&session).await.unwrap();
    refused(account.confirm_by_key(&session, &answer).await, KeyFault::Stale);
    let other = house.signed_in(OTHER, Role::Dpo).await;
    refused(house.office.account(&other).await.unwrap().ask_for_key(&other).await, KeyFault::Unknown);
}

async fn attempts_with_passkeys_are_counted_for_their_caller_alone(house: House) {
    let (mut key, _) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let session = house.session();
    for _ in 0..60 {
        refused(sign_in(&house, &session, "{}").await, KeyFault::Stale);
    }
    assert!(matches!(comes_in(&house, &mut key).await, Err(DeskError::Throttled)));
    house.give_password(&house.session(), EMAIL).await.unwrap();
    let session = house.session();
    let answer = key.get(&asked(&house, &session).await);
    house.office.front().sign_in_by_passkey(&session, &answer, "192.0.2.7").await.unwrap();
}

async fn keys_rest_sealed_and_their_owner_is_named_by_nothing_that_anybody_types(house: House) {
    let (_, session) = enrolled(&house, EMAIL, KeyKind::Passkey, 1).await;
    let account = house.office.account(&session).await.unwrap();
    let confirmed = house.office.confirmed(&session).await.unwrap();
    let options = account.ask_for_new_key(&session, KeyKind::Passkey, &confirmed).await.unwrap();
    let mut db = sqlx::AnyConnection::connect(&house.database_url).await.unwrap();
    let row =
        sqlx::query("SELECT p.name, p.body, s.user_handle FROM passkeys p JOIN staff s ON p.owner = 'staff/' || s.id")
            .fetch_one(&mut db)
            .await
            .unwrap();
    for column in ["name", "body"] {
        let sealed: Vec<u8> = row.try_get(column).unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("Laptop") && sealed[0] != b'{', "{column}");
    }
    let handle: uuid::Uuid = row.try_get::<String, _>("user_handle").unwrap().parse().unwrap();
    assert_eq!(handle.get_version_num(), 4, "{handle}");
    let kept = options["excludeCredentials"].as_array().unwrap();
    assert_eq!(kept.len(), 1, "a device that holds one makes no second");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
}
