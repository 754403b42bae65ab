//! A control for files, as large as a drop zone: browsers take what is dropped on it, and show its name, by themselves.
//! And what of them the form holds already.

use super::fields::{described_by, help};
use crate::forms::Field;
use crate::texts::{Locale, dates, td_string};
use desk::held::HeldFile;
use leptos::prelude::*;

/// What browsers offer first where proof is sent; what is taken, the bytes decide.
pub const PROOF: &str = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.txt";
/// The control of the buttons that take a held file out: its id.
pub const REMOVE: &str = "remove";

/// One file or several.
#[component]
pub fn Files(
    /// Its state. What was chosen is never shown in it again; what the form holds, [`HeldFiles`] shows.
    field: Field,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What is taken.
    #[prop(into)]
    hint: String,
    /// Which files the browser offers first.
    #[prop(optional)]
    accept: Option<&'static str>,
    /// Whether several may be chosen.
    #[prop(optional)]
    multiple: bool,
    /// The name under which it is sent, where several of one kind are on a page.
    #[prop(optional)]
    sent_as: Option<&'static str>,
) -> impl IntoView {
    let name = sent_as.map_or_else(|| field.name.clone(), str::to_owned);
    let is_invalid = field.error.is_some();
    let describedby = described_by(&field, true);
    view! {
        <div class="field" class:invalid=is_invalid>
            <label for=field.name.clone()>{label}</label>
            {help(&field, Some(hint))}
            <input
                id=field.name
                name=name
                type="file"
                multiple=multiple
                class="drop"
                accept=accept
                aria-describedby=describedby
                aria-invalid=is_invalid.then_some("true")
            />
        </div>
    }
}

/// What the Enter key presses: the first button of a form, whichever that is. Before buttons that add or take out, the
/// form needs one that goes on; people press the one that they see.
#[component]
pub fn EnterKey() -> impl IntoView {
    view! { <button class="hidden" type="submit" tabindex="-1" aria-hidden="true"></button> }
}

/// The files that a form holds, each with a button that takes it out. It belongs inside the form, after [`EnterKey`]: what
/// was typed is sent along, and not lost.
#[component]
pub fn HeldFiles(
    /// The language of the page.
    locale: Locale,
    /// The files; where there are none, nothing is shown.
    files: Vec<HeldFile>,
) -> impl IntoView {
    let row = move |file: HeldFile| {
        let note = file_note(locale, file.media, file.bytes);
        view! {
            <li>
                <span class="file-name">
                    {file.name.clone()} " " <span class="quiet-text small">{note}</span>
                </span>
                <button class="link" type="submit" name=REMOVE value=file.id.to_string()>
                    {td_string!(locale, common.files.remove)} <span class="hidden">" " {file.name}</span>
                </button>
            </li>
        }
    };
    (!files.is_empty()).then(|| {
        view! {
            <p class="held-title">{td_string!(locale, common.files.held)}</p>
            <ul class="files held">{files.into_iter().map(row).collect_view()}</ul>
        }
    })
}

/// What a file is, and its size: "PDF, 12 kB".
pub(crate) fn file_note(locale: Locale, media: &str, bytes: u64) -> String {
    let kind = match media {
        "text/plain" => "TXT".to_owned(),
        other => other.rsplit('/').next().unwrap_or_default().to_uppercase(),
    };
    format!("{kind}, {}", dates::size(locale, bytes))
}

/// The names of files, with what each is, where they can only be read.
pub fn file_names(locale: Locale, files: &[HeldFile]) -> AnyView {
    let row = |file: &HeldFile| {
        let note = file_note(locale, file.media, file.bytes);
        view! {
            <li>
                <span class="file-name">{file.name.clone()}</span> " " <span class="quiet-text small">{note}</span>
            </li>
        }
    };
    view! { <ul class="plain">{files.iter().map(row).collect_view()}</ul> }.into_any()
}
