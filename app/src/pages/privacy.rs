//! The whole privacy notice (Art. 13).

use crate::forms::Visit;
use crate::kit::{Page, Shown, contact_link};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::Operator;
use domain::procedure::Policy;
use leptos::prelude::*;

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let locale = visit.locale;
    let operator = visit.office.operator();
    let body = view! {
        <p class="lead">{td_string!(locale, privacy.lead, operator = &operator.name).to_string()}</p>
        {who_what_why(locale, operator)}
        {rest(locale, operator, visit.office.context().policy)}
    };
    Ok(Page::new(td_string!(locale, privacy.title), body))
}

fn who_what_why(locale: Locale, operator: &Operator) -> impl IntoView + use<> {
    view! {
        <h2>{td_string!(locale, privacy.who)}</h2>
        <p>
            {operator.name.clone()}
            <br/>
            {operator.address.clone()}
        </p>
        <p>{td_string!(locale, privacy.who_dpo)} " " {contact_link(&operator.dpo)}</p>
        <h2>{td_string!(locale, privacy.what)}</h2>
        <ul>
            <li>{td_string!(locale, privacy.what_given)}</li>
            <li>{td_string!(locale, privacy.what_made)}</li>
            <li>{td_string!(locale, privacy.what_device)}</li>
        </ul>
        <h2>{td_string!(locale, privacy.why)}</h2>
        <p>{td_string!(locale, privacy.why_law)}</p>
        <p>{td_string!(locale, privacy.why_signer)}</p>
    }
}

fn rest(locale: Locale, operator: &Operator, policy: &Policy) -> impl IntoView + use<> {
    let (days, log) = (policy.matter_days, policy.log_days);
    view! {
        <h2>{td_string!(locale, privacy.who_gets)}</h2>
        <ul>
            <li>{td_string!(locale, privacy.who_gets_staff)}</li>
            <li>{td_string!(locale, privacy.who_gets_controller)}</li>
        </ul>
        <p>{td_string!(locale, privacy.who_gets_mail)}</p>
        <h2>{td_string!(locale, privacy.long)}</h2>
        <ul>
            <li>{td_string!(locale, privacy.long_draft)}</li>
            <li>{td_string!(locale, privacy.long_request, days = days, log = log).to_string()}</li>
        </ul>
        <h2>{td_string!(locale, privacy.safe)}</h2>
        <p>{td_string!(locale, privacy.safe_text)}</p>
        <h2>{td_string!(locale, privacy.cookies)}</h2>
        <p>{td_string!(locale, privacy.cookies_text)}</p>
        <h2>{td_string!(locale, privacy.rights)}</h2>
        <p>
            {td_string!(locale, privacy.rights_text)}
            " "
            <a href=paths::FILE>{td_string!(locale, privacy.rights_start)}</a>
        </p>
        <p>
            {td_string!(locale, privacy.complain)}
            " "
            <a href=operator.authority_url.clone()>{operator.authority_name.clone()}</a>
        </p>
    }
}
