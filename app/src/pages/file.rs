//! The journey of a filing: one question a page. The draft itself knows the order ([`Draft::journey`]) and what is wrong;
//! the pages ask it.

pub mod about;
pub mod ask;
pub mod check;
pub mod contact;
mod enclosed;
pub mod relationship;
pub mod represented;
pub mod rights;
pub mod signing;

use crate::forms::{Field, Form, Halt, Kept, Visit, named};
use crate::kit::{ErrorSummary, Notice, Page, Shown, Tone};
use crate::paths;
use crate::texts::{Locale, asks, td_string};
use domain::filing::{About, Draft, Question};
use domain::words::Right;
use leptos::prelude::*;

/// The key under which a trouble on the journey is kept; the answers themselves are the draft.
const FORM: &str = "journey";

/// A question that may be asked now: the draft so far, and the form as it is to be shown.
struct Asked {
    locale: Locale,
    question: Question,
    draft: Draft,
    kept: Kept,
}

impl Asked {
    /// The draft of this browser, or on to the first question that is still open.
    async fn now(visit: &Visit, question: Question) -> Result<Self, Halt> {
        let front = visit.office.front();
        let draft = match visit.known_secret() {
            Some(secret) => front.draft(secret).await?,
            None => Draft::default(),
        };
        let reachable = draft.reachable(question);
        if reachable != question {
            return Err(Halt::Go(paths::question(reachable)));
        }
        let mut kept = visit.form(FORM).await?;
        if draft.answered.contains(&question) {
            kept.flaws = draft.faults(question).into_iter().map(named).collect();
        }
        Ok(Self { locale: visit.locale, question, draft, kept })
    }

    /// The form control of this name, with its value.
    fn field(&self, name: &str, value: &str) -> Field {
        Field { value: value.to_owned(), values: vec![value.to_owned()], ..self.kept.field(self.locale, name) }
    }

    /// The page of the question.
    fn page(self, title: impl Into<String>, body: impl IntoView + 'static) -> Shown {
        let locale = self.locale;
        let (number, total) = self.draft.progress(self.question);
        // How many steps there are is known once the rights are chosen.
        let step = if self.draft.rights.is_empty() {
            td_string!(locale, filing.step, number = number).to_string()
        } else {
            td_string!(locale, filing.step_of, number = number, total = total).to_string()
        };
        let back = self.draft.before(self.question).map_or_else(|| paths::START.to_owned(), paths::question);
        let is_faulty = self.kept.is_faulty();
        let body = view! {
            <ErrorSummary locale kept=self.kept/>
            {who_is_you(locale, &self.draft, self.question)}
            {body.into_any()}
        };
        Ok(Page::new(title, body).caption(step).back(Some(back)).faulty(is_faulty))
    }
}

/// Whoever files for somebody else is told who "you" is, where that is not themselves.
fn who_is_you(locale: Locale, draft: &Draft, question: Question) -> Option<impl IntoView + use<>> {
    let about_them =
        matches!(question, Question::Relationship | Question::Signing | Question::Rights | Question::Ask(_));
    let name = draft.represented_name.trim();
    (about_them && matches!(draft.about, Some(About::Other(_)))).then(|| {
        let text = td_string!(locale, filing.represented.you, name = name).to_string();
        view! { <p class="hint">{text}</p> }
    })
}

/// What a right may end, said before it is too late; nothing where it ends nothing.
fn may_end(locale: Locale, right: Right) -> Option<AnyView> {
    asks::ends(locale, right).map(|text| {
        view! {
            <Notice tone=Tone::Warning>
                <h2>{td_string!(locale, asks.ends_title)}</h2>
                <p>{text}</p>
            </Notice>
        }
        .into_any()
    })
}

/// Takes the answer to a question into the draft, right or wrong, and leads on to the first that is still open: the next
/// one, or back to the check for whoever came from there to change an answer.
async fn answer(question: Question, change: impl FnOnce(&mut Draft)) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::question(question))
        .settle(async |visit| {
            let front = visit.office.front();
            let mut draft = front.draft(visit.secret()).await?;
            change(&mut draft);
            draft.mark_answered(question);
            front.keep_draft(visit.secret(), &draft).await?;
            Ok(paths::question(draft.open()))
        })
        .await
}

/// A text as people wrote it, with line ends that count as one character.
fn written(text: &str) -> String {
    text.replace("\r\n", "\n")
}
