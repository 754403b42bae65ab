//! Passkeys of who reads the mailbox of a controller.

use crate::contacts::{choose_acme, staff, to};
use crate::signer::controller_session;
use crate::support::{House, on_both_engines};
use desk::DeskError;
use desk::signin::KeyFault;
use domain::filing::Mailbox;
use domain::ids::KeyId;
use softkey::SoftKey;
use tower_sessions::Session;

const ACME: &str = "acme@example.com";
const CALLER: &str = "198.51.100.8";
const HERE: &str = "http://localhost:3000";

on_both_engines!(
    a_controllers_people_come_in_by_passkey_and_their_mailbox_is_told,
    a_passkey_opens_the_one_door_it_was_added_behind,
    passkeys_end_with_the_contact,
);

/// Acme's people, signed in by code, with a fresh passkey.
async fn with_passkey(house: &House) -> (SoftKey, Session) {
    house.registers().await;
    choose_acme(house).await;
    let session = controller_session(house, ACME).await;
    let acme = house.office.controller(&session).await.unwrap();
    let mut key = SoftKey::new(HERE, 1);
    let options = acme.ask_for_new_key(&session).await.unwrap();
    acme.add_key(&session, &key.create(&options), "Laptop").await.unwrap();
    (key, session)
}

async fn comes_in(house: &House, key: &mut SoftKey) -> desk::Result<Session> {
    let session = house.session();
    let options = house.office.front().ask_for_passkey(&session).await.unwrap();
    let answer = key.get(&options);
    house.office.front().enter_controller_by_passkey(&session, &answer, CALLER).await?;
    let twice = house.office.front().enter_controller_by_passkey(&session, &answer, CALLER).await;
    assert!(matches!(twice, Err(DeskError::Key(KeyFault::Stale))), "nothing is taken twice");
    Ok(session)
}

async fn a_controllers_people_come_in_by_passkey_and_their_mailbox_is_told(house: House) {
    let (mut key, session) = with_passkey(&house).await;
    house.office.send_post().await.unwrap();
    assert_eq!(to(&house, ACME, "PasskeyAdded").len(), 1);
    let by_key = comes_in(&house, &mut key).await.unwrap();
    let acme = house.office.controller(&by_key).await.unwrap();
    assert_eq!(acme.inbox().await.unwrap().len(), 1);

    let keys = acme.keys().await.unwrap();
    assert_eq!(keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>(), ["Laptop"]);
    assert!(matches!(acme.remove_key(KeyId(uuid::Uuid::nil())).await, Err(DeskError::NotFound)));
    house.office.controller(&session).await.unwrap().remove_key(keys[0].id).await.unwrap();
    let gone = comes_in(&house, &mut key).await.map(drop);
    assert!(matches!(gone, Err(DeskError::Key(KeyFault::Unknown))), "{gone:?}");
}

async fn a_passkey_opens_the_one_door_it_was_added_behind(house: House) {
    let (mut key, session) = with_passkey(&house).await;
    let at_the_desk = house.session();
    let options = house.office.front().ask_for_passkey(&at_the_desk).await.unwrap();
    let refused = house.office.front().sign_in_by_passkey(&at_the_desk, &key.get(&options), CALLER).await.map(drop);
    assert!(matches!(refused, Err(DeskError::Key(KeyFault::Unknown))), "{refused:?}");
    assert!(house.office.role(&at_the_desk).await.is_err());

    let beta = controller_session_of_beta(&house).await;
    let keys = house.office.controller(&session).await.unwrap().keys().await.unwrap();
    let beta = house.office.controller(&beta).await.unwrap();
    assert!(beta.keys().await.unwrap().is_empty());
    assert!(matches!(beta.remove_key(keys[0].id).await, Err(DeskError::NotFound)), "another controller's");
}

async fn controller_session_of_beta(house: &House) -> Session {
    let (desk, _) = staff(house, "router@example.org").await;
    let rows = desk.queue(&desk::staff::QueueFilter::default()).await.unwrap().rows;
    let reference = rows[0].reference;
    let beta = desk.controllers(&reference, "beta").await.unwrap()[0].id;
    let version = desk.request(&reference).await.unwrap().procedure.version;
    desk.forward(&reference, version, beta).await.unwrap();
    controller_session(house, "beta@example.com").await
}

async fn passkeys_end_with_the_contact(house: House) {
    let (mut key, _) = with_passkey(&house).await;
    let (one, confirmed) = staff(&house, "one@example.org").await;
    let (two, also_confirmed) = staff(&house, "two@example.org").await;
    let acme = one.register("acme").await.unwrap().controllers.remove(0);
    one.give_contact(acme.id, &Mailbox::parse("new@example.com").unwrap(), &confirmed).await.unwrap();
    comes_in(&house, &mut key).await.unwrap();
    let change = two.controller(acme.id).await.unwrap().proposed.unwrap();
    two.confirm_contact(change.id, "Called", &also_confirmed).await.unwrap();
    let gone = comes_in(&house, &mut key).await.map(drop);
    assert!(matches!(gone, Err(DeskError::Key(KeyFault::Unknown))), "{gone:?}");
}
