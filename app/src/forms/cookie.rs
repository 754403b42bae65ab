//! The cookies of ours: a session, what a browser fills in, the language that it chose, and for staff that it is known.
//! None is for anything but that.

use crate::context::Https;
use ::cookie::time::Duration;
use ::cookie::{Cookie, SameSite};
use domain::words::Language;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// The cookie of the session of who signed in.
pub const SESSION: &str = "inzage_session";
/// The cookie that holds the language that was chosen.
pub(crate) const LANGUAGE: &str = "inzage_language";
/// The cookie with the secret of what this browser typed. It ends with the browser's session.
pub(super) const FORM: &str = "inzage_form";
/// For how long a chosen language or a browser is remembered: a year, less than the 13 months that are the most for any cookie.
const REMEMBERED: Duration = Duration::days(365);

/// The cookie by which a browser is known in which staff signed in: against others using up its attempts.
pub(super) const KNOWN: &str = "inzage_known";

/// Lets the browser be known; for staff alone.
pub(super) fn set_known(response: &ResponseOptions, token: String) {
    set(response, ours(KNOWN, token).max_age(REMEMBERED));
}

/// Remembers the language that was chosen.
pub(crate) fn set_language(response: &ResponseOptions, language: Language) {
    let cookie = ours(LANGUAGE, language.code().to_owned());
    set(response, cookie.max_age(REMEMBERED));
}

pub(super) fn set_secret(response: &ResponseOptions, secret: String) {
    set(response, ours(FORM, secret));
}

/// Lets the browser forget its secret: whoever uses it next sees nothing of what was typed.
pub(super) fn drop_secret(response: &ResponseOptions) {
    set(response, ours(FORM, String::new()).max_age(Duration::ZERO));
}

/// A cookie's name as browsers know it. Behind TLS they take it from this very host alone (RFC 6265bis, 4.1.3.2).
pub fn whole_name(name: &str, is_https: bool) -> String {
    if is_https { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie, if the browser sent it.
pub(crate) fn read(headers: &HeaderMap, name: &str, is_https: bool) -> Option<String> {
    let name = whole_name(name, is_https);
    let sent = headers.get_all(COOKIE).into_iter().filter_map(|header| header.to_str().ok());
    sent.flat_map(Cookie::split_parse).flatten().find(|cookie| cookie.name() == name).map(|c| c.value().to_owned())
}

/// The session as the browser names it: whether it is still good is not asked here.
pub fn session(headers: &HeaderMap, is_https: bool) -> Option<String> {
    read(headers, SESSION, is_https)
}

/// Whether people reach this portal encrypted.
pub(crate) fn is_https() -> bool {
    use_context::<Https>().is_some_and(|https| https.0)
}

fn ours(name: &'static str, value: String) -> ::cookie::CookieBuilder<'static> {
    let name = whole_name(name, is_https());
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(is_https())
}

fn set(response: &ResponseOptions, cookie: ::cookie::CookieBuilder<'static>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
        response.append_header(SET_COOKIE, value);
    }
}
