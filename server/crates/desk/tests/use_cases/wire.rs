//! Requests to controllers' software, against servers that listen.

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::routing::post;
use desk::wire::{Attempt, Cause, Forbidden, Parcel, Patience, Wire};
use domain::delivery::{Reach, Verdict};
use domain::jws::{Jwks, JwsSigner};
use domain::webhook::{self, Stamp, TOLERANCE, WebhookFault};
use jiff::{SignedDuration, Timestamp};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);
const LATER: Verdict = Verdict::Later { asked: None };
const BODY: &[u8] = b"content";

/// What the receiver got, whole.
type Got = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

fn signer() -> JwsSigner {
    JwsSigner::new(&[7; 32])
}

fn parcel() -> Parcel {
    let stamp = Stamp::new(&signer(), "msg_1", NOW, BODY);
    Parcel { media_type: "application/jose", body: BODY.to_vec(), stamp }
}

fn wire(reach: Reach) -> Wire {
    let patience = Patience { connect: Duration::from_secs(2), whole: Duration::from_millis(700) };
    Wire::new(reach, patience).unwrap()
}

async fn send(endpoint: &str) -> Attempt {
    wire(Reach::Anywhere).post(endpoint, parcel(), NOW).await
}

/// Listens on loopback; what comes is kept.
async fn receiver() -> (SocketAddr, Got) {
    let got = Got::default();
    let keep = async |State(got): State<Got>, headers: HeaderMap, body: Bytes| {
        got.lock().unwrap().push((headers, body));
    };
    let slow = async || tokio::time::sleep(Duration::from_secs(5)).await;
    let busy = async || (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "120")]);
    let moved = async || (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/in")]).into_response();
    let long = async || "x".repeat(1 << 20);
    let router = Router::new()
        .route("/in", post(keep))
        .route("/slow", post(slow))
        .route("/busy", post(busy))
        .route("/moved", post(moved))
        .route("/long", post(long))
        .route("/broken", post(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/gone", post(async || StatusCode::GONE))
        .with_state(got.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, got)
}

/// Listens on loopback, reads a request, writes this, and hangs up; says how many came.
async fn hanging_up(answer: &'static [u8]) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, came) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let count = came.clone();
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            let mut request = Vec::new();
            while !request.ends_with(BODY) {
                assert_ne!(connection.read_buf(&mut request).await.unwrap(), 0);
            }
            connection.write_all(answer).await.unwrap();
        }
    });
    (address, came)
}

#[tokio::test]
async fn what_arrives_is_what_was_sent_and_its_receiver_knows_whom_it_is_from() {
    let (address, got) = receiver().await;
    let attempt = send(&format!("http://{address}/in")).await;
    assert_eq!((attempt.verdict, &attempt.cause), (Verdict::Delivered, &Cause::Answered(200)));
    let got = got.lock().unwrap();
    let [(headers, body)] = got.as_slice() else { panic!("one request: {got:?}") };
    let text = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!((text("content-type").as_str(), text(webhook::ID).as_str()), ("application/jose", "msg_1"));
    let stamp =
        Stamp { id: text(webhook::ID), timestamp: text(webhook::TIMESTAMP), signature: text(webhook::SIGNATURE) };
    let published = serde_json::to_string(&Jwks { keys: vec![signer().jwk().clone()] }).unwrap();
    let keys: Jwks = serde_json::from_str(&published).unwrap();
    assert_eq!(stamp.check(&keys, body, NOW, TOLERANCE), Ok(()));
    assert_eq!(stamp.check(&keys, b"tampered", NOW, TOLERANCE), Err(WebhookFault::Signature));
    let replayed = NOW + SignedDuration::from_mins(6);
    assert_eq!(stamp.check(&keys, body, replayed, TOLERANCE), Err(WebhookFault::TooOld));
}

#[tokio::test]
async fn every_answer_and_none_has_its_verdict() {
    let (address, got) = receiver().await;
    let asked = Verdict::Later { asked: Some(SignedDuration::from_secs(120)) };
    let table = [
        ("/broken", LATER, Cause::Answered(500)),
        ("/busy", asked, Cause::Answered(503)),
        ("/nowhere", LATER, Cause::Answered(404)),
        ("/gone", Verdict::Refused, Cause::Answered(410)),
        ("/moved", Verdict::Refused, Cause::Answered(307)),
        ("/slow", LATER, Cause::TimedOut),
        ("/long", Verdict::Delivered, Cause::Answered(200)),
    ];
    for (path, verdict, cause) in table {
        assert_eq!(send(&format!("http://{address}{path}")).await, Attempt { verdict, cause }, "{path}");
    }
    assert!(got.lock().unwrap().is_empty(), "nobody follows a redirect");
}

