//! Where the link in an invitation leads.

use crate::forms::{Form, Visit};
use crate::kit::{Button, ErrorSummary, Page, Post, Shown};
use crate::paths;
use crate::texts::td_string;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "invitation";

/// Asks for a password. The same for any link, good or not, and nothing is used up by looking.
pub async fn page(visit: Visit) -> Shown {
    let (locale, token) = (visit.locale, visit.param::<String>("token")?);
    let kept = visit.form(FORM).await?;
    let (fields, is_faulty) = (super::new_password(locale, &kept), kept.is_faulty());
    let lead = td_string!(locale, staff.invited.lead, operator = &visit.office.operator().name).to_string();
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{lead}</p>
        <Post action=AcceptInvitation::url()>
            <input type="hidden" name="token" value=token/>
            {fields}
            <Button>{td_string!(locale, staff.invited.button)}</Button>
        </Post>
    };
    Ok(Page::new(td_string!(locale, staff.invited.title), body).faulty(is_faulty))
}

/// Opens the account with a password, which is not kept, whatever happens.
#[server(prefix = "/do", endpoint = "staff/invitation")]
pub async fn accept_invitation(
    /// The secret of the link.
    #[server(default)]
    token: String,
    /// The password.
    #[server(default)]
    new_password: String,
    /// The same once more.
    #[server(default)]
    again: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, path(&token))
        .settle(async |visit| {
            super::same_password(&new_password, &again)?;
            let (front, caller) = (visit.office.front(), visit.caller());
            let accepted = front.accept_invitation(&visit.session, (&token, &new_password), &caller).await;
            accepted.map_err(super::at_password)?;
            Ok(paths::SECOND_FACTOR.to_owned())
        })
        .await
}

/// The page of a link. What no link of ours holds is not put into a path.
fn path(token: &str) -> String {
    let is_ours = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_ours { format!("{}/{token}", paths::INVITATION) } else { paths::STAFF_SIGN_IN.to_owned() }
}
