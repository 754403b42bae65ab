//! How staff come in: password, second factor, roles, and the limits on attempts.

use crate::support::{FACTOR, House, PASSWORD, code_of, on_both_engines};
use desk::DeskError;
use desk::signin::PasswordFault;
use domain::filing::Mailbox;
use domain::staff::{AccountRefusal, Role};
use jiff::SignedDuration;
use sqlx::{Connection as _, Row as _};

on_both_engines!(
    a_password_alone_opens_no_desk,
    who_has_no_second_factor_enrols_one_first,
    a_code_is_taken_once,
    a_recovery_code_is_taken_once_and_for_its_owner_alone,
    each_role_gets_its_desk_and_no_other,
    an_administrator_changes_the_accounts_of_others_alone,
    a_hash_of_older_parameters_is_renewed_at_sign_in,
    a_password_that_is_guessed_soon_is_not_taken,
    a_session_ends_when_idle_and_after_a_working_day,
    attempts_from_elsewhere_lock_nobody_out_of_a_known_browser,
    nobody_learns_by_the_limits_whether_an_account_exists,
    the_secret_of_an_authenticator_does_not_rest_in_the_open,
);

const EMAIL: &str = "staff@example.org";
const CALLER: &str = "198.51.100.8";

fn mailbox(email: &str) -> Mailbox {
    Mailbox::parse(email).unwrap()
}

async fn a_password_alone_opens_no_desk(house: House) {
    house.signed_in(EMAIL, Role::Dpo).await;
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    assert!(matches!(house.office.staff(&session).await.err(), Some(DeskError::NotSignedIn)));
    let threshold = house.office.threshold(&session).await.unwrap();
    assert!(threshold.enrolment().unwrap().is_none(), "a secret that is enrolled is shown to nobody");
    assert!(matches!(threshold.enter(&session, "000000").await, Err(DeskError::WrongCode)));
    house.pass(SignedDuration::from_mins(11));
    assert!(matches!(house.office.threshold(&session).await.err(), Some(DeskError::NotSignedIn)));
}

async fn who_has_no_second_factor_enrols_one_first(house: House) {
    house.office.add_staff(&mailbox(EMAIL), "Demo Staff", Role::Agent, PASSWORD).await.unwrap();
    let (session, late) = (house.session(), house.session());
    for session in [&session, &late] {
        house.give_password(session, EMAIL).await.unwrap();
    }
    let threshold = house.office.threshold(&session).await.unwrap();
    let enrolment = threshold.enrolment().unwrap().unwrap();
    assert!(enrolment.uri.starts_with("otpauth://totp/Inzage:staff%40example.org?"), "{}", enrolment.uri);
    assert!(enrolment.uri.contains(&enrolment.secret.replace(' ', "")), "the picture says what the text says");
    assert!(matches!(threshold.enter(&session, "000000").await, Err(DeskError::WrongCode)));
    threshold.enrol(&session, &code_of(&house, &enrolment.secret)).await.unwrap();
    house.office.staff(&session).await.unwrap();
    assert_eq!(house.office.recovery_codes(&session).await.unwrap().unwrap().len(), 10);
    house.office.keep_recovery_codes(&session).await.unwrap();
    assert_eq!(house.office.recovery_codes(&session).await.unwrap(), None, "they are shown once");
    // Who knew the password too, and was slower, does not put another in its place.
    let threshold = house.office.threshold(&late).await.unwrap();
    assert!(threshold.enrolment().unwrap().is_none());
    assert!(threshold.enrol(&late, "000000").await.is_err());
}

async fn a_code_is_taken_once(house: House) {
    house.signed_in(EMAIL, Role::Dpo).await;
    let code = house.office.code_now(FACTOR).unwrap();
    let again = async |code: &str| {
        let session = house.session();
        house.give_password(&session, EMAIL).await.unwrap();
        house.office.threshold(&session).await.unwrap().enter(&session, code).await
    };
    assert!(matches!(again(&code).await, Err(DeskError::WrongCode)), "it let somebody in before");
    house.pass(SignedDuration::from_secs(30));
    assert!(
        matches!(again(&code).await, Err(DeskError::WrongCode)),
        "the clock may be off, the code is spent all the same"
    );
    again(&house.office.code_now(FACTOR).unwrap()).await.unwrap();
}

