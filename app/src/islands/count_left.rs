//! How many characters are left.
#![allow(missing_docs, reason = "the macro writes a struct of its own")]

use super::grouped;
use leptos::prelude::*;

/// Counts how many characters are left in the text area of this id, as they are typed.
///
/// Without a script it shows `before`, which tells the limit.
#[island]
pub fn CountLeft(
    /// The id of the text area.
    of: String,
    /// The most characters that are taken.
    max: usize,
    /// What stands between thousands.
    thousands: char,
    /// What it says before anything was counted.
    before: String,
    /// What it says while characters are left; `#` stands for their number.
    left: String,
    /// What it says when there are too many; `#` stands for their number.
    over: String,
) -> impl IntoView {
    let count = RwSignal::new(None::<usize>);
    // Once the island lives: what it says until then must be what the server sent.
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| watch(of.clone(), count));
    #[cfg(not(feature = "hydrate"))]
    let _ = of;
    let text = move || match count.get() {
        None => before.clone(),
        Some(count) if count <= max => left.replace('#', &grouped(max - count, thousands)),
        Some(count) => over.replace('#', &grouped(count - max, thousands)),
    };
    let is_over = move || count.get().is_some_and(|count| count > max);
    view! { <p class="hint count" class:over=is_over>{text}</p> }
}

/// Counts now, and whenever something is typed.
#[cfg(feature = "hydrate")]
fn watch(id: String, count: RwSignal<Option<usize>>) {
    use leptos::wasm_bindgen::JsCast as _;
    use leptos::web_sys::HtmlTextAreaElement;
    let found = document().get_element_by_id(&id).and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(area) = found else { return };
    let read = move || count.set(Some(area.value().chars().count()));
    read();
    leptos::leptos_dom::helpers::window_event_listener(leptos::ev::input, move |event| {
        if event_target::<leptos::web_sys::Element>(&event).id() == id {
            read();
        }
    });
}
