//! Who somebody is, as a provider of OpenID Connect says: staff sign in, data subjects show it; and what is not believed.

mod issuer;

use crate::support::{House, draft, on_both_engines};
use desk::providers::{Audience, Back, Led, Provider, ProviderFault};
use desk::signin::Entrance;
use desk::{DeskError, FrontDesk};
use domain::procedure::{Event, Refusal};
use domain::staff::Role;
use domain::words::{IdentityBasis, Relationship, Right};
use issuer::{CLIENT, ISSUER, Issuer, claims};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sqlx::Row as _;
use std::collections::HashMap;
use std::sync::Arc;
use tower_sessions::Session;

on_both_engines!(
    who_linked_an_account_comes_in_and_shows_a_second_factor_unless_the_provider_did,
    nobody_comes_in_whom_the_provider_names_and_no_account_knows,
    what_is_not_proven_opens_nothing,
    an_answer_is_taken_once_in_its_session_and_in_its_time,
    keys_that_the_provider_changed_are_asked_for_anew,
    a_link_is_of_one_account_and_ends_with_it_or_when_it_is_cut,
    a_person_shows_who_they_are_and_what_was_told_is_destroyed_once_it_is_on_record,
    an_identification_in_another_name_is_for_staff_to_judge,
);

const EMAIL: &str = "staff@example.org";
const CALLER: &str = "198.51.100.8";
const NAME: &str = "company";

fn provider(serves: Audience) -> Provider {
    Provider {
        id: NAME.into(),
        label: "Company ID".into(),
        issuer: ISSUER.into(),
        client_id: CLIENT.into(),
        client_secret: Some("a secret of both".into()),
        serves: vec![serves],
        scopes: Vec::new(),
        acr: Vec::new(),
        amr: vec!["mfa".into()],
    }
}

async fn with_staff(house: House) -> (House, Issuer) {
    let issuer = Issuer::new();
    (house.with_provider(provider(Audience::Staff), Arc::new(issuer.clone())).await, issuer)
}

/// What the browser is sent with.
fn sent(url: &str) -> HashMap<String, String> {
    assert!(url.starts_with(&format!("{ISSUER}/auth?")), "{url}");
    let (_, query) = url.split_once('?').unwrap();
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
}

fn brought(sent: &HashMap<String, String>) -> Back {
    Back { code: Some("c-1".into()), state: sent.get("state").cloned(), issuer: None }
}

fn now(house: &House) -> i64 {
    house.office.now().as_second()
}

async fn begin(house: &House, session: &Session) -> HashMap<String, String> {
    sent(&house.office.front().sign_in_elsewhere(session, NAME, CALLER).await.unwrap())
}

/// Signs in by what the provider claims, changed.
async fn comes(
    house: &House,
    issuer: &Issuer,
    session: &Session,
    change: impl FnOnce(&mut Value),
) -> desk::Result<Led> {
    let sent = begin(house, session).await;
    let mut claims = claims(now(house), &sent["nonce"]);
    change(&mut claims);
    issuer.change(|doing| doing.claims = claims);
    front(house).take_back(session, NAME, &brought(&sent), None).await
}

fn front(house: &House) -> FrontDesk {
    house.office.front()
}

/// Links the account that is signed in.
async fn link(house: &House, issuer: &Issuer, session: &Session) -> desk::Result<Led> {
    let account = house.office.account(session).await.unwrap();
    let confirmed = house.office.confirmed(session).await.unwrap();
    let sent = sent(&account.link_elsewhere(session, NAME, &confirmed).await.unwrap());
    issuer.change(|doing| doing.claims = claims(now(house), &sent["nonce"]));
    front(house).take_back(session, NAME, &brought(&sent), None).await
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: desk::Result<T>, fault: ProviderFault) {
    match result {
        Err(DeskError::Provider(found)) => assert_eq!(found, fault),
        other => panic!("{other:?}, and not {fault:?}"),
    }
}

