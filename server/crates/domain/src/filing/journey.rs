use super::{About, Ask, Draft};
use serde::{Deserialize, Serialize};

/// One page of the journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Is this about you?
    About,
    /// For whom, if not?
    Represented,
    /// How do you know us?
    Relationship,
    /// For whom did you sign, and what? Signers only.
    Signing,
    /// Which rights do you want to use?
    Rights,
    /// A question of a right.
    Ask(Ask),
    /// Who are you, and where do we answer?
    Contact,
    /// Is all of this right?
    Check,
}

impl Draft {
    /// The questions of this draft, in order: the answers so far decide which come.
    pub fn journey(&self) -> Vec<Question> {
        let is_represented = matches!(self.about, Some(About::Other(_)));
        let is_signer = self.relationship.is_some_and(|r| r.is_processed_for_others());
        std::iter::once(Question::About)
            .chain(is_represented.then_some(Question::Represented))
            .chain(std::iter::once(Question::Relationship))
            .chain(is_signer.then_some(Question::Signing))
            .chain(std::iter::once(Question::Rights))
            .chain(self.asks().map(Question::Ask))
            .chain([Question::Contact, Question::Check])
            .collect()
    }

    /// The question before this one, if it is not the first.
    pub fn before(&self, question: Question) -> Option<Question> {
        let journey = self.journey();
        let at = journey.iter().position(|q| *q == question)?;
        at.checked_sub(1).and_then(|before| journey.get(before)).copied()
    }

    /// The first question that is still open: not answered yet, or at fault.
    pub fn open(&self) -> Question {
        self.reachable(Question::Check)
    }

    /// Where somebody who asks for `question` may be: there, or at the first question before it that is still open.
    pub fn reachable(&self, question: Question) -> Question {
        for step in self.journey() {
            if step == question || !self.answered.contains(&step) || !self.faults(step).is_empty() {
                return step;
            }
        }
        Question::Check
    }

    /// Notes that a question was answered, well or badly.
    pub fn mark_answered(&mut self, question: Question) {
        if !self.answered.contains(&question) {
            self.answered.push(question);
        }
    }

    /// The number of `question` and of all questions, for "step 2 of 5". The check page is the last step.
    pub fn progress(&self, question: Question) -> (usize, usize) {
        let journey = self.journey();
        let at = journey.iter().position(|q| *q == question).unwrap_or(0);
        (at + 1, journey.len())
    }
}
