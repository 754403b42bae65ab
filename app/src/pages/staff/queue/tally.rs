use crate::texts::{Locale, td_string};
use desk::staff::Tally;
use leptos::prelude::*;

/// How many match; and of what is open, how many are late or soon due.
pub(super) fn view(locale: Locale, shows_ended: bool, tally: Tally) -> AnyView {
    if tally.all == 0 {
        return ().into_any();
    }
    let all = match tally.all {
        1 => td_string!(locale, staff.queue.one).to_owned(),
        count => td_string!(locale, staff.queue.many, count = count).to_string(),
    };
    let due = (!shows_ended).then(|| view! { {late(locale, tally.late)} <li>{soon(locale, tally.soon)}</li> });
    view! {
        <ul class="matching">
            <li>{all}</li>
            {due}
        </ul>
    }
    .into_any()
}

fn late(locale: Locale, count: i64) -> Option<impl IntoView> {
    let text = match count {
        0 => return None,
        1 => td_string!(locale, staff.queue.late_one).to_owned(),
        _ => td_string!(locale, staff.queue.late_many, count = count).to_string(),
    };
    Some(view! { <li class="late">{text}</li> })
}

fn soon(locale: Locale, count: i64) -> String {
    match count {
        0 => td_string!(locale, staff.queue.soon_none).to_owned(),
        1 => td_string!(locale, staff.queue.soon_one).to_owned(),
        _ => td_string!(locale, staff.queue.soon_many, count = count).to_string(),
    }
}
