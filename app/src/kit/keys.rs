//! Forms that a passkey or security key fills in.

use super::Post;
use crate::islands::{KeySays, UseKey};
use crate::texts::{Locale, td_string};
use leptos::prelude::*;

/// The form control in which a browser sends what a key signed.
pub const SIGNED: &str = "signed";

/// A form with one button, which a passkey or security key answers. Without a script it says that there are other ways.
#[component]
pub fn KeyForm(
    /// The language of the page.
    locale: Locale,
    /// Where: `SendIt::url()`.
    action: &'static str,
    /// Where the browser gets what to ask of the key.
    #[prop(into)]
    ask: String,
    /// Whether a key is made by it, and not used.
    #[prop(optional)]
    makes: bool,
    /// What its button says.
    #[prop(into)]
    label: String,
    /// Whether it is not the way on.
    #[prop(optional)]
    secondary: bool,
    /// What else is asked in it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = if secondary { "button secondary" } else { "button" }.to_owned();
    let says = KeySays {
        lifeless: td_string!(locale, staff.key.no_script).to_owned(),
        waiting: td_string!(locale, staff.key.waiting).to_owned(),
        unsupported: td_string!(locale, staff.key.unsupported).to_owned(),
        cancelled: td_string!(locale, staff.key.cancelled).to_owned(),
        taken: td_string!(locale, staff.key.taken).to_owned(),
        elsewhere: td_string!(locale, staff.key.elsewhere).to_owned(),
        failed: td_string!(locale, staff.key.failed).to_owned(),
    };
    view! {
        <Post action=action class="key">
            {children.map(|children| children())}
            <input type="hidden" name=SIGNED/>
            <UseKey ask makes label class says/>
        </Post>
    }
}
