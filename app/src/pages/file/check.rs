//! Check your answers, and send them.

use super::{Asked, FORM, about, enclosed, relationship};
use crate::forms::{Form, Visit};
use crate::kit::{Button, Notice, Post, Row, Shown, SummaryList, Tone, file_names};
use crate::pages::{code, matter};
use crate::paths;
use crate::texts::{Locale, asks, countries, td_string, words};
use desk::held::HeldFile;
use domain::filing::{About, Answer, Ask, Draft, Enclosure, Question};
use domain::words::{Relationship, Right};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let asked = Asked::now(&visit, Question::Check).await?;
    let (locale, draft) = (visit.locale, &asked.draft);
    let held = enclosed::held(&visit, draft).await?;
    let send = match draft.chosen().count() {
        1 => td_string!(locale, filing.check.send_one).to_owned(),
        count => td_string!(locale, filing.check.send_many, count = count).to_string(),
    };
    let email = draft.email.trim().to_owned();
    let body = view! {
        <SummaryList locale rows=general(locale, draft, &held)/>
        {draft.chosen().map(|right| of_right(locale, draft, right, &held)).collect_view()}
        <h2>{td_string!(locale, filing.check.who)}</h2>
        <SummaryList locale rows=who(locale, draft)/>
        {may_end(locale, draft)}
        <p>{td_string!(locale, filing.check.then, email = email).to_string()}</p>
        <Post action=SendFiling::url()>
            <Button>{send}</Button>
        </Post>
    };
    asked.page(td_string!(locale, filing.check.title), body)
}

/// An answer with the link that leads to its question.
fn row(question: Question, key: &str, value: AnyView) -> Row {
    Row { change: Some((paths::question(question), key.to_owned())), ..Row::new(key, value) }
}

fn line(locale: Locale, text: &str) -> AnyView {
    match text.trim() {
        "" => view! { <span class="quiet-text">{td_string!(locale, common.none)}</span> }.into_any(),
        text => text.to_owned().into_any(),
    }
}

/// For whom, how they know the operator, and what they want.
fn general(locale: Locale, draft: &Draft, held: &[HeldFile]) -> Vec<Row> {
    let line = |text: &str| line(locale, text);
    let whose = draft.about.map_or("", |one| about::label(locale, one));
    let mut rows = vec![row(Question::About, td_string!(locale, filing.about.title), line(whose))];
    if matches!(draft.about, Some(About::Other(_))) {
        let texts = [
            (td_string!(locale, filing.check.represented_name), &draft.represented_name),
            (td_string!(locale, filing.check.represented_email), &draft.represented_email),
        ];
        rows.extend(texts.map(|(key, text)| row(Question::Represented, key, line(text))));
        let files = files_of(locale, held, Enclosure::Authority).unwrap_or_else(|| line(""));
        rows.push(row(Question::Represented, td_string!(locale, filing.check.authority), files));
    }
    let relationship = draft.relationship.map_or("", |one| relationship::label(locale, one));
    rows.push(row(Question::Relationship, td_string!(locale, filing.check.relationship), line(relationship)));
    if draft.relationship.is_some_and(Relationship::is_processed_for_others) {
        let texts = [
            (td_string!(locale, filing.check.organisation), &draft.organisation),
            (td_string!(locale, filing.check.document), &draft.document),
        ];
        rows.extend(texts.map(|(key, text)| row(Question::Signing, key, line(text))));
    }
    let wants = view! {
        <ul class="plain">
            {draft.chosen().map(|right| view! { <li>{words::right(locale, right)}</li> }).collect_view()}
        </ul>
    };
    rows.push(row(Question::Rights, td_string!(locale, filing.check.what_you_want), wants.into_any()));
    rows
}

/// What was answered about a right, question by question.
fn of_right(locale: Locale, draft: &Draft, right: Right, held: &[HeldFile]) -> impl IntoView + use<> {
    let one = |ask: Ask| {
        let (name, question) = (words::right(locale, right), asks::label(locale, ask));
        let heard = td_string!(locale, filing.check.of_right, right = name, question = question).to_string();
        Row {
            change: Some((paths::question(Question::Ask(ask)), heard)),
            ..Row::new(question, said(locale, draft, ask, held))
        }
    };
    let rows = draft.asks().filter(|ask| ask.rule().right == right).map(one).collect::<Vec<_>>();
    view! {
        <h2>{words::right(locale, right)}</h2>
        <SummaryList locale rows/>
    }
}

/// What was answered to a question, with its files; nothing about access means everything.
fn said(locale: Locale, draft: &Draft, ask: Ask, held: &[HeldFile]) -> AnyView {
    let answer = draft.answer(ask).trim().to_owned();
    let files = Enclosure::ALL.iter().find(|one| one.question() == Some(Question::Ask(ask)));
    let files = files.and_then(|enclosure| files_of(locale, held, *enclosure));
    let words = match (ask, answer.is_empty()) {
        (Ask::AccessWhat, true) => td_string!(locale, filing.check.everything).into_any(),
        (_, true) if files.is_some() => ().into_any(),
        (_, true) => line(locale, ""),
        (ask, false) => matter::answer(locale, &Answer { ask, answer }),
    };
    view! { {words} {files} }.into_any()
}

/// The names of the files that go with it, if there are any.
fn files_of(locale: Locale, held: &[HeldFile], enclosure: Enclosure) -> Option<AnyView> {
    let files: Vec<_> = held.iter().filter(|file| file.enclosure == enclosure).cloned().collect();
    (!files.is_empty()).then(|| file_names(locale, &files))
}

/// Who asks, and where to answer.
fn who(locale: Locale, draft: &Draft) -> Vec<Row> {
    let row = |key: &str, text: &str| row(Question::Contact, key, line(locale, text));
    let mut rows = vec![
        row(td_string!(locale, filing.check.name), &draft.name),
        row(td_string!(locale, filing.check.email), &draft.email),
    ];
    if draft.relationship == Some(Relationship::Customer) {
        rows.push(row(td_string!(locale, filing.check.customer_number), &draft.customer_number));
    }
    let country = draft.country().map_or_else(
        || td_string!(locale, filing.contact.country_elsewhere).to_owned(),
        |state| countries::name(locale, state),
    );
    rows.push(row(td_string!(locale, filing.check.country), &country));
    let language = draft.language.map_or("", |one| words::language(locale, one));
    rows.push(row(td_string!(locale, filing.check.language), language));
    rows
}

/// What may end, right by right, before it is sent.
fn may_end(locale: Locale, draft: &Draft) -> AnyView {
    let one = |right| {
        let name = words::right(locale, right);
        asks::ends(locale, right).map(|text| view! { <p><strong>{name}</strong> <br/> {text}</p> })
    };
    let texts: Vec<_> = draft.chosen().filter_map(one).collect();
    if texts.is_empty() {
        return ().into_any();
    }
    view! {
        <Notice tone=Tone::Warning>
            <h2>{td_string!(locale, filing.check.ends)}</h2>
            {texts}
        </Notice>
    }
    .into_any()
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