async fn who_linked_an_account_comes_in_and_shows_a_second_factor_unless_the_provider_did(house: House) {
    let (house, issuer) = with_staff(house).await;
    let own = house.signed_in(EMAIL, Role::Dpo).await;
    assert_eq!(link(&house, &issuer, &own).await.unwrap(), Led::Linked);
    let links = house.office.account(&own).await.unwrap().links().await.unwrap();
    assert_eq!((links.len(), links[0].since.is_some(), links[0].used), (1, true, None));

    let session = house.session();
    let led = comes(&house, &issuer, &session, |_| {}).await.unwrap();
    assert_eq!(led, Led::In(Entrance::Threshold));
    assert!(house.office.role(&session).await.is_err(), "a second factor is asked for still");
    let code = {
        house.pass(SignedDuration::from_secs(60));
        house.office.code_now(crate::support::FACTOR).unwrap()
    };
    house.office.threshold(&session).await.unwrap().enter(&session, &code).await.unwrap();
    assert_eq!(house.office.role(&session).await.unwrap(), Role::Dpo);

    let session = house.session();
    let led = comes(&house, &issuer, &session, |claims| claims["amr"] = json!(["pwd", "mfa"])).await.unwrap();
    assert!(matches!(led, Led::In(Entrance::In(_))), "{led:?}");
    assert_eq!(house.office.role(&session).await.unwrap(), Role::Dpo);
    let form = issuer.form();
    assert!(form.contains("code_verifier=") && form.contains("code=c-1"), "PKCE: {form}");
    assert!(!form.contains("secret"), "the secret goes into the header: {form}");
}

async fn nobody_comes_in_whom_the_provider_names_and_no_account_knows(house: House) {
    let (house, issuer) = with_staff(house).await;
    let session = house.session();
    refused(comes(&house, &issuer, &session, |claims| claims["amr"] = json!(["mfa"])).await, ProviderFault::NotLinked);
    assert!(house.office.role(&session).await.is_err());
    let overseen = house.office.overseeing(&house.signed_in(EMAIL, Role::Dpo).await).await.unwrap();
    house.office.keep_log().await.unwrap();
    let entries = format!("{:?}", overseen.entries(None, None).await.unwrap());
    assert!(entries.contains("TurnedAway { at: Provider }"), "{entries}");
    let unknown = front(&house).sign_in_elsewhere(&session, "another", CALLER).await;
    assert!(matches!(unknown, Err(DeskError::NotFound)), "{unknown:?}");
}

async fn what_is_not_proven_opens_nothing(house: House) {
    let (house, issuer) = with_staff(house).await;
    let own = house.signed_in(EMAIL, Role::Dpo).await;
    link(&house, &issuer, &own).await.unwrap();
    let then = now(&house);
    type Change = fn(&mut Value, i64);
    let lies: [(&str, Change); 8] = [
        ("of another question", |claims, _| claims["nonce"] = json!("another")),
        ("of no question", |claims, _| drop(claims.as_object_mut().unwrap().remove("nonce"))),
        ("for another portal", |claims, _| claims["aud"] = json!("another")),
        ("for another one too", |claims, _| claims["aud"] = json!([CLIENT, "another"])),
        ("by another provider", |claims, _| claims["iss"] = json!("https://evil.example.org")),
        ("over its time", |claims, now| claims["exp"] = json!(now - 1)),
        ("from the future", |claims, now| claims["iat"] = json!(now + 3600)),
        ("of nobody", |claims, _| drop(claims.as_object_mut().unwrap().remove("sub"))),
    ];
    for (name, lie) in lies {
        let session = house.session();
        let led = comes(&house, &issuer, &session, |claims| lie(claims, then)).await;
        assert!(matches!(led, Err(DeskError::Provider(_))), "{name}: {led:?}");
        assert!(
            house.office.role(&session).await.is_err() && house.office.threshold(&session).await.is_err(),
            "{name}"
        );
    }
    for algorithm in ["none", "HS256"] {
        issuer.change(|doing| doing.algorithm = algorithm);
        let led = comes(&house, &issuer, &house.session(), |_| {}).await;
        assert!(matches!(led, Err(DeskError::Provider(_))), "{algorithm}: {led:?}");
    }
    issuer.change(|doing| (doing.algorithm, doing.seed) = ("EdDSA", 2));
    refused(comes(&house, &issuer, &house.session(), |_| {}).await, ProviderFault::Untrue);
    issuer.change(|doing| doing.seed = 1);
    refused(comes(&house, &issuer, &house.session(), |claims| *claims = Value::Null).await, ProviderFault::Untrue);
    issuer.change(|doing| doing.status = 400);
    refused(comes(&house, &issuer, &house.session(), |_| {}).await, ProviderFault::Unreached);
    issuer.change(|doing| (doing.status, doing.is_reached) = (200, false));
    refused(comes(&house, &issuer, &house.session(), |_| {}).await, ProviderFault::Unreached);
    issuer.change(|doing| doing.is_reached = true);
    comes(&house, &issuer, &house.session(), |_| {}).await.expect("the truth still opens");
}

