//! One more passkey or security key.

use super::super::super::navigation;
use crate::forms::{Form, Halt, Kept, Visit};
use crate::kit::{ErrorSummary, KeyForm, Page, Shown, TextField, key_name};
use crate::paths;
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use domain::staff::KeyKind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "account/new-key";

/// Asks for a name and the key; before that, who it is, for the key opens the account from then on.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk) = (visit.locale, visit.account().await?);
    let kind = KeyKind::from_code(&visit.param::<String>("kind")?).ok_or(Halt::Desk(DeskError::NotFound))?;
    if let Err(unconfirmed) = visit.confirmed().await {
        visit.interrupt(&paths::new_key(kind)).await;
        return Err(unconfirmed);
    }
    let mut kept = visit.form(FORM).await?;
    kept.begin_with(key_name::FIELD, words::key_kind(locale, kind));
    let (title, why) = match kind {
        KeyKind::Passkey => (td_string!(locale, staff.key.add_passkey), td_string!(locale, staff.enrol.passkey_why)),
        KeyKind::SecurityKey => {
            (td_string!(locale, staff.key.add_security_key), td_string!(locale, staff.enrol.security_key_why))
        }
    };
    let is_faulty = kept.is_faulty();
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        <p>{why} " " {td_string!(locale, staff.key.add_lead)}</p>
        {form(locale, kind, &kept)}
    };
    let page = Page::new(title, body).faulty(is_faulty).back(Some(paths::ACCOUNT.to_owned()));
    Ok(page.navigation(navigation(locale, desk.role())))
}

fn form(locale: Locale, kind: KeyKind, kept: &Kept) -> impl IntoView + use<> {
    let field = kept.field(locale, key_name::FIELD);
    let label = match kind {
        KeyKind::Passkey => td_string!(locale, staff.key.make_passkey),
        KeyKind::SecurityKey => td_string!(locale, staff.key.make_security_key),
    };
    view! {
        <KeyForm locale action=AddKey::url() ask=paths::ask_new_key(kind) makes=true label>
            <input type="hidden" name="kind" value=kind.code()/>
            <TextField
                field
                label=td_string!(locale, staff.key.name)
                hint=td_string!(locale, staff.key.name_hint)
                autocomplete="off"
            />
        </KeyForm>
    }
}

/// Keeps one more.
#[server(prefix = "/do", endpoint = "staff/account/keys/add")]
pub async fn add_key(
    /// What the browser brought back, as it wrote it.
    #[server(default)]
    signed: String,
    /// What it is to be.
    kind: KeyKind,
    /// By what its owner knows it.
    #[server(default)]
    key_name: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::new_key(kind))
        .with(key_name::FIELD, &key_name)
        .settle(async |visit| {
            let (desk, name) = (visit.account().await?, key_name::named(&key_name)?);
            desk.add_key(&visit.session, &signed, name, &visit.confirmed().await?).await?;
            Ok(super::super::told())
        })
        .await
}
