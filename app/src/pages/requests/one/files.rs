//! The files of an answer: all together first, for that is what most people want.

use crate::forms::Visit;
use crate::paths;
use crate::texts::{Locale, dates, td_string};
use desk::Operator;
use desk::subject::SubjectRequest;
use domain::export::package::{EXPORT, MANIFEST, PAGE};
use leptos::prelude::*;
use std::collections::HashMap;

pub(super) fn list(visit: &Visit, request: &SubjectRequest) -> AnyView {
    let (locale, reference) = (visit.locale, &request.reference);
    let has_page = request.files.iter().any(|(path, _)| path == PAGE);
    let read = has_page.then(|| {
        view! { <p><a href=paths::file(reference, PAGE)>{td_string!(locale, subject.request.read)}</a></p> }
    });
    let single = named(visit, &request.files).map(|(name, path, size)| {
        view! {
            <li>
                <a href=paths::file(reference, path) download>
                    {name}
                </a>
                <span class="quiet-text small">{format!("{}, {}", kind(path), dates::size(locale, size))}</span>
            </li>
        }
    });
    view! {
        <p>
            <a class="button" href=paths::whole_answer(reference) download>
                {td_string!(locale, subject.request.everything)}
            </a>
        </p>
        <p class="hint">{td_string!(locale, subject.request.everything_what)}</p>
        {read}
        <h4>{td_string!(locale, subject.request.single)}</h4>
        <ul class="files">{single.collect_view()}</ul>
    }
    .into_any()
}

/// Each file with the name of its link. A system that was asked twice gave two files: the second is numbered.
fn named<'a>(visit: &'a Visit, files: &'a [(String, u64)]) -> impl Iterator<Item = (String, &'a str, u64)> {
    let mut given = HashMap::new();
    files.iter().filter(|(path, _)| path != PAGE).map(move |(path, size)| {
        let name = name(visit.locale, visit.office.operator(), path);
        let times: &mut u32 = given.entry(name.clone()).or_default();
        *times += 1;
        (if *times == 1 { name } else { format!("{name} ({times})") }, path.as_str(), *size)
    })
}

fn name(locale: Locale, operator: &Operator, path: &str) -> String {
    match path {
        EXPORT => td_string!(locale, subject.request.export).to_owned(),
        MANIFEST => td_string!(locale, subject.request.manifest).to_owned(),
        _ => match (path.split_once('/'), source(operator, path)) {
            (Some(("csv", file)), _) => {
                let number = file.split('-').next().unwrap_or_default();
                td_string!(locale, subject.request.table, number = number).to_string()
            }
            (_, system) => td_string!(locale, subject.request.original, name = system).to_string(),
        },
    }
}

/// From which system a file comes, as people read it: `originals/1-invoicing.json` comes from "Invoicing". A system that
/// is no longer configured is named by its file.
fn source<'a>(operator: &'a Operator, path: &'a str) -> &'a str {
    let file = path.rsplit('/').next().unwrap_or(path);
    let id = file.split_once('-').and_then(|(_, rest)| rest.rsplit_once('.')).map(|(id, _)| id);
    let system = id.and_then(|id| operator.systems.iter().find(|system| system.id == id));
    system.map_or(file, |system| &system.label)
}

/// What kind of file it is, by its ending: "JSON".
fn kind(path: &str) -> String {
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_uppercase()).unwrap_or_default()
}
