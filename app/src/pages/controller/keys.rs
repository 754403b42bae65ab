//! The passkeys with which a controller's people come in.

use super::navigation;
use crate::forms::{Form, Visit};
use crate::kit::{
    ErrorSummary, KeyForm, Notice, Page, Post, SecondaryButton, Shown, TextField, Tone, key_facts, key_name,
};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::signin::OwnKey;
use domain::ids::KeyId;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "controller/keys";

/// What there is, and one more.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.controller().await?);
    let (name, keys, kept) = (desk.name().await?, desk.keys().await?, visit.form(FORM).await?);
    let (zone, is_faulty) = (visit.office.place().zone.clone(), kept.is_faulty());
    let list = if keys.is_empty() {
        view! { <p>{td_string!(locale, staff.key.none)}</p> }.into_any()
    } else {
        let items = keys.into_iter().map(|key| item(locale, &zone, key)).collect_view();
        view! { <ul class="pieces">{items}</ul> }.into_any()
    };
    let done = visit.query("done").map(|_| {
        view! { <div role="status"><Notice tone=Tone::Good><p>{td_string!(locale, controller.keys.done)}</p></Notice></div> }
    });
    let field = kept.field(locale, key_name::FIELD);
    let add = visit.office.offers_keys().then(|| {
        view! {
            <h2>{td_string!(locale, staff.key.add_passkey)}</h2>
            <p>{td_string!(locale, controller.keys.told)}</p>
            <KeyForm
                locale
                action=AddPasskey::url()
                ask=paths::ASK_CONTROLLER_KEY
                makes=true
                label=td_string!(locale, staff.key.make_passkey)
            >
                <TextField
                    field
                    label=td_string!(locale, staff.key.name)
                    hint=td_string!(locale, staff.key.name_hint)
                    autocomplete="off"
                />
            </KeyForm>
        }
    });
    let body = view! {
        <ErrorSummary locale kept/>
        {done}
        <p>{td_string!(locale, controller.keys.lead)}</p>
        {list}
        {add}
    };
    let page = Page::new(td_string!(locale, controller.keys.title), body).caption(name).faulty(is_faulty);
    Ok(page.back(Some(paths::CONTROLLER.to_owned())).navigation(navigation(locale)))
}

fn item(locale: Locale, zone: &TimeZone, key: OwnKey) -> impl IntoView + use<> {
    let facts = key_facts(locale, zone, &key);
    let label = td_string!(locale, controller.keys.remove_of, name = &key.name).to_string();
    view! {
        <li class="piece">
            <h2>{key.name}</h2>
            <p class="piece-facts">{facts}</p>
            <Post action=RemovePasskey::url()>
                <input type="hidden" name="id" value=key.id.to_string()/>
                <SecondaryButton>{label}</SecondaryButton>
            </Post>
        </li>
    }
}

fn done() -> String {
    format!("{}?done=yes", paths::CONTROLLER_KEYS)
}

/// Keeps one more.
#[server(prefix = "/do", endpoint = "controller/keys/add")]
pub async fn add_passkey(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
    /// By what it is known.
    #[server(default)]
    key_name: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CONTROLLER_KEYS)
        .with(key_name::FIELD, &key_name)
        .settle(async |visit| {
            let (desk, name) = (visit.controller().await?, key_name::named(&key_name)?);
            desk.add_key(&visit.session, &signed, name).await?;
            Ok(done())
        })
        .await
}

/// Takes one away.
#[server(prefix = "/do", endpoint = "controller/keys/remove")]
pub async fn remove_passkey(
    /// Which.
    id: KeyId,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::CONTROLLER_KEYS)
        .settle(async |visit| {
            visit.controller().await?.remove_key(id).await?;
            Ok(done())
        })
        .await
}
