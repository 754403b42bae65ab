//! Bare errors put into words.
//!
//! Handlers and layers answer what goes wrong with a status and nothing else. Here a browser gets the portal's own page
//! for it, in the person's language, with the number under which the log tells more.

use super::Web;
use app::shell;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use leptos::prelude::provide_context;
use leptos_axum::render_app_async_with_context;
use std::any::Any;

/// A path that no page has.
const NOWHERE: &str = "/-";

/// Renders `app`'s page in place of a bare error, if a browser asked.
pub(super) async fn in_words(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(status) = bare_error(&response).filter(|_| wants_page(&asked)) else { return response };
    let mut page = page(&web, asked, status).await;
    *page.status_mut() = status;
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

/// The status of an error that says nothing for itself.
fn bare_error(response: &Response) -> Option<StatusCode> {
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    // A server function that could not read its arguments sends the browser back with the error in the URL. No form of
    // ours sends such arguments, and their values do not belong into a URL.
    if header(header::LOCATION).is_some_and(|location| location.contains("__err=")) {
        return Some(StatusCode::BAD_REQUEST);
    }
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    (is_error && header(header::CONTENT_TYPE).is_none()).then_some(response.status())
}

fn wants_page(asked: &Parts) -> bool {
    asked.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|a| a.contains("text/html"))
}

/// The page that `app` shows where no page is; the status in its context tells what it is about.
async fn page(web: &Web, mut asked: Parts, status: StatusCode) -> Response {
    asked.method = Method::GET;
    asked.uri = Uri::from_static(NOWHERE);
    let (context, options) = (web.clone(), web.options.clone());
    let provide = move || {
        provide_context(status);
        context.provide();
    };
    render_app_async_with_context(provide, move || shell(options.clone()))(Request::from_parts(asked, Body::empty()))
        .await
}

/// A panic is an error without a cause to show; the hook logged where.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> http::Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
