//! Coming back: a mailbox, then a code. The answer is the same for every address.

use super::code;
use crate::forms::{Form, Halt, Visit};
use crate::kit::{Button, ErrorSummary, Page, Post, Shown, TextField};
use crate::paths;
use crate::texts::td_string;
use domain::filing::Mailbox;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

const FORM: &str = "return";

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    let kept = visit.form(FORM).await?;
    let is_faulty = kept.is_faulty();
    let field = kept.field(locale, "email");
    let body = view! {
        <ErrorSummary locale kept/>
        <p>{td_string!(locale, subject.back.lead)}</p>
        <Post action=ComeBack::url()>
            <TextField
                field
                label=td_string!(locale, subject.back.email)
                kind="email"
                autocomplete="email"
            />
            <Button>{td_string!(locale, subject.back.submit)}</Button>
        </Post>
        <p class="otherwise">
            {td_string!(locale, subject.back.none)} " " <a href=paths::FILE>{td_string!(locale, subject.back.start)}</a>
        </p>
    };
    Ok(Page::new(td_string!(locale, subject.back.title), body).faulty(is_faulty))
}

/// Promises a code.
#[server(prefix = "/do", endpoint = "return")]
pub async fn come_back(
    /// The mailbox, as typed.
    #[server(default)]
    email: String,
) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::RETURN)
        .with("email", &email)
        .settle(async |visit| {
            let mailbox = Mailbox::parse(&email).map_err(|problem| Halt::flaw("email", problem))?;
            let (front, caller) = (visit.office.front(), visit.caller());
            front.come_back(&visit.session, &mailbox, visit.language(), &caller).await?;
            code::expect_return(&visit, mailbox.as_str()).await?;
            Ok(paths::CODE.to_owned())
        })
        .await
}