#[tokio::test]
async fn what_breaks_off_anywhere_was_not_delivered_and_is_sent_once() {
    let broken: [&[u8]; 4] = [
        b"",
        b"HTTP/1.1 20",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
    ];
    for answer in broken {
        let (address, came) = hanging_up(answer).await;
        let attempt = send(&format!("http://{address}/in")).await;
        assert_eq!(attempt, Attempt { verdict: LATER, cause: Cause::Unreached }, "{answer:?}");
        assert_eq!(came.load(Ordering::SeqCst), 1, "who tries again is not the library");
    }
    let (address, _) = hanging_up(b"HTTP/1.1 204 No Content\r\n\r\n").await;
    assert_eq!(send(&format!("http://{address}/in")).await.verdict, Verdict::Delivered);
}

#[tokio::test]
async fn who_does_not_listen_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let attempt = send(&format!("http://{address}/in")).await;
    assert_eq!(attempt, Attempt { verdict: LATER, cause: Cause::Unreached });
}

#[tokio::test]
async fn no_address_within_is_called_unless_the_operator_allows_it() {
    let (address, got) = receiver().await;
    let port = address.port();
    let public = wire(Reach::Public);
    let loopback = Cause::Forbidden(Forbidden::Address("127.0.0.1".parse().unwrap()));
    let refused = public.post(&format!("https://127.0.0.1:{port}/in"), parcel(), NOW).await;
    assert_eq!(refused, Attempt { verdict: Verdict::Refused, cause: loopback });
    let plain = public.post(&format!("http://127.0.0.1:{port}/in"), parcel(), NOW).await;
    assert_eq!(plain.cause, Cause::Forbidden(Forbidden::Scheme));
    let named = public.post(&format!("https://localhost:{port}/in"), parcel(), NOW).await;
    let is_loopback = |cause: &Cause| matches!(cause, Cause::Forbidden(Forbidden::Address(at)) if at.is_loopback());
    assert!(is_loopback(&named.cause) && named.verdict == Verdict::Refused, "{named:?}");
    assert!(got.lock().unwrap().is_empty());
    assert_eq!(send(&format!("http://localhost:{port}/in")).await.verdict, Verdict::Delivered);
}

/// Names that mean something else each time they are asked for.
struct Rebinding(AtomicUsize, Vec<Vec<SocketAddr>>);

impl Resolve for Rebinding {
    fn resolve(&self, _: Name) -> Resolving {
        let asked = self.0.fetch_add(1, Ordering::SeqCst);
        let addresses = self.1[asked.min(self.1.len() - 1)].clone();
        Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
    }
}

#[tokio::test]
async fn a_name_is_resolved_once_an_attempt_and_the_address_that_was_checked_is_the_one_that_is_called() {
    let ((address, got), (elsewhere, nothing)) = (receiver().await, receiver().await);
    let inside = SocketAddr::new(address.ip(), 0);
    let endpoint = format!("http://controller.example:{}/in", address.port());
    let wire = |reach, names: &Arc<Rebinding>| Wire::with_names(reach, Patience::default(), names.clone()).unwrap();
    let meaning = |addresses| Arc::new(Rebinding(AtomicUsize::new(0), addresses));

    let names = meaning(vec![vec![inside], vec![elsewhere]]);
    let delivered = wire(Reach::Anywhere, &names).post(&endpoint, parcel(), NOW).await;
    assert_eq!((delivered.verdict, names.0.load(Ordering::SeqCst)), (Verdict::Delivered, 1));
    let anew = wire(Reach::Anywhere, &names).post(&endpoint, parcel(), NOW).await;
    assert_eq!((anew.verdict, names.0.load(Ordering::SeqCst)), (Verdict::Delivered, 2), "the next attempt asks anew");
    assert_eq!((got.lock().unwrap().len(), nothing.lock().unwrap().len()), (2, 0), "the port is the endpoint's");

    let public: SocketAddr = "1.1.1.1:0".parse().unwrap();
    for addresses in [vec![inside], vec![public, inside]] {
        let names = meaning(vec![addresses]);
        let secure = endpoint.replace("http:", "https:");
        let refused = wire(Reach::Public, &names).post(&secure, parcel(), NOW).await;
        let cause = Cause::Forbidden(Forbidden::Address(inside.ip()));
        assert_eq!(refused, Attempt { verdict: Verdict::Refused, cause }, "one of several is enough");
    }
    assert_eq!(got.lock().unwrap().len(), 2);
}
