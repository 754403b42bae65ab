//! What about this right? For access nothing need be said: everything is the default (Art. 15).

use super::{Asked, answer, written};
use crate::forms::{Halt, Visit};
use crate::islands::CountLeft;
use crate::kit::{Button, Post, Shown, TextArea};
use crate::texts::flaws::{number, thousands};
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use domain::filing::{Question, TEXT_MAX};
use domain::words::Right;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let code: String = visit.param("right")?;
    let right = Right::from_code(&code).ok_or(Halt::Desk(DeskError::NotFound))?;
    let asked = Asked::now(&visit, Question::Detail(right)).await?;
    let locale = visit.locale;
    let (title, label, hint) = texts(locale, right);
    let lead = (right == Right::Access).then(|| td_string!(locale, filing.detail.access.lead));
    let field = asked.field("detail", asked.draft.detail(right));
    let body = view! {
        <p class="quiet-text">{format!("{} – {}", words::right(locale, right), words::article(locale, right))}</p>
        {lead.map(|lead| view! { <p>{lead}</p> })}
        <Post action=AnswerDetail::url()>
            <input type="hidden" name="right" value=right.code()/>
            <TextArea field label hint counter=counter(locale)/>
            <Button>{td_string!(locale, filing.continue_on)}</Button>
        </Post>
    };
    asked.page(title, body)
}

/// Tells the limit; with a script, how much of it is left.
fn counter(locale: Locale) -> AnyView {
    view! {
        <CountLeft
            of="detail".to_owned()
            max=TEXT_MAX
            thousands=thousands(locale)
            before=td_string!(locale, filing.detail.limit, max = number(locale, TEXT_MAX)).to_string()
            left=td_string!(locale, filing.detail.left).to_owned()
            over=td_string!(locale, filing.detail.over).to_owned()
        />
    }
    .into_any()
}

/// Title, label and hint of a right's question.
fn texts(locale: Locale, right: Right) -> (&'static str, &'static str, &'static str) {
    macro_rules! of {
        ($right:ident) => {
            (
                td_string!(locale, filing.detail.$right.title),
                td_string!(locale, filing.detail.$right.label),
                td_string!(locale, filing.detail.$right.hint),
            )
        };
    }
    match right {
        Right::Access => of!(access),
        Right::Rectification => of!(rectification),
        Right::Erasure => of!(erasure),
        Right::Restriction => of!(restriction),
        Right::Portability => of!(portability),
        Right::Objection => of!(objection),
        Right::AutomatedDecision => of!(automated_decision),
        Right::ConsentWithdrawal => of!(consent_withdrawal),
    }
}

/// Takes the answer.
#[server(prefix = "/do", endpoint = "file/detail")]
pub async fn answer_detail(
    /// The code of the right.
    #[server(default)]
    right: String,
    /// What was said about it.
    #[server(default)]
    detail: String,
) -> Result<(), ServerFnError> {
    let Some(right) = Right::from_code(&right) else {
        return answer(Question::Rights, |_| ()).await;
    };
    answer(Question::Detail(right), |draft| {
        draft.details.insert(right, written(&detail));
    })
    .await
}
