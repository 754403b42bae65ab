//! How large a request may be, and how long it may take.
//!
//! A server function reads its body without a limit of its own, and an error while it reads would send the person back
//! with the form lost. So the size is judged here, before anybody reads: a browser says it beforehand.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use desk::staff::DOCUMENT_MAX;
use http::{StatusCode, header};
use http_body_util::BodyExt as _;
use std::time::Duration;

/// What any form fits into that is not made to carry files: bytes.
pub const FORM_MAX: usize = 64 * 1024;
/// What may come with files, all of it together, and what is taken of a body that does not tell its length: bytes. It is
/// held in memory.
pub const UPLOAD_MAX: usize = 20 * 1024 * 1024;
/// What staff may gather at once: the largest document, with room for the form around it, in bytes. It is sealed while
/// it comes in, so that memory holds little of it.
const GATHER_MAX: usize = DOCUMENT_MAX as usize + 1024 * 1024;
/// What is read and thrown away at least of a body that is too large, so that the browser gets to read the answer.
const DRAIN_MAX: usize = 8 * UPLOAD_MAX;
/// How long a request may take, its body included.
const PATIENCE: Duration = Duration::from_secs(60);
/// And one that brings files, over a slow line.
const UPLOAD_PATIENCE: Duration = Duration::from_secs(300);

/// Answers 503 when a request takes too long.
pub(super) async fn time(request: Request, next: Next) -> Response {
    let patience = if is_upload(request.uri().path()) { UPLOAD_PATIENCE } else { PATIENCE };
    within(patience, request, next).await
}

async fn within(patience: Duration, request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(patience, next.run(request)).await;
    answered.unwrap_or_else(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())
}

/// Answers 413 to a body that is too large.
pub(super) async fn size(request: Request, next: Next) -> Response {
    let limit = limit(request.uri().path());
    let (parts, body) = request.into_parts();
    let told = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let chunked = parts.headers.contains_key(header::TRANSFER_ENCODING);
    let body = match told {
        Some(length) if length > limit as u64 => {
            drain(body, DRAIN_MAX.max(2 * limit)).await;
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        }
        // No length, and no way to have one: there is no body.
        None if chunked => match to_bytes(body, limit.min(UPLOAD_MAX)).await {
            Ok(whole) => Body::from(whole),
            Err(_) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        },
        _ => body,
    };
    next.run(Request::from_parts(parts, body)).await
}

/// What a path takes at most.
pub(super) fn limit(path: &str) -> usize {
    match path {
        app::paths::GATHER => GATHER_MAX,
        path if is_upload(path) => UPLOAD_MAX,
        _ => FORM_MAX,
    }
}

/// The server functions that take files.
fn is_upload(path: &str) -> bool {
    app::paths::TAKES_UPLOADS.contains(&path)
}

/// Reads a body and throws it away: a connection closed under a browser that still sends shows nothing of the answer.
async fn drain(mut body: Body, mut left: usize) {
    while let Some(Ok(frame)) = body.frame().await {
        let length = frame.data_ref().map_or(0, |data| data.len());
        let Some(rest) = left.checked_sub(length) else { return };
        left = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::any;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn what_takes_too_long_is_cut_off() {
        for (patience, status) in [(10, StatusCode::SERVICE_UNAVAILABLE), (60_000, StatusCode::OK)] {
            let handler = any(async || tokio::time::sleep(Duration::from_millis(200)).await);
            let limit = from_fn(move |request, next| within(Duration::from_millis(patience), request, next));
            let router = Router::new().fallback(handler).layer(limit);
            assert_eq!(router.oneshot(Request::new(Body::empty())).await.unwrap().status(), status, "{patience} ms");
        }
    }
}
