//! Requests handed over to a controller's own software, which takes them, refuses them, or is not there.

use crate::envelope::another_for_acme;
use crate::signer::controller_session;
use crate::support::{House, Mail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use desk::controller::{ENVELOPE_TYPE, Envelope};
use desk::registers::Format;
use desk::wire::HandingOver;
use domain::delivery::Reach;
use domain::webhook::{self, Stamp, TOLERANCE};
use jiff::SignedDuration;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

crate::support::on_both_engines!(
    what_is_handed_over_arrives_once_and_is_the_controllers_receipt,
    what_is_not_taken_is_tried_again_under_the_same_id_until_it_is,
    what_is_not_encrypted_is_not_taken_into_the_register,
    what_is_refused_goes_by_mail_at_once,
    what_is_not_taken_for_days_goes_by_mail,
    what_was_taken_back_meanwhile_is_not_sent,
    an_endpoint_that_is_down_is_left_alone,
);

/// A controller's software: what it answers, and what it got.
#[derive(Clone)]
struct Software {
    address: SocketAddr,
    answers: Arc<Mutex<StatusCode>>,
    got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
}

impl Software {
    async fn answering(status: StatusCode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let software = Self { address, answers: Arc::new(Mutex::new(status)), got: Arc::default() };
        let take = async |State(software): State<Self>, headers: HeaderMap, body: Bytes| {
            software.got.lock().unwrap().push((headers, body));
            *software.answers.lock().unwrap()
        };
        let router = Router::new().route("/in", post(take)).with_state(software.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        software
    }

    /// Acme's row of the register, with this software.
    fn registered(&self) -> String {
        let header = "number,name,member_state,language,email,may_name_controller,index_authorised,channel,endpoint";
        format!("{header}\n1,Acme Lettings,NL,en,acme@example.com,yes,yes,http,http://{}/in\n", self.address)
    }

    fn answer(&self, status: StatusCode) {
        *self.answers.lock().unwrap() = status;
    }

    /// The ids of what came, oldest first.
    fn ids(&self) -> Vec<String> {
        let got = self.got.lock().unwrap();
        got.iter().map(|(headers, _)| headers[webhook::ID].to_str().unwrap().to_owned()).collect()
    }

    /// The house whose register names this software, with a signer's request on its way to Acme.
    async fn takes_from(&self, house: House) -> (House, tower_sessions::Session) {
        let house = house.handing_over(HandingOver { reach: Reach::Anywhere, ..HandingOver::default() }).await;
        house.registers().await;
        house.office.import_controllers(self.registered().as_bytes(), Format::Csv).await.unwrap();
        let session = another_for_acme(&house).await;
        house.office.send_post().await.unwrap();
        (house, session)
    }
}

fn notices(house: &House) -> usize {
    let is_notice = |mail: &Mail| mail.to == "acme@example.com" && mail.text.contains("Forwarded");
    house.mails().into_iter().filter(is_notice).count()
}

fn told(house: &House) -> usize {
    house.mails().into_iter().filter(|mail| mail.text.contains("ControllerTold")).count()
}

async fn what_is_handed_over_arrives_once_and_is_the_controllers_receipt(house: House) {
    let software = Software::answering(StatusCode::ACCEPTED).await;
    let (house, _) = software.takes_from(house).await;
    house.office.send_post().await.unwrap();
    let keys = house.office.jwks().await.unwrap();
    let got = software.got.lock().unwrap().clone();
    let [(headers, body)] = got.as_slice() else { panic!("once: {got:?}") };
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    let stamp =
        Stamp { id: text(webhook::ID), timestamp: text(webhook::TIMESTAMP), signature: text(webhook::SIGNATURE) };
    assert_eq!(stamp.check(&keys, body, house.office.now(), TOLERANCE), Ok(()));
    let content = keys.open(std::str::from_utf8(body).unwrap(), ENVELOPE_TYPE).unwrap();
    let envelope: Envelope = serde_json::from_slice(&content).unwrap();
    assert_eq!(envelope.subject_identities[0].identity_value, "signer@example.org");
    assert_eq!((notices(&house), told(&house)), (0, 1), "no mail to the controller, and the signer knows");
}

async fn what_is_not_taken_is_tried_again_under_the_same_id_until_it_is(house: House) {
    let software = Software::answering(StatusCode::INTERNAL_SERVER_ERROR).await;
    let (house, _) = software.takes_from(house).await;
    house.office.send_post().await.unwrap();
    assert_eq!((software.ids().len(), told(&house)), (1, 0), "not before its time");
    house.pass(SignedDuration::from_mins(1));
    house.office.send_post().await.unwrap();
    software.answer(StatusCode::OK);
    house.pass(SignedDuration::from_mins(2));
    house.office.send_post().await.unwrap();
    house.pass(SignedDuration::from_hours(24));
    house.office.send_post().await.unwrap();
    let ids = software.ids();
    assert_eq!(ids.len(), 3, "and no more once it was taken");
    assert!(ids.iter().all(|id| *id == ids[0]), "so that its receiver knows it again: {ids:?}");
    assert_eq!((notices(&house), told(&house)), (0, 1));
}

async fn what_is_not_encrypted_is_not_taken_into_the_register(house: House) {
    house.registers().await;
    let plain = Software::answering(StatusCode::OK).await.registered();
    let imported = house.office.import_controllers(plain.as_bytes(), Format::Csv).await.unwrap();
    assert_eq!(imported.faults.len(), 1, "{imported:?}");
    let encrypted = plain.replace("http://", "https://");
    assert!(house.office.import_controllers(encrypted.as_bytes(), Format::Csv).await.unwrap().faults.is_empty());
}

async fn what_is_refused_goes_by_mail_at_once(house: House) {
    let software = Software::answering(StatusCode::GONE).await;
    let (house, _) = software.takes_from(house).await;
    house.office.send_post().await.unwrap();
    assert_eq!((software.ids().len(), notices(&house), told(&house)), (1, 1, 1));
    let acme = house.office.controller(&controller_session(&house, "acme@example.com").await).await.unwrap();
    assert!(acme.inbox().await.unwrap()[0].forwarding.told.is_some());
}

async fn what_is_not_taken_for_days_goes_by_mail(house: House) {
    let software = Software::answering(StatusCode::SERVICE_UNAVAILABLE).await;
    let (house, _) = software.takes_from(house).await;
    house.pass(SignedDuration::from_hours(47));
    house.office.send_post().await.unwrap();
    assert_eq!((software.ids().len(), notices(&house)), (2, 0));
    house.pass(SignedDuration::from_hours(12));
    house.office.send_post().await.unwrap();
    assert_eq!((software.ids().len(), notices(&house), told(&house)), (2, 1, 1));
}

async fn what_was_taken_back_meanwhile_is_not_sent(house: House) {
    let software = Software::answering(StatusCode::SERVICE_UNAVAILABLE).await;
    let (house, session) = software.takes_from(house).await;
    let subject = house.office.subject(&session).await.unwrap();
    let reference = subject.overview().await.unwrap().requests[0].reference;
    subject.withdraw(&reference).await.unwrap();
    house.pass(SignedDuration::from_hours(72));
    house.office.send_post().await.unwrap();
    assert_eq!((software.ids().len(), notices(&house), told(&house)), (1, 0, 0));
}

async fn an_endpoint_that_is_down_is_left_alone(house: House) {
    let software = Software::answering(StatusCode::BAD_GATEWAY).await;
    let (house, _) = software.takes_from(house).await;
    for _ in 0..4 {
        house.pass(SignedDuration::from_mins(10));
        house.office.send_post().await.unwrap();
    }
    assert_eq!(software.ids().len(), 5);
    let another = another_for_acme(&house).await;
    house.office.send_post().await.unwrap();
    assert_eq!(software.ids().len(), 5, "the circuit is open");
    software.answer(StatusCode::OK);
    house.pass(SignedDuration::from_mins(9));
    house.office.send_post().await.unwrap();
    let ids = software.ids();
    assert_eq!(ids.len(), 7, "the probe was taken, and then the other");
    assert_ne!(ids[5], ids[6]);
    drop(another);
}
