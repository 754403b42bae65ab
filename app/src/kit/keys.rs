//! Forms that a passkey or security key fills in, and what is said of one.

use super::{Post, Time};
use crate::forms::{Flaw, Halt, Result, lines};
use crate::islands::{KeySays, UseKey};
use crate::texts::{Locale, td_string};
use desk::signin::OwnKey;
use jiff::tz::TimeZone;
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

/// Since when it is there, and when it was used last.
pub fn key_facts(locale: Locale, zone: &TimeZone, key: &OwnKey) -> impl IntoView + use<> {
    let (added, zone) = (key.added, zone.clone());
    let used = match key.used {
        Some(at) => {
            let zone = zone.clone();
            view! { {td_string!(locale, staff.key.used)} " " <Time locale at zone/> }.into_any()
        }
        None => td_string!(locale, staff.key.unused).into_any(),
    };
    view! {
        <span>{td_string!(locale, staff.key.added)} " " <Time locale at=added zone/></span>
        <span>{used}</span>
    }
}

/// The name by which its owner knows a key.
pub mod key_name {
    use super::{Flaw, Halt, Result, lines};

    /// Its form control.
    pub const FIELD: &str = "key_name";
    /// The most characters of one.
    const MAX: usize = 60;

    /// A name that can be kept.
    ///
    /// # Errors
    /// The flaw of the field.
    pub fn named(name: &str) -> Result<&str> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Halt::flaw(FIELD, Flaw::Missing));
        }
        lines(FIELD, name, MAX).map(|()| name)
    }
}