async fn a_recovery_code_is_taken_once_and_for_its_owner_alone(house: House) {
    house.office.add_staff(&mailbox(EMAIL), "Demo Staff", Role::Dpo, PASSWORD).await.unwrap();
    house.signed_in("other@example.org", Role::Dpo).await;
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    let secret = threshold.enrolment().unwrap().unwrap().secret;
    threshold.enrol(&session, &code_of(&house, &secret)).await.unwrap();
    let codes = house.office.recovery_codes(&session).await.unwrap().unwrap();
    let enter = async |email: &str, code: &str| {
        let session = house.session();
        house.give_password(&session, email).await.unwrap();
        house.office.threshold(&session).await.unwrap().enter(&session, code).await
    };
    assert!(enter("other@example.org", &codes[0]).await.is_err());
    enter(EMAIL, &codes[0].to_lowercase().replace('-', " ")).await.unwrap();
    assert!(matches!(enter(EMAIL, &codes[0]).await, Err(DeskError::WrongCode)));
    enter(EMAIL, &codes[9]).await.unwrap();
    house.office.reset_second_factor(&mailbox(EMAIL)).await.unwrap();
    assert!(matches!(enter(EMAIL, &codes[1]).await, Err(DeskError::WrongCode)), "a reset takes them all");
}

async fn each_role_gets_its_desk_and_no_other(house: House) {
    for (role, reads, acts, administers) in [
        (Role::Agent, true, true, false),
        (Role::Dpo, true, true, false),
        (Role::Auditor, true, false, false),
        (Role::Administrator, false, false, true),
    ] {
        let session = house.signed_in(&format!("{}@example.org", role.code()), role).await;
        assert_eq!(house.office.role(&session).await.unwrap(), role);
        let refused = |error: Option<DeskError>| match error {
            None => false,
            Some(DeskError::NotPermitted) => true,
            Some(other) => panic!("{role:?}: {other}"),
        };
        assert_eq!(!refused(house.office.reading(&session).await.err()), reads, "{role:?}");
        assert_eq!(!refused(house.office.staff(&session).await.err()), acts, "{role:?}");
        assert_eq!(!refused(house.office.administration(&session).await.err()), administers, "{role:?}");
    }
}

async fn an_administrator_changes_the_accounts_of_others_alone(house: House) {
    let agent = house.signed_in(EMAIL, Role::Agent).await;
    let session = house.signed_in("admin@example.org", Role::Administrator).await;
    let desk = house.office.administration(&session).await.unwrap();
    let confirmed = house.office.confirmed(&session).await.unwrap();
    let accounts = desk.accounts().await.unwrap();
    let [theirs, own] = accounts.as_slice() else { panic!("{accounts:?}") };
    assert_eq!((theirs.email.as_deref(), theirs.role, theirs.has_factor), (Some(EMAIL), Role::Agent, true));
    assert!(own.is_own);
    for refused in [desk.change_role(own.id, Role::Dpo, &confirmed).await, desk.close(own.id, &confirmed).await] {
        assert!(matches!(refused, Err(DeskError::Account(AccountRefusal::OwnAccount))));
    }
    desk.change_role(theirs.id, Role::Auditor, &confirmed).await.unwrap();
    assert!(matches!(house.office.role(&agent).await, Err(DeskError::NotSignedIn)), "the old role is over at once");
    desk.close(theirs.id, &confirmed).await.unwrap();
    let again = house.give_password(&house.session(), EMAIL).await;
    assert!(matches!(again, Err(DeskError::WrongPassword)), "a closed account looks like none");
    assert!(matches!(desk.close(theirs.id, &confirmed).await, Err(DeskError::Account(AccountRefusal::Closed))));
}

async fn a_hash_of_older_parameters_is_renewed_at_sign_in(house: House) {
    use argon2::password_hash::PasswordHasher as _;
    house.signed_in(EMAIL, Role::Dpo).await;
    let params = argon2::Params::new(8192, 1, 1, None).unwrap();
    let weak = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let weak = weak.hash_password_with_salt(PASSWORD.as_bytes(), b"sixteen bytes ok").unwrap().to_string();
    let mut db = sqlx::AnyConnection::connect(&house.database_url).await.unwrap();
    sqlx::query("UPDATE staff SET password_hash = $1").bind(&weak).execute(&mut db).await.unwrap();
    let wrong = house.office.front().sign_in_staff(&house.session(), (EMAIL, "another one"), CALLER, None).await;
    assert!(matches!(wrong, Err(DeskError::WrongPassword)));
    house.give_password(&house.session(), EMAIL).await.unwrap();
    let row = sqlx::query("SELECT password_hash FROM staff").fetch_one(&mut db).await.unwrap();
    let hash: String = row.try_get("password_hash").unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    house.give_password(&house.session(), EMAIL).await.unwrap();
}

