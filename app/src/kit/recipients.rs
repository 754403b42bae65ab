//! Who else was told of what was done (Art. 19).

use crate::texts::{Locale, dates, td_string};
use desk::NamedRecipient;
use domain::law::Place;
use domain::procedure::Spared;
use leptos::prelude::*;

/// Each recipient by its name, not by its kind (C-154/21).
pub fn recipients_told(locale: Locale, place: &Place, recipients: &[NamedRecipient]) -> Option<AnyView> {
    let one =
        |one: &NamedRecipient| view! { <li><strong>{one.name.clone()}</strong> ": " {state(locale, place, one)}</li> };
    let list = recipients.iter().map(one).collect_view();
    (!recipients.is_empty()).then(|| {
        view! {
            <section aria-labelledby="recipients">
                <h2 id="recipients">{td_string!(locale, subject.request.recipients)}</h2>
                <p>{td_string!(locale, subject.request.recipients_text)}</p>
                <ul>{list}</ul>
            </section>
        }
        .into_any()
    })
}

fn state(locale: Locale, place: &Place, one: &NamedRecipient) -> String {
    match (one.recipient.spared, one.recipient.told) {
        (Some(Spared::Impossible), _) => td_string!(locale, subject.request.recipient_impossible).to_owned(),
        (Some(Spared::Disproportionate), _) => {
            td_string!(locale, subject.request.recipient_disproportionate).to_owned()
        }
        (None, Some(at)) => {
            let day = dates::day(locale, place.date(at));
            td_string!(locale, subject.request.recipient_told, day = day).to_string()
        }
        (None, None) => td_string!(locale, subject.request.recipient_to_tell).to_owned(),
    }
}
