//! The cookies of ours: what a browser fills in, and the language that it chose. None is for anything but that.

use crate::context::Https;
use crate::language;
use ::cookie::time::Duration;
use ::cookie::{Cookie, SameSite};
use domain::words::Language;
use http::HeaderValue;
use http::header::SET_COOKIE;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

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
    let cookie = ours(language::COOKIE_NAME, language.code().to_owned());
    set(response, cookie.max_age(REMEMBERED));
}

pub(super) fn set_secret(response: &ResponseOptions, secret: String) {
    set(response, ours(FORM, secret));
}

/// Lets the browser forget its secret: whoever uses it next sees nothing of what was typed.
pub(super) fn drop_secret(response: &ResponseOptions) {
    set(response, ours(FORM, String::new()).max_age(Duration::ZERO));
}

fn ours(name: &'static str, value: String) -> ::cookie::CookieBuilder<'static> {
    let is_secure = use_context::<Https>().is_some_and(|https| https.0);
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).secure(is_secure)
}

fn set(response: &ResponseOptions, cookie: ::cookie::CookieBuilder<'static>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.build().to_string()) {
        response.append_header(SET_COOKIE, value);
    }
}
