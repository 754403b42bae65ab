//! A number for every request, and one line about it in the log.
//!
//! The line tells the route as it is written in the program, never the path as it was typed: a link's token and a
//! request's reference are parts of paths. Nor does it tell queries, addresses or bodies.

use super::Web;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::reference::ALPHABET;
use http::{HeaderName, HeaderValue};
use std::time::Instant;
use tracing::Instrument as _;

/// The header with the number: on the request for whoever answers it, and on the answer.
pub(super) const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

/// Numbers a request and logs how it went. What is logged on the way bears the number too.
pub(super) async fn log(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let number = String::from_iter(web.random.bytes::<8>().map(letter));
    let header = HeaderValue::from_str(&number).unwrap_or(HeaderValue::from_static("-"));
    request.headers_mut().insert(NUMBER, header.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let begin = Instant::now();
    let span = tracing::info_span!("request", number, %method, route);
    async {
        let mut response = next.run(request).await;
        let status = response.status().as_u16();
        let milliseconds = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status, milliseconds, "answered");
        response.headers_mut().insert(NUMBER, header);
        response
    }
    .instrument(span)
    .await
}

/// A character that nobody mistakes for another: people read the number over the phone.
fn letter(byte: u8) -> char {
    ALPHABET.get(usize::from(byte) % ALPHABET.len()).map_or('2', |letter| char::from(*letter))
}
