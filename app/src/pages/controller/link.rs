//! Where the link in the mail to a controller leads.

use crate::forms::{Form, Visit};
use crate::kit::{Button, ErrorSummary, Page, Post, Shown};
use crate::pages::code;
use crate::paths;
use crate::texts::td_string;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

const FORM: &str = "controller-link";

/// Explains who writes and why, and offers to send a code. The same for any link, good or not, and nothing is used up.
pub async fn page(visit: Visit) -> Shown {
    let token: String = visit.param("token")?;
    let (locale, kept) = (visit.locale, visit.form(FORM).await?);
    let operator = &visit.office.operator().name;
    let is_faulty = kept.is_faulty();
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, controller.link.who, operator = operator).to_string()}</p>
        <p>{td_string!(locale, controller.link.why, operator = operator).to_string()}</p>
        <p>{td_string!(locale, controller.link.code)}</p>
        <Post action=OpenLink::url()>
            <input type="hidden" name="token" value=token/>
            <Button>{td_string!(locale, controller.link.button)}</Button>
        </Post>
        <p class="aside">{td_string!(locale, controller.link.basis)}</p>
    };
    let title = td_string!(locale, controller.link.title, operator = operator).to_string();
    Ok(Page::new(title, body).faulty(is_faulty))
}

/// The page of a link. What no link of ours holds is not put into a path.
fn path(token: &str) -> String {
    let is_ours = token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_ours { format!("{}/link/{token}", paths::CONTROLLER) } else { paths::CONTROLLER_SIGN_IN.to_owned() }
}

/// Has a code sent to whom the link was sent.
#[server(prefix = "/do", endpoint = "controller/link")]
pub async fn open_link(
    /// The secret of the link.
    #[server(default)]
    token: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, path(&token))
        .settle(async |visit| {
            visit.office.front().open_link(&visit.session, &token, &visit.caller()).await?;
            code::expect_controller(&visit).await?;
            Ok(paths::CODE.to_owned())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_secret_of_ours_gets_into_a_path() {
        assert_eq!(path("aZ0-_9"), "/controller/link/aZ0-_9");
        for token in ["../staff", "a/b", "a?b", "a\r\nLocation: x", "é", "%2e"] {
            assert_eq!(path(token), paths::CONTROLLER_SIGN_IN, "{token}");
        }
    }
}
