use super::{Ask, Pick};
use crate::words::Right;
use serde::{Deserialize, Serialize};

/// What a request is about: the questions that were answered, in their order. What may stay unsaid and did is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Matter(Vec<Answer>);

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The question.
    #[serde(rename = "question")]
    pub ask: Ask,
    /// The code of what was chosen, or the person's own words.
    pub answer: String,
}

impl Answer {
    /// What was chosen, where the question is one of choice.
    pub fn pick(&self) -> Option<Pick> {
        Pick::from_code(&self.answer).filter(|pick| self.ask.picks().contains(pick))
    }
}

impl Matter {
    /// The whole matter in the person's own words, from a channel that asks no questions.
    pub fn in_own_words(right: Right, words: &str) -> Self {
        let answer = words.trim().to_owned();
        Self(if answer.is_empty() { Vec::new() } else { vec![Answer { ask: Ask::in_own_words(right), answer }] })
    }

    /// Each answer with its question.
    pub fn answers(&self) -> &[Answer] {
        &self.0
    }

    /// Whether nothing was said.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is an objection to direct marketing, which cannot be refused (Art. 21(3)).
    pub fn is_direct_marketing(&self) -> bool {
        self.0.iter().any(|answer| answer.pick() == Some(Pick::DirectMarketing))
    }
}

impl FromIterator<Answer> for Matter {
    fn from_iter<I: IntoIterator<Item = Answer>>(answers: I) -> Self {
        Self(answers.into_iter().filter(|answer| !answer.answer.is_empty()).collect())
    }
}
