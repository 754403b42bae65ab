//! The mails that the demonstration does not send.

use crate::context::DemoMail;
use crate::forms::{Halt, Visit};
use crate::kit::{Page, Shown, Time};
use crate::paths;
use crate::texts::{Locale, td_string};
use desk::DeskError;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// The page; outside the demonstration there is none.
pub async fn page(visit: Visit) -> Shown {
    let mails = visit.demo_mails.clone().ok_or(Halt::Desk(DeskError::NotFound))?;
    let locale = visit.locale;
    let mut mails = (mails.0)();
    mails.sort_by_key(|mail| std::cmp::Reverse(mail.sent));
    let zone = visit.office.place().zone.clone();
    let body = view! {
        <p class="lead">{td_string!(locale, subject.demo.lead)}</p>
        <p>
            <a class="button secondary small" href=paths::DEMO_MAIL>
                {td_string!(locale, subject.demo.reload)}
            </a>
        </p>
        {code(&visit)}
        {list(locale, &zone, mails)}
    };
    Ok(Page::new(td_string!(locale, subject.demo.title), body))
}

/// The code of the staff's second factor: a demonstration has no authenticator.
fn code(visit: &Visit) -> Option<AnyView> {
    let (locale, code) = (visit.locale, visit.demo_code.as_ref().and_then(|code| (code.0)())?);
    let view = view! {
        <h2>{td_string!(locale, subject.demo.code_title)}</h2>
        <p>{td_string!(locale, subject.demo.code)} " " <code class="code">{code}</code></p>
        <p class="hint">{td_string!(locale, subject.demo.code_once)}</p>
    };
    Some(view.into_any())
}

fn list(locale: Locale, zone: &TimeZone, mails: Vec<DemoMail>) -> AnyView {
    if mails.is_empty() {
        return view! {
            <div class="empty">
                <h2>{td_string!(locale, subject.demo.none)}</h2>
                <p>{td_string!(locale, subject.demo.none_text)}</p>
            </div>
        }
        .into_any();
    }
    let mail = |mail: DemoMail| {
        view! {
            <article class="mail">
                <h2>{mail.subject}</h2>
                <dl>
                    <dt>{td_string!(locale, subject.demo.to)}</dt>
                    <dd>{mail.to}</dd>
                    <dt>{td_string!(locale, subject.demo.sent)}</dt>
                    <dd>
                        <Time locale at=mail.sent zone=zone.clone()/>
                    </dd>
                </dl>
                <div class="mail-text">{linked(&mail.text.replace("\r\n", "\n"))}</div>
            </article>
        }
    };
    mails.into_iter().map(mail).collect_view().into_any()
}

/// The text of a mail, with its links as links.
fn linked(text: &str) -> AnyView {
    let word = |word: &str| {
        let address = word.trim_end();
        if address.starts_with("http://") || address.starts_with("https://") {
            let (rest, href, address) = (word[address.len()..].to_owned(), address.to_owned(), address.to_owned());
            view! { <a href=href>{address}</a> {rest} }.into_any()
        } else {
            word.to_owned().into_any()
        }
    };
    text.split_inclusive(char::is_whitespace).map(word).collect_view().into_any()
}
