//! What a request is about: each question with its answer.

use crate::kit::{Row, paragraphs};
use crate::texts::{Locale, asks, words};
use domain::filing::{Answer, Matter};
use leptos::prelude::*;

/// A row for each answer, as the person gave it.
pub(super) fn rows(locale: Locale, matter: &Matter) -> Vec<Row> {
    matter.answers().iter().map(|one| Row::new(asks::label(locale, one.ask), answer(locale, one))).collect()
}

/// The same for those who weigh the grounds: with the article for which a choice stands.
pub(super) fn rows_cited(locale: Locale, matter: &Matter) -> Vec<Row> {
    let row = |one: &Answer| {
        let article = one.pick().and_then(|pick| pick.article());
        let article = article.map(|article| {
            view! { " " <span class="article">{words::cited(locale, article)}</span> }
        });
        Row::new(asks::label(locale, one.ask), view! { {answer(locale, one)} {article} })
    };
    matter.answers().iter().map(row).collect()
}

/// An answer: what was chosen, or the person's own words.
pub(super) fn answer(locale: Locale, answer: &Answer) -> AnyView {
    match answer.pick() {
        Some(pick) => asks::pick(locale, pick).into_any(),
        None => paragraphs(&answer.answer),
    }
}
