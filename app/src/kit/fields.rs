//! Form controls, each with its label, hint and error, tied together for those who hear the page.

use crate::forms::{Field, TOKEN_FIELD, Visit};
use leptos::prelude::*;

/// A form that is posted to a server function. It bears the token of this browser.
#[component]
pub fn Post(
    /// Where: `SendIt::url()`.
    action: &'static str,
    /// A class of its own.
    #[prop(optional)]
    class: Option<&'static str>,
    /// Whether it carries files.
    #[prop(optional)]
    files: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let token = use_context::<Visit>().map(|visit| visit.token());
    let enctype = files.then_some("multipart/form-data");
    view! {
        <form method="post" action=action class=class enctype=enctype novalidate=true>
            <input type="hidden" name=TOKEN_FIELD value=token/>
            {children()}
        </form>
    }
}

/// The one primary button of a page.
#[component]
pub fn Button(
    /// What it does.
    children: Children,
) -> impl IntoView {
    view! {
        <button class="button" type="submit">
            {children()}
        </button>
    }
}

/// A button that is not the way on.
#[component]
pub fn SecondaryButton(
    /// The name under which its value is sent, if it has one.
    #[prop(optional)]
    name: Option<&'static str>,
    /// Its value.
    #[prop(optional, into)]
    value: Option<String>,
    /// What it does.
    children: Children,
) -> impl IntoView {
    view! {
        <button class="button secondary" type="submit" name=name value=value>
            {children()}
        </button>
    }
}

/// The button of a form that is the way on, or beside it.
#[component]
pub fn Submit(
    /// Whether something else is the way on.
    secondary: bool,
    /// What it does.
    children: Children,
) -> impl IntoView {
    let class = if secondary { "button secondary" } else { "button" };
    view! {
        <button class=class type="submit">
            {children()}
        </button>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// Its state, from [`Kept::field`](crate::forms::Kept::field).
    field: Field,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The `type` of the input: `text` unless given.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// How wide it is: `narrow` for codes and numbers.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The name under which it is sent, where several of one kind are on a page.
    #[prop(optional)]
    sent_as: Option<&'static str>,
) -> impl IntoView {
    let name = sent_as.map_or_else(|| field.name.clone(), str::to_owned);
    let is_invalid = field.error.is_some();
    let describedby = described_by(&field, hint.is_some());
    let spellcheck = matches!(kind, Some("email" | "password")) || inputmode.is_some();
    view! {
        <div class="field" class:invalid=is_invalid>
            <label for=field.name.clone()>{label}</label>
            {help(&field, hint)}
            <input
                id=field.name
                name=name
                value=field.value
                type=kind.unwrap_or("text")
                class=class
                autocomplete=autocomplete
                inputmode=inputmode
                spellcheck=spellcheck.then_some("false")
                aria-describedby=describedby
                aria-invalid=is_invalid.then_some("true")
            />
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its state.
    field: Field,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// Whether the label repeats the heading of the page, and is for those who hear it only.
    #[prop(optional)]
    label_hidden: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// How many lines are seen at first.
    #[prop(default = 6)]
    rows: u32,
    /// The counter under it, from [`CountLeft`](crate::islands::CountLeft), if any.
    #[prop(optional, into)]
    counter: Option<AnyView>,
) -> impl IntoView {
    let is_invalid = field.error.is_some();
    let describedby = described_by(&field, hint.is_some());
    view! {
        <div class="field" class:invalid=is_invalid>
            <label for=field.name.clone() class:hidden=label_hidden>{label}</label>
            {help(&field, hint)}
            <textarea
                id=field.name.clone()
                name=field.name
                rows=rows
                aria-describedby=describedby
                aria-invalid=is_invalid.then_some("true")
            >
                {inside_textarea(&field.value)}
            </textarea>
            {counter}
        </div>
    }
}

/// What was typed, as it must be written between the tags of a text area. Leptos writes it there unescaped, so that it
/// could end the text area and go on as markup; and HTML swallows a newline that follows the tag at once.
fn inside_textarea(text: &str) -> String {
    let swallowed = if text.starts_with(['\n', '\r']) { "\n" } else { "" };
    format!("{swallowed}{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// The hint and the error of a field.
pub(super) fn help(field: &Field, hint: Option<String>) -> impl IntoView + use<> {
    let (hint_id, error_id) = (format!("{}-hint", field.name), format!("{}-error", field.name));
    view! {
        {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
        {field.error.clone().map(|error| view! { <p class="error" id=error_id>{error}</p> })}
    }
}

/// Which elements describe a field, if any do.
pub(super) fn described_by(field: &Field, has_hint: bool) -> Option<String> {
    let ids = [(has_hint, "hint"), (field.error.is_some(), "error")];
    let ids = ids.iter().filter(|(is_there, _)| *is_there).map(|(_, part)| format!("{}-{part}", field.name));
    Some(ids.collect::<Vec<_>>().join(" ")).filter(|ids| !ids.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_inside_its_text_area() {
        let field = Field { name: "words".into(), value: "\n</textarea><b>&lt;".into(), ..Field::default() };
        let html = view! { <TextArea field label="Words"/> }.to_html();
        assert!(html.contains(">\n\n&lt;/textarea>&lt;b>&amp;lt;</textarea>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
    }
}
