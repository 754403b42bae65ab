//! A control for files, as large as a drop zone: browsers take what is dropped on it, and show its name, by themselves.

use super::fields::{described_by, help};
use crate::forms::Field;
use leptos::prelude::*;

/// What browsers offer first where proof is sent; what is taken, the bytes decide.
pub const PROOF: &str = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.txt";

/// One file or several.
#[component]
pub fn Files(
    /// Its state. A file itself is never kept: it must be chosen again.
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
