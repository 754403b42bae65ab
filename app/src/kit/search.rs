//! A search within a list.

use leptos::prelude::*;

/// A search within a list; it needs no script, and its words stand in the address, for they are no personal data.
#[component]
pub fn Search(
    /// Which page it leads to.
    #[prop(into)]
    action: String,
    /// What can be searched for.
    label: &'static str,
    /// What was searched for.
    #[prop(into)]
    words: String,
    /// What the button does.
    button: &'static str,
) -> impl IntoView {
    view! {
        <form method="get" action=action class="inline-form" role="search">
            <div class="field">
                <label for="q">{label}</label>
                <input id="q" name="q" value=words autocomplete="off"/>
            </div>
            <button class="button secondary" type="submit">{button}</button>
        </form>
    }
}
