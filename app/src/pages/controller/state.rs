use crate::kit::{Tag, Tone};
use crate::texts::{Locale, td_string};
use desk::controller::InboxRow;
use leptos::prelude::*;

/// Where a forwarded request stands, as its controller sees it.
pub(super) fn tag(locale: Locale, row: &InboxRow) -> impl IntoView + use<> {
    let (tone, text) = match (row.withdrawn, row.forwarding.acknowledged) {
        (true, _) => (Tone::Quiet, td_string!(locale, controller.state.withdrawn)),
        (false, Some(_)) => (Tone::Good, td_string!(locale, controller.state.acknowledged)),
        (false, None) => (Tone::Warning, td_string!(locale, controller.state.waiting)),
    };
    view! { <Tag tone text/> }
}
