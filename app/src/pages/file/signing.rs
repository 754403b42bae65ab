//! For whom did you sign, and what? The page says the same whatever is found.

use super::{Asked, answer};
use crate::forms::Visit;
use crate::kit::{Button, Post, Shown, TextField};
use crate::texts::td_string;
use domain::filing::Question;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Signing).await?;
    let (locale, operator) = (visit.locale, &visit.office.operator().name);
    let organisation = asked.field("organisation", &asked.draft.organisation);
    let document = asked.field("document", &asked.draft.document);
    let body = view! {
        <p>{td_string!(locale, filing.signing.lead, operator = operator).to_string()}</p>
        <p>{td_string!(locale, filing.signing.know)}</p>
        <Post action=AnswerSigning::url()>
            <TextField
                field=organisation
                label=td_string!(locale, filing.signing.organisation)
                hint=td_string!(locale, filing.signing.organisation_hint)
            />
            <TextField
                field=document
                label=td_string!(locale, filing.signing.document)
                hint=td_string!(locale, filing.signing.document_hint)
                autocomplete="off"
            />
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(td_string!(locale, filing.signing.title), body)
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/signing")]
pub async fn answer_signing(
    /// The organisation, as the signer calls it.
    #[server(default)]
    organisation: String,
    /// The reference of the document.
    #[server(default)]
    document: String,
) -> Result<(), ServerFnError> {
    answer(Question::Signing, |draft| {
        draft.organisation = organisation;
        draft.document = document;
    })
    .await
}
