//! A trouble of ours that could not even be kept with the form: told by its number.

use crate::forms::Visit;
use crate::kit::{Notice, Page, Shown, Tone};
use crate::texts::{td_string, troubles};
use http::StatusCode;
use leptos::prelude::*;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    let number: String = visit.param("number")?;
    let number: String = number.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    visit.set_status(StatusCode::INTERNAL_SERVER_ERROR);
    let text = troubles::text(locale, "internal", Some(&number));
    Ok(Page::new(td_string!(locale, errors.page.trouble), view! { <Notice tone=Tone::Warning>{text}</Notice> }))
}
