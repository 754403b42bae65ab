//! Whether a form bears the token of this browser's session, whatever the browser says of where it came from.

use super::{Web, limits};
use app::forms::{TOKEN_FIELD, Vouched, is_right_token};
use app::paths;
use axum::body::{Body, BodyDataStream, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use http::{HeaderMap, Method, StatusCode, header};
use multer::Multipart;

/// Forms that stand on every page and could be forged to no harm: another language, the end of a session. A page without
/// any other form needs no cookie.
const HARMLESS: [&str; 2] = [paths::CHOOSE_LANGUAGE, paths::END_SESSION];
/// In how many bytes of a form of several parts its first part ends, the token: more is no form of ours.
const FIRST_PART_MAX: usize = 4096;

/// Refuses a form without its token: 403. If the browser proves that one of our pages sent it, the page is an old one: then
/// the form is let through as [`Vouched::Stale`], so that what was typed can be kept.
pub(super) async fn judge(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if request.method() != Method::POST || !path.starts_with(paths::ACTS) {
        return next.run(request).await;
    }
    let (is_harmless, limit) = (HARMLESS.contains(&path), limits::limit(path));
    let is_open = paths::OPEN_ACTS.iter().any(|open| path.starts_with(open));
    let (mut parts, body) = request.into_parts();
    let Ok((token, body)) = read(&parts.headers, body, limit).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let is_right = token.is_some_and(|token| is_right_token(&parts.headers, web.is_https(), &token, is_open));
    let vouched = match is_harmless || is_right {
        true => Vouched::Right,
        false if is_from_here(&parts.headers, &web.base_url) => Vouched::Stale,
        false => return StatusCode::FORBIDDEN.into_response(),
    };
    parts.extensions.insert(vouched);
    next.run(Request::from_parts(parts, body)).await
}

/// Whether the browser says that a page of ours sent this. That no other site did was judged before.
fn is_from_here(headers: &HeaderMap, base_url: &str) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    header("sec-fetch-site") == Some("same-origin") || header(header::ORIGIN.as_str()) == Some(base_url)
}

/// The token in a body, and the body as it was.
async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<(Option<String>, Body), axum::Error> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if let Ok(boundary) = multer::parse_boundary(kind) {
        return in_first_part(body, boundary).await;
    }
    let whole = to_bytes(body, limit.min(limits::UPLOAD_MAX)).await?;
    let token =
        form_urlencoded::parse(&whole).find(|(name, _)| name == TOKEN_FIELD).map(|(_, token)| token.into_owned());
    Ok((token, Body::from(whole)))
}

/// The token in the first part of a body, which may hold large files behind it.
async fn in_first_part(body: Body, boundary: String) -> Result<(Option<String>, Body), axum::Error> {
    let (begin, rest) = begin(body.into_data_stream(), &boundary).await?;
    let body = Body::from_stream(stream::once(std::future::ready(Ok(begin.clone()))).chain(rest));
    let mut parts = Multipart::new(stream::once(std::future::ready(Ok::<_, std::io::Error>(begin))), boundary);
    let token = match parts.next_field().await {
        Ok(Some(part)) if part.name() == Some(TOKEN_FIELD) => part.text().await.ok(),
        _ => None,
    };
    Ok((token, body))
}

/// What of a body has arrived when its first part has, and the rest.
async fn begin(mut body: BodyDataStream, boundary: &str) -> Result<(Bytes, BodyDataStream), axum::Error> {
    let mut begin = Vec::new();
    while begin.len() < FIRST_PART_MAX && String::from_utf8_lossy(&begin).matches(boundary).count() < 2 {
        let Some(chunk) = body.try_next().await? else { break };
        begin.extend_from_slice(&chunk);
    }
    Ok((begin.into(), body))
}
