//! What one can do here, and the short privacy notice (Art. 13).

use crate::forms::Visit;
use crate::kit::{Page, Row, Shown, SummaryList, contact_link};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::Operator;
use leptos::prelude::*;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    let operator = visit.office.operator();
    let body = view! {
        <p class="lead">{td_string!(locale, subject.start.lead, operator = &operator.name).to_string()}</p>
        <p class="buttons">
            <a class="button" href=paths::FILE>
                {td_string!(locale, subject.start.begin)}
            </a>
            <a class="button secondary" href=paths::RETURN>
                {td_string!(locale, subject.start.come_back)}
            </a>
        </p>
        <h2>{td_string!(locale, subject.start.how)}</h2>
        <ol class="steps">
            <li>{td_string!(locale, subject.start.how_file)}</li>
            <li>{td_string!(locale, subject.start.how_code)}</li>
            <li>{td_string!(locale, subject.start.how_answer)}</li>
        </ol>
        {notice(locale, operator)}
    };
    Ok(Page::new(td_string!(locale, subject.start.title), body))
}

fn notice(locale: Locale, operator: &Operator) -> impl IntoView + use<> {
    let rows = vec![
        Row::new(td_string!(locale, subject.start.who), format!("{}, {}", operator.name, operator.address)),
        Row::new(td_string!(locale, subject.start.why), td_string!(locale, subject.start.why_text)),
        Row::new(td_string!(locale, subject.start.how_long), td_string!(locale, subject.start.how_long_text)),
        Row::new(
            td_string!(locale, subject.start.dpo),
            view! { {td_string!(locale, subject.start.dpo_text)} " " {contact_link(&operator.dpo)} },
        ),
        Row::new(
            td_string!(locale, subject.start.authority),
            view! {
                {td_string!(locale, subject.start.authority_text)}
                " "
                <a href=operator.authority_url.clone()>{operator.authority_name.clone()}</a>
            },
        ),
    ];
    view! {
        <section class="notice-short" aria-labelledby="notice">
            <h2 id="notice">{td_string!(locale, subject.start.notice)}</h2>
            <SummaryList locale rows/>
            <p>
                <a href=paths::PRIVACY>{td_string!(locale, subject.start.whole)}</a>
            </p>
        </section>
    }
}
