//! In which language a page speaks: as chosen, else as the browser asks, else the operator's.

use crate::forms::cookie;
use crate::texts::Locale;
use desk::Office;
use domain::words::Language;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use leptos::prelude::{expect_context, use_context};

/// The language of the page that is being rendered.
pub(crate) fn of_page() -> Locale {
    let wanted = use_context::<Parts>().and_then(|parts| wanted(&parts.headers));
    wanted.unwrap_or_else(|| expect_context::<Office>().operator().language).into()
}

/// The language that the browser was told to use or asks for, if we speak it.
pub(crate) fn wanted(headers: &HeaderMap) -> Option<Language> {
    cookie::read(headers, cookie::LANGUAGE, cookie::is_https())
        .and_then(|code| Language::from_code(&code))
        .or_else(|| headers.get(ACCEPT_LANGUAGE)?.to_str().ok().and_then(asked_for))
}

/// The best language of ours in an `Accept-Language` header (RFC 9110, 12.5.4): by weight, then by order.
fn asked_for(header: &str) -> Option<Language> {
    let mut best: Option<(Language, u16)> = None;
    for part in header.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let tag = pieces.next().unwrap_or_default().to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(Some(1000), thousandths).unwrap_or(0);
        if let Some(language) = Language::from_code(primary)
            && weight > best.map_or(0, |(_, weight)| weight)
        {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

/// A weight between 0 and 1 with up to three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 {
        return None;
    }
    let value = whole.parse::<u16>().ok()?.checked_mul(1000)?.checked_add(format!("{decimals:0<3}").parse().ok()?)?;
    (value <= 1000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use http::header::COOKIE;

    #[test]
    fn a_browser_gets_the_language_that_it_likes_best_of_ours() {
        let cases = [
            ("nl", Some(Language::Dutch)),
            ("nl-BE,en;q=0.5", Some(Language::Dutch)),
            ("de,fr;q=0.9,en;q=0.8,nl;q=0.7", Some(Language::English)),
            ("en;q=0.1, NL;q=0.9", Some(Language::Dutch)),
            ("en;q=0,nl;q=0.001", Some(Language::Dutch)),
            ("en,nl", Some(Language::English)),
            ("de", None),
            ("nl;q=0", None),
            ("nl;q=2, en;q=abc, ,;;", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(asked_for(header), expected, "{header}");
        }
    }

    #[test]
    fn what_was_chosen_wins() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("nl"));
        headers.insert(COOKIE, HeaderValue::from_static("other=nl; inzage_language=en"));
        assert_eq!(wanted(&headers), Some(Language::English));
        headers.insert(COOKIE, HeaderValue::from_static("inzage_language=tlh"));
        assert_eq!(wanted(&headers), Some(Language::Dutch));
    }
}
