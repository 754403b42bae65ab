//! What browsers are told to allow, and whose forms are taken.

use app::forms::{SESSION, whole_name};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use desk::session::Sessions;
use http::header::{self, HeaderMap, HeaderName};
use http::{HeaderValue, StatusCode};
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

/// For whatever is no page: nothing at all.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";
/// Camera, microphone and the like: the portal uses none. Passkeys are for its own pages, and for no frame in them.
const DEVICES: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                       magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=(), \
                       publickey-credentials-get=(self), publickey-credentials-create=(self)";
/// One year, in seconds.
const INSIST: &str = "max-age=31536000";

/// Lets a page run its own scripts by nonce, and nothing else. Called while the page is rendered.
pub(super) fn page_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    if let Ok(value) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, value);
    }
}

/// Sets the headers that every answer bears.
pub(super) async fn headers(is_https: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    harden(response.headers_mut(), is_https);
    response
}

/// The layer that knows a browser again. The cookie ends with the browser; how long a session is good, the desks decide.
pub(super) fn sessions(store: Sessions, is_https: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(store)
        .with_name(whole_name(SESSION, is_https))
        .with_secure(is_https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnSessionEnd)
}

fn harden(headers: &mut HeaderMap, is_https: bool) {
    let always = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // With no-referrer browsers would send `Origin: null` on plain form posts.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), DEVICES),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(INSIST));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// Takes out an `Origin: null`: it says that the browser does not say. Then the token of the form decides.
pub(super) async fn unsaid(mut request: Request) -> Request {
    if request.headers().get(header::ORIGIN).is_some_and(|origin| origin == "null") {
        request.headers_mut().remove(header::ORIGIN);
    }
    request
}

/// A layer that refuses forms which another site sent, by `Sec-Fetch-Site` and `Origin`. Browsers too old to send either
/// pass: the session cookie is `SameSite=Lax`, so that such a form comes without it.
///
/// # Errors
/// When the base URL is no origin.
pub(super) fn same_site(
    base_url: &str,
) -> Result<CsrfLayer<impl FnMut(ProtectionError) -> Response + Clone + Send + Sync + 'static>, ConfigError> {
    let layer = CsrfLayer::new().add_trusted_origin(base_url)?;
    Ok(layer.with_rejection_response(|_: ProtectionError| {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    }))
}
