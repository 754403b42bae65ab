//! The journey of a filing: one question a page. The draft itself knows the order ([`Draft::journey`]) and what is wrong;
//! the pages ask it.

pub mod check;
pub mod contact;
pub mod detail;
pub mod relationship;
pub mod rights;
pub mod signing;

use crate::forms::{Field, Form, Halt, Kept, Visit, named};
use crate::kit::{ErrorSummary, Page, Shown};
use crate::paths;
use crate::texts::{Locale, td_string};
use domain::filing::{Draft, Question};
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
            {body.into_any()}
        };
        Ok(Page::new(title, body).caption(step).back(Some(back)).faulty(is_faulty))
    }
}

/// Takes the answer to a question into the draft, right or wrong, and leads on to the next one.
async fn answer(question: Question, change: impl FnOnce(&mut Draft)) -> Result<(), ServerFnError> {
    Form::new(FORM, paths::question(question))
        .settle(async |visit| {
            let front = visit.office.front();
            let mut draft = front.draft(visit.secret()).await?;
            change(&mut draft);
            draft.mark_answered(question);
            front.keep_draft(visit.secret(), &draft).await?;
            Ok(paths::question(next(&draft, question)))
        })
        .await
}

/// The next question; whoever came from the check page to change an answer goes back there.
fn next(draft: &Draft, question: Question) -> Question {
    match draft.reachable(Question::Check) {
        Question::Check => Question::Check,
        _ => draft.after(question),
    }
}

/// A text as people wrote it, with line ends that count as one character.
fn written(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::words::{Language, Relationship, Right};

    fn whole() -> Draft {
        Draft {
            relationship: Some(Relationship::Customer),
            rights: vec![Right::Access],
            name: "Demo Person".into(),
            email: "demo@example.org".into(),
            language: Some(Language::Dutch),
            answered: vec![
                Question::Relationship,
                Question::Rights,
                Question::Detail(Right::Access),
                Question::Contact,
            ],
            ..Draft::default()
        }
    }

    #[test]
    fn a_change_leads_back_to_the_check_unless_it_opens_a_question() {
        let mut draft = whole();
        assert_eq!(next(&draft, Question::Relationship), Question::Check);
        draft.rights.push(Right::Erasure);
        assert_eq!(next(&draft, Question::Rights), Question::Detail(Right::Access));
        draft.rights.clear();
        assert_eq!(next(&draft, Question::Rights), Question::Rights);
    }

    #[test]
    fn on_the_way_it_goes_question_by_question() {
        let mut draft = Draft { answered: vec![Question::Relationship], ..whole() };
        assert_eq!(next(&draft, Question::Relationship), Question::Rights);
        draft.relationship = Some(Relationship::Signer);
        assert_eq!(next(&draft, Question::Relationship), Question::Signing);
    }
}
