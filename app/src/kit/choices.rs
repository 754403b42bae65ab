//! Radio buttons and checkboxes.

use super::fields::{described_by, help};
use crate::forms::Field;
use leptos::prelude::*;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its value.
    pub value: String,
    /// What people read.
    pub label: String,
    /// What helps to choose.
    pub hint: Option<String>,
    /// What is said in passing, such as the article of the law.
    pub aside: Option<String>,
}

impl Choice {
    /// A thing to choose, without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, aside: None }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with something said in passing.
    #[must_use]
    pub fn aside(mut self, aside: impl Into<String>) -> Self {
        self.aside = Some(aside.into());
        self
    }
}

/// One of several.
#[component]
pub fn Radios(
    /// Its state.
    field: Field,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// Whether the legend repeats the heading of the page, and is for those who hear it only.
    #[prop(optional)]
    legend_hidden: bool,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What there is to choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    group(field, Group { kind: "radio", legend, legend_hidden, hint, choices })
}

/// Any of several. Its field bears the name without brackets; the values are sent as a list.
#[component]
pub fn Checkboxes(
    /// Its state.
    field: Field,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// Whether the legend repeats the heading of the page, and is for those who hear it only.
    #[prop(optional)]
    legend_hidden: bool,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What there is to choose from.
    choices: Vec<Choice>,
) -> impl IntoView {
    group(field, Group { kind: "checkbox", legend, legend_hidden, hint, choices })
}

struct Group {
    kind: &'static str,
    legend: String,
    legend_hidden: bool,
    hint: Option<String>,
    choices: Vec<Choice>,
}

fn group(field: Field, group: Group) -> impl IntoView {
    let describedby = described_by(&field, group.hint.is_some());
    let name = if group.kind == "checkbox" { format!("{}[]", field.name) } else { field.name.clone() };
    let choices = group.choices.into_iter().enumerate();
    let choices = choices.map(|(at, choice)| one(&field, &name, group.kind, at, choice)).collect_view();
    view! {
        <fieldset class="field" class:invalid=field.error.is_some() aria-describedby=describedby>
            <legend class:hidden=group.legend_hidden>{group.legend}</legend>
            {help(&field, group.hint)}
            <div class="choices">{choices}</div>
        </fieldset>
    }
}

/// The first of a group bears the group's own name as its anchor: that is where an error summary leads.
fn one(field: &Field, name: &str, kind: &'static str, at: usize, choice: Choice) -> impl IntoView + use<> {
    let id = if at == 0 { field.name.clone() } else { format!("{}-{at}", field.name) };
    let hint_id = choice.hint.is_some().then(|| format!("{id}-hint-own"));
    let is_chosen = field.values.contains(&choice.value);
    view! {
        <div class="choice">
            <input
                id=id.clone()
                name=name.to_owned()
                type=kind
                value=choice.value
                checked=is_chosen
                aria-describedby=hint_id.clone()
            />
            <label for=id>
                {choice.label}
                {choice.aside.map(|aside| view! { " " <span class="aside">{aside}</span> })}
            </label>
            {choice.hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </div>
    }
}