async fn an_answer_is_taken_once_in_its_session_and_in_its_time(house: House) {
    let (house, issuer) = with_staff(house).await;
    let own = house.signed_in(EMAIL, Role::Dpo).await;
    link(&house, &issuer, &own).await.unwrap();
    let (session, stranger) = (house.session(), house.session());
    let sent = begin(&house, &session).await;
    issuer.change(|doing| doing.claims = claims(now(&house), &sent["nonce"]));
    let back = brought(&sent);
    refused(front(&house).take_back(&stranger, NAME, &back, None).await, ProviderFault::Stale);
    front(&house).take_back(&session, NAME, &back, None).await.unwrap();
    refused(front(&house).take_back(&session, NAME, &back, None).await, ProviderFault::Stale);

    let wrong = [
        (Back { state: Some("another".into()), ..back.clone() }, ProviderFault::Stale),
        (Back { state: None, ..back.clone() }, ProviderFault::Stale),
    ];
    for (back, fault) in wrong {
        begin(&house, &session).await;
        refused(front(&house).take_back(&session, NAME, &back, None).await, fault);
    }
    let sent = begin(&house, &session).await;
    let mixed = Back { issuer: Some("https://evil.example.org".into()), ..brought(&sent) };
    refused(front(&house).take_back(&session, NAME, &mixed, None).await, ProviderFault::Untrue);
    let sent = begin(&house, &session).await;
    let declined = Back { code: None, ..brought(&sent) };
    refused(front(&house).take_back(&session, NAME, &declined, None).await, ProviderFault::Declined);
    let sent = begin(&house, &session).await;
    house.pass(SignedDuration::from_mins(15));
    refused(front(&house).take_back(&session, NAME, &brought(&sent), None).await, ProviderFault::Stale);
}

async fn keys_that_the_provider_changed_are_asked_for_anew(house: House) {
    let (house, issuer) = with_staff(house).await;
    let own = house.signed_in(EMAIL, Role::Dpo).await;
    link(&house, &issuer, &own).await.unwrap();
    assert_eq!(issuer.times("/jwks"), 1, "what is known is not asked again");
    comes(&house, &issuer, &house.session(), |_| {}).await.unwrap();
    assert_eq!(issuer.times("/jwks"), 1);
    issuer.change(|doing| (doing.seed, doing.published) = (2, 2));
    comes(&house, &issuer, &house.session(), |_| {}).await.unwrap();
    assert_eq!(issuer.times("/jwks"), 2);
    house.pass(SignedDuration::from_mins(60));
    comes(&house, &issuer, &house.session(), |_| {}).await.unwrap();
    assert_eq!(issuer.times("/jwks"), 3, "after an hour it is asked again");
}

async fn a_link_is_of_one_account_and_ends_with_it_or_when_it_is_cut(house: House) {
    let (house, issuer) = with_staff(house).await;
    let own = house.signed_in(EMAIL, Role::Dpo).await;
    link(&house, &issuer, &own).await.unwrap();
    let other = house.signed_in("other@example.org", Role::Agent).await;
    refused(link(&house, &issuer, &other).await, ProviderFault::Taken);
    refused(link(&house, &issuer, &own).await, ProviderFault::Taken);

    let account = house.office.account(&own).await.unwrap();
    let confirmed = house.office.confirmed(&own).await.unwrap();
    account.unlink(&own, NAME, &confirmed).await.unwrap();
    assert!(matches!(account.unlink(&own, NAME, &confirmed).await, Err(DeskError::NotFound)));
    refused(comes(&house, &issuer, &house.session(), |_| {}).await, ProviderFault::NotLinked);

    link(&house, &issuer, &own).await.unwrap();
    let mailbox = domain::filing::Mailbox::parse(EMAIL).unwrap();
    house.office.reset_second_factor(&mailbox).await.unwrap();
    refused(comes(&house, &issuer, &house.session(), |_| {}).await, ProviderFault::NotLinked);
}

