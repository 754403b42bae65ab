//! For whom, if not for oneself? Authority can be shown later; the person is told where possible.

use super::{Asked, answer};
use crate::forms::Visit;
use crate::kit::{Button, Post, Shown, TextField};
use crate::texts::td_string;
use domain::filing::Question;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Represented).await?;
    let locale = visit.locale;
    let name = asked.field("represented_name", &asked.draft.represented_name);
    let email = asked.field("represented_email", &asked.draft.represented_email);
    let body = view! {
        <p>{td_string!(locale, filing.represented.authority)}</p>
        <Post action=AnswerRepresented::url()>
            <TextField
                field=name
                label=td_string!(locale, filing.represented.name)
                hint=td_string!(locale, filing.represented.name_hint)
                autocomplete="off"
            />
            <TextField
                field=email
                label=td_string!(locale, filing.represented.email)
                hint=td_string!(locale, filing.represented.email_hint)
                kind="email"
                autocomplete="off"
            />
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(td_string!(locale, filing.represented.title), body)
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/represented")]
pub async fn answer_represented(
    /// The name of the person.
    #[server(default)]
    represented_name: String,
    /// That person's mailbox, if it is known.
    #[server(default)]
    represented_email: String,
) -> Result<(), ServerFnError> {
    answer(Question::Represented, |draft| {
        draft.represented_name = represented_name;
        draft.represented_email = represented_email;
    })
    .await
}
