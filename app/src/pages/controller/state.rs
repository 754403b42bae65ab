use crate::kit::{Tag, Tone};
use crate::texts::{Locale, td_string};
use desk::controller::InboxRow;
use domain::forwarding::ForwardingStanding;
use leptos::prelude::*;

/// Where a forwarded request stands, as its controller sees it.
pub(super) fn tag(locale: Locale, row: &InboxRow) -> impl IntoView + use<> {
    let (tone, text) = match row.forwarding.standing() {
        ForwardingStanding::Answered => (Tone::Good, td_string!(locale, controller.state.answered)),
        ForwardingStanding::Disputed => (Tone::Quiet, td_string!(locale, controller.state.disputed)),
        _ if row.withdrawn => (Tone::Quiet, td_string!(locale, controller.state.withdrawn)),
        ForwardingStanding::Acknowledged => (Tone::Good, td_string!(locale, controller.state.acknowledged)),
        ForwardingStanding::Told | ForwardingStanding::Underway => {
            (Tone::Warning, td_string!(locale, controller.state.waiting))
        }
    };
    view! { <Tag tone text/> }
}