async fn a_password_that_is_guessed_soon_is_not_taken(house: House) {
    let add = async |password: &str| {
        house.office.add_staff(&mailbox("demo.officer@example.org"), "Demo Officer", Role::Dpo, password).await
    };
    for (password, fault) in [
        ("short", PasswordFault::TooShort),
        ("password1234", PasswordFault::Guessable),
        ("demo officer 1", PasswordFault::Guessable),
    ] {
        assert!(matches!(add(password).await, Err(DeskError::Password(found)) if found == fault), "{password}");
    }
    add(PASSWORD).await.unwrap();
}

async fn a_session_ends_when_idle_and_after_a_working_day(house: House) {
    let session = house.signed_in(EMAIL, Role::Dpo).await;
    for _ in 0..25 {
        house.pass(SignedDuration::from_mins(28));
        house.office.staff(&session).await.unwrap();
    }
    house.pass(SignedDuration::from_mins(21));
    assert!(matches!(house.office.staff(&session).await.err(), Some(DeskError::NotSignedIn)), "twelve hours are over");
    let session = house.signed_in(EMAIL, Role::Dpo).await;
    house.pass(SignedDuration::from_mins(31));
    assert!(matches!(house.office.staff(&session).await.err(), Some(DeskError::NotSignedIn)), "nobody was there");
}

async fn attempts_from_elsewhere_lock_nobody_out_of_a_known_browser(house: House) {
    house.signed_in(EMAIL, Role::Dpo).await;
    house.pass(SignedDuration::from_secs(60));
    let session = house.session();
    house.give_password(&session, EMAIL).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    let token = threshold.enter(&session, &house.office.code_now(FACTOR).unwrap()).await.unwrap();
    let attempt = async |password: &str, caller: &str, token: Option<&str>| {
        let session = house.session();
        house.office.front().sign_in_staff(&session, (EMAIL, password), caller, token).await.map(|()| session)
    };
    for caller in 0..40 {
        drop(attempt("wrong", &format!("203.0.113.{caller}"), None).await);
    }
    let elsewhere = attempt(PASSWORD, "192.0.2.7", None).await;
    assert!(matches!(elsewhere, Err(DeskError::Throttled)), "a browser that nobody knows waits");
    let forged = token.replace(|c: char| c.is_ascii_hexdigit(), "0");
    assert!(matches!(attempt(PASSWORD, CALLER, Some(&forged)).await, Err(DeskError::Throttled)));
    // Codes are guessed elsewhere too, by somebody who knows the password.
    let session = attempt(PASSWORD, CALLER, Some(&token)).await.unwrap();
    house.pass(SignedDuration::from_secs(900));
    let other = attempt(PASSWORD, "192.0.2.8", None).await.unwrap();
    let guesser = house.office.threshold(&other).await.unwrap();
    for _ in 0..10 {
        assert!(matches!(guesser.enter(&other, "000000").await, Err(DeskError::WrongCode)));
    }
    assert!(matches!(guesser.enter(&other, "000000").await, Err(DeskError::Throttled)));
    drop(session);
    let session = attempt(PASSWORD, CALLER, Some(&token)).await.unwrap();
    let threshold = house.office.threshold(&session).await.unwrap();
    threshold.enter(&session, &house.office.code_now(FACTOR).unwrap()).await.unwrap();
    house.office.staff(&session).await.unwrap();
}

async fn nobody_learns_by_the_limits_whether_an_account_exists(house: House) {
    house.signed_in(EMAIL, Role::Dpo).await;
    house.pass(SignedDuration::from_secs(900));
    let told = async |email: &str| {
        let mut told = Vec::new();
        for _ in 0..12 {
            let session = house.session();
            let refused = house.office.front().sign_in_staff(&session, (email, "wrong"), email, None).await;
            told.push(refused.unwrap_err().code());
        }
        told
    };
    assert_eq!(told(EMAIL).await, told("nobody@example.org").await);
}

async fn the_secret_of_an_authenticator_does_not_rest_in_the_open(house: House) {
    house.signed_in(EMAIL, Role::Dpo).await;
    let mut db = sqlx::AnyConnection::connect(&house.database_url).await.unwrap();
    let row = sqlx::query("SELECT totp, email FROM staff").fetch_one(&mut db).await.unwrap();
    for (column, plain) in [("totp", FACTOR.as_slice()), ("email", EMAIL.as_bytes())] {
        let sealed: Vec<u8> = row.try_get(column).unwrap();
        assert!(!sealed.windows(plain.len()).any(|window| window == plain), "{column}");
    }
}
