//! Who are you, and where do we answer?

use super::{Asked, answer};
use crate::forms::Visit;
use crate::kit::{Button, Choice, Post, Radios, Shown, TextField};
use crate::texts::{td_string, words};
use domain::filing::Question;
use domain::words::{Language, Relationship};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Contact).await?;
    let (locale, draft) = (visit.locale, &asked.draft);
    let is_signer = draft.relationship.is_some_and(Relationship::is_processed_for_others);
    let email_hint = if is_signer {
        td_string!(locale, filing.contact.email_hint_signer)
    } else {
        td_string!(locale, filing.contact.email_hint)
    };
    let [name, email] = [asked.field("name", &draft.name), asked.field("email", &draft.email)];
    let number = (draft.relationship == Some(Relationship::Customer)).then(|| {
        view! {
            <TextField
                field=asked.field("customer_number", &draft.customer_number)
                label=td_string!(locale, filing.contact.customer_number)
                hint=td_string!(locale, filing.contact.customer_number_hint)
                class="narrow"
                autocomplete="off"
            />
        }
    });
    let language = draft.language.unwrap_or_else(|| visit.language());
    let language = asked.field("language", language.code());
    let choices =
        Language::ALL.iter().map(|one| Choice::new(one.code(), words::language(locale, *one))).collect::<Vec<_>>();
    let body = view! {
        <Post action=AnswerContact::url()>
            <TextField
                field=name
                label=td_string!(locale, filing.contact.name)
                hint=td_string!(locale, filing.contact.name_hint)
                autocomplete="name"
            />
            <TextField
                field=email
                label=td_string!(locale, filing.contact.email)
                hint=email_hint
                kind="email"
                autocomplete="email"
            />
            {number}
            <Radios field=language legend=td_string!(locale, filing.contact.language) choices/>
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(td_string!(locale, filing.contact.title), body)
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/contact")]
pub async fn answer_contact(
    /// How the person wants to be called.
    #[server(default)]
    name: String,
    /// The mailbox.
    #[server(default)]
    email: String,
    /// The customer number.
    #[server(default)]
    customer_number: String,
    /// The code of the language.
    #[server(default)]
    language: String,
) -> Result<(), ServerFnError> {
    answer(Question::Contact, |draft| {
        draft.name = name;
        draft.email = email;
        draft.customer_number = customer_number;
        draft.language = Language::from_code(&language);
    })
    .await
}
