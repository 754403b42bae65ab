//! When an answer is due: as a day, as a bar, and why.

use crate::texts::{Locale, dates, law, td_string};
use domain::law::{Deadline, MemberState};
use jiff::civil::Date;
use leptos::prelude::*;

/// The last day, with the days left as bar and number.
#[component]
pub fn Due(
    /// The language of the page.
    locale: Locale,
    /// The day of receipt, at the operator's place.
    received: Date,
    /// The last day.
    due: Date,
    /// Whole calendar days left; negative when it is over.
    days_left: i64,
    /// Whether a list of holidays is missing for it.
    #[prop(optional)]
    provisional: bool,
) -> impl IntoView {
    let length = (received.duration_until(due).as_hours() / 24).max(1);
    let share = days_left.clamp(0, length);
    let left = dates::days_left(locale, days_left);
    view! {
        <span class="due" class:over={days_left < 0} class:soon={(0..=7).contains(&days_left)}>
            <time datetime=due.to_string()>{dates::day(locale, due)}</time>
            <meter min="0" max=length value=share low="7" optimum=length aria-hidden="true"></meter>
            <span class="left">{left}</span>
            {provisional.then(|| view! { <span class="provisional">{td_string!(locale, law.provisional)}</span> })}
        </span>
    }
}

/// Why the last day is that day: the steps of the computation as sentences.
#[component]
pub fn Why(
    /// The language of the page.
    locale: Locale,
    /// The deadline.
    deadline: Deadline,
    /// Where the holidays are, if the reader should be told.
    #[prop(optional)]
    state: Option<MemberState>,
) -> impl IntoView {
    view! {
        <details class="why">
            <summary>{td_string!(locale, law.why)}</summary>
            <p>{law::explain(locale, &deadline.trace, state)}</p>
            <p class="hint">{td_string!(locale, law.basis)}</p>
        </details>
    }
}
