//! Whether a form bears the token of this browser's session, whatever the browser says of where it came from.

mod first_part;

use super::{Web, limits};
use app::forms::{TOKEN_FIELD, Vouched, is_right_token};
use app::paths;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use first_part::first_part;
use http::{HeaderMap, Method, StatusCode, header};

/// Forms that stand on every page and could be forged to no harm: another language, the end of a session. A page without
/// any other form needs no cookie.
const HARMLESS: [&str; 2] = [paths::CHOOSE_LANGUAGE, paths::END_SESSION];
/// The longest head of a part of a form, its boundary included: bytes. Browsers write a few hundred.
const HEAD_MAX: usize = 8 * 1024;

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
        let (token, body) = first_part(body.into_data_stream(), boundary, TOKEN_FIELD).await?;
        return Ok((token, Body::from_stream(body)));
    }
    let whole = to_bytes(body, limit.min(limits::UPLOAD_MAX)).await?;
    let token =
        form_urlencoded::parse(&whole).find(|(name, _)| name == TOKEN_FIELD).map(|(_, token)| token.into_owned());
    Ok((token, Body::from(whole)))
}
