//! Files that come with the answer to a question: held with the draft, shown where they were sent, filed with it.

use super::{Asked, FORM};
use crate::forms::{Flaw, Form, Halt, Received, Visit};
use crate::kit::{Button, EnterKey, Files, HeldFiles, PROOF, REMOVE};
use crate::paths;
use crate::texts::td_string;
use desk::DeskError;
use desk::held::HeldFile;
use domain::filing::{Draft, Enclosure};
use leptos::prelude::*;

/// The control.
pub(super) const FILES: &str = "enclosed";
/// The control of the button that adds files and stays on the page.
const ADD: &str = "add";

/// What is wrong with the files of a question is kept apart from what is wrong on the journey.
fn key(enclosure: Enclosure) -> String {
    format!("{FORM}/{}", enclosure.code())
}

/// What the draft of this browser holds, as far as its questions still ask for it.
pub(super) async fn held(visit: &Visit, draft: &Draft) -> Result<Vec<HeldFile>, Halt> {
    let Some(secret) = visit.known_secret() else { return Ok(Vec::new()) };
    let held = visit.office.front().enclosed(secret).await?;
    Ok(held.into_iter().filter(|file| draft.encloses(file.enclosure)).collect())
}

/// The control with what is held already; what is wrong with files is told with what else is wrong on the page.
pub(super) async fn control(
    visit: &Visit,
    asked: &mut Asked,
    enclosure: Enclosure,
    (label, hint): (&'static str, String),
) -> Result<AnyView, Halt> {
    let kept = visit.form(&key(enclosure)).await?;
    asked.kept.flaws.extend(kept.flaws);
    asked.kept.trouble = asked.kept.trouble.take().or(kept.trouble);
    let (locale, field) = (asked.locale, asked.kept.field(asked.locale, FILES));
    let mut held = held(visit, &asked.draft).await?;
    held.retain(|file| file.enclosure == enclosure);
    let kept = (!held.is_empty()).then(|| view! { <p class="hint">{td_string!(locale, filing.files.kept)}</p> });
    let control = view! {
        <Files field label hint accept=PROOF multiple=true/>
        <EnterKey/>
        <div class="add-files">
            <button class="button secondary small" type="submit" name=ADD value="yes">
                {td_string!(locale, filing.files.add)}
            </button>
        </div>
        <HeldFiles locale files=held/>
        {kept}
        <Button>{td_string!(locale, filing.continue_on)}</Button>
    };
    Ok(control.into_any())
}

/// Takes the answer to a question with its files. The answer comes first: whatever is wrong with a file, what was typed is
/// kept. Adding and taking out stay on the page, and judge nothing but the files.
pub(super) async fn answer(
    enclosure: Enclosure,
    received: &Received,
    change: impl FnOnce(&mut Draft),
) -> Result<(), ServerFnError> {
    let here = enclosure.question().map_or_else(|| paths::FILE.to_owned(), paths::question);
    let (taken_out, adds) = (received.first(REMOVE).parse().ok(), !received.first(ADD).is_empty());
    Form::new(key(enclosure), here.clone())
        .settle(async |visit| {
            let (front, secret) = (visit.office.front(), visit.secret());
            let mut draft = front.draft(secret).await?;
            change(&mut draft);
            let goes_on = taken_out.is_none() && !adds;
            if let Some(question) = enclosure.question().filter(|_| goes_on) {
                draft.mark_answered(question);
            }
            front.keep_draft(secret, &draft).await?;
            visit.forget(FORM).await;
            if let Some(file) = taken_out {
                front.take_out(secret, file).await?;
            }
            if adds && received.files.is_empty() {
                return Err(Halt::flaw(FILES, Flaw::Missing));
            }
            front.enclose(secret, enclosure, &received.files, &visit.caller()).await.map_err(at_its_field)?;
            Ok(if goes_on { paths::question(draft.open()) } else { here })
        })
        .await
}

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::File(fault) => Halt::flaw(FILES, fault),
        other => other.into(),
    }
}
