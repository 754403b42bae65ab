//! What staff are asked about before it is sent, because people complain of it.

use crate::forms::{Flaw, Form, Halt, Kept};
use crate::kit::{Checkboxes, Choice};
use crate::texts::{Locale, td_string, words};
use desk::DeskError;
use domain::complaint::Complaint;
use leptos::prelude::*;

/// The control with which staff say that they know.
const FIELD: &str = "despite";

/// Each caution, to be ticked: then it is sent all the same.
pub(super) fn view(locale: Locale, kept: &Kept) -> Option<AnyView> {
    let told = kept.flaws.iter().filter_map(|(_, flaw)| match flaw {
        Flaw::Caution(complaint) => Some(*complaint),
        _ => None,
    });
    let field = kept.field(locale, FIELD);
    let mut shown = known(&field.values);
    shown.extend(told);
    let choice = |complaint: &Complaint| Choice::new(complaint.code(), words::despite(locale, *complaint));
    let choices: Vec<_> = shown.iter().map(choice).collect();
    let is_cautioned = field.error.is_some();
    let legend = td_string!(locale, staff.caution.legend);
    is_cautioned.then(|| view! { <Checkboxes field legend choices/> }.into_any())
}

/// The complaints of which staff say that they know.
pub(super) fn known(codes: &[String]) -> Vec<Complaint> {
    codes.iter().filter_map(|code| Complaint::from_code(code)).collect()
}

/// The form with what was ticked.
pub(super) fn kept(form: Form, despite: &[String]) -> Form {
    form.with_all(FIELD, despite.to_vec())
}

/// Cautions are told at the boxes; everything else as `otherwise` says.
pub(super) fn told(otherwise: impl FnOnce(DeskError) -> Halt) -> impl FnOnce(DeskError) -> Halt {
    move |error| match error {
        DeskError::Cautioned(found) => {
            Halt::Flawed(found.into_iter().map(|complaint| (FIELD.to_owned(), Flaw::Caution(complaint))).collect())
        }
        other => otherwise(other),
    }
}
