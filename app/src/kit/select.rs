//! One of many, in a list that unfolds.

use super::fields::{described_by, help};
use crate::forms::Field;
use leptos::prelude::*;

/// One of many.
#[component]
pub fn Select(
    /// Its state.
    field: Field,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// What it says while nothing is chosen, where nothing may be.
    #[prop(optional, into)]
    nothing: Option<String>,
    /// The name under which it is sent, where several of one kind are on a page.
    #[prop(optional)]
    sent_as: Option<&'static str>,
    /// Each value with what people read.
    options: Vec<(String, String)>,
) -> impl IntoView {
    let name = sent_as.map_or_else(|| field.name.clone(), str::to_owned);
    let is_invalid = field.error.is_some();
    let describedby = described_by(&field, hint.is_some());
    let option = |(value, text): (String, String)| {
        let is_chosen = value == field.value;
        view! { <option value=value selected=is_chosen>{text}</option> }
    };
    let options = options.into_iter().map(option).collect_view();
    view! {
        <div class="field" class:invalid=is_invalid>
            <label for=field.name.clone()>{label}</label>
            {help(&field, hint)}
            <select
                id=field.name
                name=name
                autocomplete=autocomplete
                aria-describedby=describedby
                aria-invalid=is_invalid.then_some("true")
            >
                {nothing.map(|nothing| view! { <option value="">{nothing}</option> })}
                {options}
            </select>
        </div>
    }
}
