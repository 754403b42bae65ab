//! What do you want to do? Every right, in everyday words.

use super::{Asked, answer};
use crate::forms::{Field, Visit};
use crate::kit::{Button, Checkboxes, Choice, Post, Shown};
use crate::texts::{Locale, td_string, words};
use domain::filing::Question;
use domain::words::Right;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Rights).await?;
    let locale = visit.locale;
    let title = td_string!(locale, filing.rights.title);
    let values = asked.draft.chosen().map(|right| right.code().to_owned()).collect();
    let field = Field { values, ..asked.field("rights", "") };
    let choices = Right::ALL.iter().map(|right| choice(locale, *right)).collect::<Vec<_>>();
    let body = view! {
        <Post action=AnswerRights::url()>
            <Checkboxes field legend=title legend_hidden=true hint=td_string!(locale, filing.rights.hint) choices/>
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(title, body)
}

fn choice(locale: Locale, right: Right) -> Choice {
    let what = match right {
        Right::Access => td_string!(locale, filing.rights.what.access),
        Right::Rectification => td_string!(locale, filing.rights.what.rectification),
        Right::Erasure => td_string!(locale, filing.rights.what.erasure),
        Right::Restriction => td_string!(locale, filing.rights.what.restriction),
        Right::Portability => td_string!(locale, filing.rights.what.portability),
        Right::Objection => td_string!(locale, filing.rights.what.objection),
        Right::AutomatedDecision => td_string!(locale, filing.rights.what.automated_decision),
        Right::ConsentWithdrawal => td_string!(locale, filing.rights.what.consent_withdrawal),
    };
    Choice::new(right.code(), words::right(locale, right)).hint(what).aside(words::article(locale, right))
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/rights")]
pub async fn answer_rights(
    /// The codes of the rights that were ticked.
    #[server(default)]
    rights: Vec<String>,
) -> Result<(), ServerFnError> {
    let rights = rights.iter().filter_map(|code| Right::from_code(code)).collect();
    answer(Question::Rights, |draft| draft.rights = rights).await
}
