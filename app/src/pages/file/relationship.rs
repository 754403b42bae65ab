//! How do you know us?

use super::{Asked, answer};
use crate::forms::Visit;
use crate::kit::{Button, Choice, Post, Radios, Shown};
use crate::texts::{Locale, td_string};
use domain::filing::Question;
use domain::words::Relationship;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Relationship).await?;
    let (locale, operator) = (visit.locale, &visit.office.operator().name);
    let title = td_string!(locale, filing.relationship.title, operator = operator).to_string();
    let field = asked.field("relationship", asked.draft.relationship.map_or("", Relationship::code));
    let choices = Relationship::ALL.iter().map(|one| choice(locale, *one, operator)).collect::<Vec<_>>();
    let legend = title.clone();
    let body = view! {
        <Post action=AnswerRelationship::url()>
            <Radios field legend legend_hidden=true choices/>
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(title, body)
}

fn choice(locale: Locale, relationship: Relationship, operator: &str) -> Choice {
    let hint = match relationship {
        Relationship::Customer => {
            td_string!(locale, filing.relationship.customer_hint, operator = operator).to_string()
        }
        Relationship::Signer => td_string!(locale, filing.relationship.signer_hint, operator = operator).to_string(),
        Relationship::Other => td_string!(locale, filing.relationship.other_hint).to_owned(),
    };
    Choice::new(relationship.code(), label(locale, relationship)).hint(hint)
}

/// What a person says of themselves.
pub(super) fn label(locale: Locale, relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Customer => td_string!(locale, filing.relationship.customer),
        Relationship::Signer => td_string!(locale, filing.relationship.signer),
        Relationship::Other => td_string!(locale, filing.relationship.other),
    }
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/relationship")]
pub async fn answer_relationship(
    /// Its code.
    #[server(default)]
    relationship: String,
) -> Result<(), ServerFnError> {
    answer(Question::Relationship, |draft| draft.relationship = Relationship::from_code(&relationship)).await
}
