//! What is asked: each right with what the person says about it.

use super::given::{control, words as control_of_words};
use crate::forms::{Field, Kept};
use crate::kit::TextArea;
use crate::texts::{Locale, td_string, words};
use domain::words::Right;
use leptos::prelude::*;

pub(super) fn view(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let field = kept.field(locale, &control("rights"));
    let is_invalid = field.error.is_some();
    let rows = Right::ALL.iter().enumerate().map(|(at, right)| row(locale, kept, &field, at, *right)).collect_view();
    view! {
        <h2 id="what-title">{td_string!(locale, staff.facts.what)}</h2>
        <fieldset class="field" class:invalid=is_invalid aria-describedby=is_invalid.then_some("intake_rights-error")>
            <legend>{td_string!(locale, staff.intake.rights)}</legend>
            {field.error.map(|error| view! { <p class="error" id="intake_rights-error">{error}</p> })}
            <div class="choices">{rows}</div>
        </fieldset>
    }
}

/// The first bears the name of the group as its anchor: that is where an error summary leads.
fn row(locale: Locale, kept: &Kept, group: &Field, at: usize, right: Right) -> impl IntoView + use<> {
    let id = if at == 0 { group.name.clone() } else { format!("{}-{at}", group.name) };
    let is_chosen = group.values.iter().any(|code| code == right.code());
    let mut said = kept.field(locale, &control_of_words(right));
    said.name = control_of_words(right);
    let name = words::right_in_law(locale, right);
    let label = td_string!(locale, staff.intake.words, right = name).to_string();
    let marketing = (right == Right::Objection).then(|| marketing(locale, kept));
    view! {
        <div class="right-asked">
            <div class="choice">
                <input
                    id=id.clone()
                    name=format!("{}[]", group.name)
                    type="checkbox"
                    value=right.code()
                    checked=is_chosen
                />
                <label for=id>{name} " " <span class="aside">{words::article(locale, right)}</span></label>
            </div>
            <div class="right-words">
                {marketing}
                <TextArea field=said label rows=3/>
            </div>
        </div>
    }
}

/// An objection to direct marketing cannot be refused (Art. 21(3)).
fn marketing(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let id = control("marketing");
    let is_chosen = !kept.field(locale, &id).value.is_empty();
    view! {
        <div class="choice">
            <input id=id.clone() name=id.clone() type="checkbox" value="yes" checked=is_chosen/>
            <label for=id>{td_string!(locale, staff.intake.marketing)}</label>
        </div>
    }
}
