//! Check your answers, and send them.

use super::{Asked, FORM, relationship};
use crate::forms::{Form, Visit};
use crate::kit::{Button, Post, Row, Shown, SummaryList, paragraphs};
use crate::pages::code;
use crate::paths;
use crate::texts::{Locale, td_string, words};
use domain::filing::{Draft, Question};
use domain::words::{Relationship, Right};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Check).await?;
    let locale = visit.locale;
    let count = asked.draft.chosen().count();
    let send = match count {
        1 => td_string!(locale, filing.check.send_one).to_owned(),
        count => td_string!(locale, filing.check.send_many, count = count).to_string(),
    };
    let email = asked.draft.email.trim().to_owned();
    let body = view! {
        <SummaryList locale rows=rows(locale, &asked.draft)/>
        <p>{td_string!(locale, filing.check.then, email = email).to_string()}</p>
        <Post action=SendFiling::url()>
            <Button>{send}</Button>
        </Post>
    };
    asked.page(td_string!(locale, filing.check.title), body)
}

fn rows(locale: Locale, draft: &Draft) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |question: Question, key: &str, value: AnyView| {
        rows.push(Row { change: Some((paths::question(question), key.to_owned())), ..Row::new(key, value) });
    };
    let line = |text: &str| match text.trim() {
        "" => view! { <span class="quiet-text">{td_string!(locale, common.none)}</span> }.into_any(),
        text => text.to_owned().into_any(),
    };
    let relationship = draft.relationship.map_or("", |one| relationship::label(locale, one));
    row(Question::Relationship, td_string!(locale, filing.check.relationship), line(relationship));
    if draft.relationship.is_some_and(Relationship::is_processed_for_others) {
        row(Question::Signing, td_string!(locale, filing.check.organisation), line(&draft.organisation));
        row(Question::Signing, td_string!(locale, filing.check.document), line(&draft.document));
    }
    let wants = view! {
        <ul class="plain">
            {draft.chosen().map(|right| view! { <li>{words::right(locale, right)}</li> }).collect_view()}
        </ul>
    };
    row(Question::Rights, td_string!(locale, filing.check.what_you_want), wants.into_any());
    for right in draft.chosen() {
        row(Question::Detail(right), words::right(locale, right), said(locale, right, draft.detail(right)));
    }
    row(Question::Contact, td_string!(locale, filing.check.name), line(&draft.name));
    row(Question::Contact, td_string!(locale, filing.check.email), line(&draft.email));
    if draft.relationship == Some(Relationship::Customer) {
        row(Question::Contact, td_string!(locale, filing.check.customer_number), line(&draft.customer_number));
    }
    let language = draft.language.map_or("", |one| words::language(locale, one));
    row(Question::Contact, td_string!(locale, filing.check.language), line(language));
    rows
}

/// What was said about a right; nothing about access means everything.
fn said(locale: Locale, right: Right, detail: &str) -> AnyView {
    match (right, detail.trim()) {
        (Right::Access, "") => td_string!(locale, filing.check.everything).into_any(),
        (_, detail) => paragraphs(detail),
    }
}

/// Sends the filing. Sent twice, it is taken once.
#[server(prefix = "/do", endpoint = "file/send")]
pub async fn send_filing() -> Result<(), ServerFnError> {
    Form::new(FORM, paths::question(Question::Check))
        .settle(async |visit| {
            let front = visit.office.front();
            let draft = front.draft(visit.secret()).await?;
            front.file(&visit.session, visit.secret(), &visit.caller()).await?;
            code::expect_filing(&visit, &draft).await?;
            Ok(paths::CODE.to_owned())
        })
        .await
}
