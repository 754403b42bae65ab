//! A token in every form: that the form stood on a page of ours, made for this browser in this session.
//!
//! It is a keyed hash of the session's cookie, under a key that the browser's form cookie yields. Another site knows
//! neither; and every step that changes the session, in or out, makes it another one.

use super::cookie;
use desk::front::DraftSecret;
use http::HeaderMap;

/// The hidden control that carries it: the first of its form.
pub const FIELD: &str = "form_token";

/// What stands for a session that there is not.
const NO_SESSION: &str = "";

/// What the server found about the token of a form that was sent. Without it no form is acted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vouched {
    /// It is the right one, or none is needed here.
    Right,
    /// It is not, though the browser says that the form came from a page of ours: one that stood open while somebody
    /// signed in or out, or while the browser was closed.
    Stale,
}

/// Whether a form with these headers may bear this token. One that is `open` to everybody may also bear that of its page
/// before there was a session: sending it began one, and who sends it twice is to find the first.
pub fn is_right(headers: &HeaderMap, is_https: bool, token: &str, open: bool) -> bool {
    let secret = cookie::read(headers, cookie::FORM, is_https).and_then(|text| DraftSecret::from_cookie(&text));
    let vouches = |secret: DraftSecret| {
        secret.vouches(&session(headers, is_https), token) || (open && secret.vouches(NO_SESSION, token))
    };
    secret.is_some_and(vouches)
}

/// The token of the forms on a page that was asked for with these headers.
pub(super) fn of(secret: &DraftSecret, headers: &HeaderMap, is_https: bool) -> String {
    secret.token(&session(headers, is_https))
}

fn session(headers: &HeaderMap, is_https: bool) -> String {
    cookie::session(headers, is_https).unwrap_or_else(|| NO_SESSION.to_owned())
}
