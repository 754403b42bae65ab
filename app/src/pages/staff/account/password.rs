//! Another password for one's own account.

use super::super::{at_password, new_password, same_password};
use crate::forms::{Flaw, Form, Halt, Kept};
use crate::kit::{Post, SecondaryButton, TextField};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

pub(super) const FORM: &str = "account/password";

pub(super) fn section(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let (old, fields) = (kept.field(locale, "old_password"), new_password(locale, kept));
    view! {
        <h2>{td_string!(locale, staff.account.password)}</h2>
        <p>{td_string!(locale, staff.account.password_why)}</p>
        <Post action=ChangePassword::url()>
            <TextField
                field=old
                label=td_string!(locale, staff.account.old)
                kind="password"
                autocomplete="current-password"
            />
            {fields}
            <SecondaryButton>{td_string!(locale, staff.account.password_button)}</SecondaryButton>
        </Post>
    }
}

/// Changes the password. None of them is kept, whatever happens.
#[server(prefix = "/do", endpoint = "staff/account/password")]
pub async fn change_password(
    /// The one that is good now.
    #[server(default)]
    old_password: String,
    /// The one that is to be.
    #[server(default)]
    new_password: String,
    /// The same once more.
    #[server(default)]
    again: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::ACCOUNT)
        .settle(async |visit| {
            let desk = visit.account().await?;
            same_password(&new_password, &again)?;
            let changed = desk.change_password(&visit.session, &old_password, &new_password).await;
            changed.map_err(at_field)?;
            Ok(super::told())
        })
        .await
}

fn at_field(error: DeskError) -> Halt {
    match error {
        DeskError::WrongPassword => Halt::flaw("old_password", Flaw::NotAccepted),
        other => at_password(other),
    }
}