async fn filed(house: House, serves: Audience) -> (House, Issuer, Session, domain::reference::Reference) {
    let issuer = Issuer::new();
    let house = house.with_provider(provider(serves), Arc::new(issuer.clone())).await;
    let mut filed = draft(Relationship::Customer, "person@example.org", &[Right::Access]);
    filed.name = "Demo Person".into();
    let (session, references) = house.file_and_prove(filed).await;
    (house, issuer, session, references[0])
}

/// Shows who one is, as the provider claims it, changed.
async fn shows(
    house: &House,
    issuer: &Issuer,
    session: &Session,
    reference: &domain::reference::Reference,
    change: impl FnOnce(&mut Value),
) -> desk::Result<Led> {
    let subject = house.office.subject(session).await.unwrap();
    let sent = sent(&subject.show_elsewhere(session, reference, NAME).await?);
    let mut claims = claims(now(house), &sent["nonce"]);
    change(&mut claims);
    issuer.change(|doing| doing.claims = claims);
    front(house).take_back(session, NAME, &brought(&sent), None).await
}

async fn kept(house: &House) -> i64 {
    let pool = sqlx::AnyPool::connect(&house.database_url).await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM eid_claims").fetch_one(&pool).await.unwrap().get(0)
}

async fn a_person_shows_who_they_are_and_what_was_told_is_destroyed_once_it_is_on_record(house: House) {
    let (house, issuer, session, reference) = filed(house, Audience::Subjects).await;
    refused(shows(&house, &issuer, &session, &reference, |_| {}).await, ProviderFault::NotAssured);
    let assured = |claims: &mut Value| claims["amr"] = json!(["mfa"]);
    // Somebody else's record under the same token is none (OpenID Connect Core 1.0, 5.3.2).
    issuer.change(|doing| doing.person["sub"] = json!("s-2"));
    refused(shows(&house, &issuer, &session, &reference, assured).await, ProviderFault::Unreached);
    // Many national ones tell a name in two parts.
    let parts = json!({ "sub": "s-1", "given_name": "Demo", "family_name": "Person", "birthdate": "1980-02-03" });
    issuer.change(|doing| doing.person = parts);
    assert_eq!(shows(&house, &issuer, &session, &reference, assured).await.unwrap(), Led::Shown(reference));
    let staff = house.staff().await;
    let seen = staff.request(&reference).await.unwrap();
    let claims = seen.eid.unwrap();
    assert_eq!(claims.birth_date.as_deref(), Some("1980-02-03"));
    assert!(seen.procedure.proving.eid.as_ref().unwrap().is_match);
    assert!(seen.timeline.iter().any(|event| matches!(event.event, Event::EidShown { is_match: true, .. })));
    assert_eq!(kept(&house).await, 1);
    staff.confirm_identity(&reference, seen.procedure.version, IdentityBasis::Eid, "").await.unwrap();
    assert_eq!(kept(&house).await, 0);
    assert_eq!(staff.request(&reference).await.unwrap().eid, None);
    let again = shows(&house, &issuer, &session, &reference, assured).await;
    assert!(matches!(again, Err(DeskError::Refused(Refusal::NothingToDoubt))), "{again:?}");
    let stranger = house.session();
    assert!(house.office.subject(&stranger).await.is_err());
}

async fn an_identification_in_another_name_is_for_staff_to_judge(house: House) {
    let (house, issuer, session, reference) = filed(house, Audience::Subjects).await;
    issuer.change(|doing| doing.person["name"] = json!("MARKER Other"));
    let assured = |claims: &mut Value| claims["amr"] = json!(["mfa"]);
    shows(&house, &issuer, &session, &reference, assured).await.unwrap();
    let seen = house.staff().await.request(&reference).await.unwrap();
    assert_eq!(seen.eid.unwrap().name.as_deref(), Some("MARKER Other"));
    assert!(!seen.procedure.proving.eid.unwrap().is_match);
    let subject = house.office.subject(&session).await.unwrap();
    subject.withdraw(&reference).await.unwrap();
    assert_eq!(kept(&house).await, 0, "it goes with the request");
}
