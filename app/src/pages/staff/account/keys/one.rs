//! One passkey or security key: its name, and its end.

use super::super::super::navigation;
use super::doubted;
use crate::forms::{Form, Halt, Kept, Visit};
use crate::kit::{ErrorSummary, Page, Post, SecondaryButton, Shown, TextField, key_facts, key_name};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use domain::ids::KeyId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The key with what can be done about it.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk, id) = (visit.locale, visit.account().await?, visit.param::<KeyId>("id")?);
    let found = desk.keys().await?.into_iter().find(|key| key.id == id);
    let key = found.ok_or(Halt::Desk(DeskError::NotFound))?;
    let mut kept = visit.form(&form_of(id)).await?;
    kept.begin_with(key_name::FIELD, key.name.as_str());
    let (zone, is_faulty) = (visit.office.place().zone.clone(), kept.is_faulty());
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        <p class="piece-facts">{key_facts(locale, &zone, &key)}</p>
        {doubted(locale, &key)}
        {rename(locale, id, &kept)}
        {remove(locale, id)}
    };
    let page = Page::new(key.name, body).caption(words::key_kind(locale, key.kind)).faulty(is_faulty);
    Ok(page.back(Some(paths::ACCOUNT.to_owned())).navigation(navigation(locale, desk.role())))
}

fn form_of(id: KeyId) -> String {
    format!("account/keys/{id}")
}

fn rename(locale: Locale, id: KeyId, kept: &Kept) -> impl IntoView + use<> {
    let field = kept.field(locale, key_name::FIELD);
    view! {
        <Post action=RenameKey::url()>
            <input type="hidden" name="id" value=id.to_string()/>
            <TextField
                field
                label=td_string!(locale, staff.key.name)
                hint=td_string!(locale, staff.key.name_hint)
                autocomplete="off"
            />
            <SecondaryButton>{td_string!(locale, staff.key.name_button)}</SecondaryButton>
        </Post>
    }
}

fn remove(locale: Locale, id: KeyId) -> impl IntoView {
    view! {
        <details class="more">
            <summary>{td_string!(locale, staff.key.remove)}</summary>
            <p>{td_string!(locale, staff.key.remove_why)}</p>
            <Post action=RemoveKey::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <SecondaryButton>{td_string!(locale, staff.key.remove_button)}</SecondaryButton>
            </Post>
        </details>
    }
}

/// Gives a key another name.
#[server(prefix = "/do", endpoint = "staff/account/keys/rename")]
pub async fn rename_key(
    /// Which.
    id: KeyId,
    /// By what its owner knows it.
    #[server(default)]
    key_name: String,
) -> Result<(), ServerFnError> {
    Form::new(form_of(id), paths::key(id))
        .with(key_name::FIELD, &key_name)
        .settle(async |visit| {
            visit.account().await?.rename_key(id, key_name::named(&key_name)?).await?;
            Ok(super::super::told())
        })
        .await
}

/// Takes a key away.
#[server(prefix = "/do", endpoint = "staff/account/keys/remove")]
pub async fn remove_key(
    /// Which.
    id: KeyId,
) -> Result<(), ServerFnError> {
    Form::new(form_of(id), paths::key(id))
        .settle(async |visit| {
            let desk = visit.account().await?;
            desk.remove_key(&visit.session, id, &visit.confirmed().await?).await?;
            Ok(super::super::told())
        })
        .await
}
