//! One's own passkeys and security keys.

pub mod add;
pub mod one;

use crate::kit::{Tag, Tone, key_facts};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::signin::OwnKey;
use domain::staff::KeyKind;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// What there is, and how to add to it.
pub(super) fn section(locale: Locale, zone: &TimeZone, keys: Vec<OwnKey>, offers_keys: bool) -> impl IntoView + use<> {
    let list = if keys.is_empty() {
        view! { <p>{td_string!(locale, staff.key.none)}</p> }.into_any()
    } else {
        let items = keys.into_iter().map(|key| item(locale, zone, key)).collect_view();
        view! { <ul class="pieces">{items}</ul> }.into_any()
    };
    let add = || {
        view! {
            <p class="buttons">
                <a class="button secondary" href=paths::new_key(KeyKind::Passkey)>
                    {td_string!(locale, staff.key.add_passkey)}
                </a>
                <a class="button secondary" href=paths::new_key(KeyKind::SecurityKey)>
                    {td_string!(locale, staff.key.add_security_key)}
                </a>
            </p>
        }
    };
    view! {
        <h2>{td_string!(locale, staff.key.title)}</h2>
        <p class="hint">{td_string!(locale, staff.key.lead)}</p>
        {list}
        {offers_keys.then(add)}
    }
}

fn item(locale: Locale, zone: &TimeZone, key: OwnKey) -> impl IntoView + use<> {
    let change = td_string!(locale, staff.key.change_of, name = &key.name).to_string();
    let (path, facts, doubted) = (paths::key(key.id), key_facts(locale, zone, &key), doubted(locale, &key));
    let kind = view! { <span>{words::key_kind(locale, key.kind)}</span> };
    view! {
        <li class="piece">
            <h3>{key.name}</h3>
            <p class="piece-facts">{kind} {facts}</p>
            {doubted}
            <p><a href=path aria-label=change>{td_string!(locale, staff.key.change)}</a></p>
        </li>
    }
}

/// That it opens nothing any more, and why.
fn doubted(locale: Locale, key: &OwnKey) -> Option<AnyView> {
    let told = || {
        view! {
            <p><Tag tone=Tone::Warning text=td_string!(locale, staff.key.doubted)/></p>
            <p>{td_string!(locale, staff.key.doubted_why)}</p>
        }
        .into_any()
    };
    key.doubted.map(|_| told())
}
