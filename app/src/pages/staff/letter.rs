//! The answer as a letter: to be printed for somebody who is not answered in the portal, in that person's language.

use super::navigation;
use crate::forms::{Halt, Visit};
use crate::kit::{Page, Shown, answered, paragraphs};
use crate::texts::{Locale, code, dates, td_string, words};
use desk::staff::StaffRequest;
use desk::{Answered, DeskError, Operator};
use domain::law::Place;
use domain::reference::Reference;
use leptos::prelude::*;

/// The page; there is none before there is an answer.
pub async fn page(visit: Visit) -> Shown {
    let reference: Reference = visit.param("reference")?;
    let request = visit.staff().await?.request(&reference).await?;
    let answer = request.answers.last().filter(|_| !request.procedure.is_open());
    let answer = answer.ok_or(Halt::Desk(DeskError::NotFound))?;
    let locale = visit.locale;
    let letter = letter(&request, answer, visit.office.operator(), visit.office.place());
    let body = view! {
        <p class="not-printed">{td_string!(locale, staff.letter.how)}</p>
        {letter}
    };
    let title = td_string!(locale, staff.letter.title, reference = reference.to_string()).to_string();
    Ok(Page::new(title, body).back(Some(super::path(&reference))).navigation(navigation(locale)))
}

fn letter(request: &StaffRequest, answer: &Answered, operator: &Operator, place: &Place) -> impl IntoView + use<> {
    let (contact, p) = (&request.contact, &request.procedure);
    let locale = Locale::from(contact.language);
    let right = format!("{} ({})", words::right_in_law(locale, p.right), words::article(locale, p.right));
    let received = dates::day(locale, place.date(p.received));
    let channel = words::channel(locale, p.channel).to_lowercase();
    let came = td_string!(locale, staff.letter.came, day = received, channel = channel, right = &right).to_string();
    let outcome = words::outcome(locale, answer.outcome).to_lowercase();
    let told = td_string!(locale, staff.letter.told, outcome = outcome).to_string();
    let enclosed = p.available_until.is_some().then(|| {
        view! { <p>{td_string!(locale, staff.letter.enclosed)}</p> }
    });
    let questions =
        td_string!(locale, staff.letter.questions, contact = &operator.dpo, reference = request.reference.to_string());
    view! {
        <article class="letter" lang=code(locale)>
            <address class="letter-from">
                <strong>{operator.name.clone()}</strong>
                <span>{operator.address.clone()}</span>
            </address>
            <address class="letter-to as-written">{addressee(request)}</address>
            <dl class="letter-facts">
                <div>
                    <dt>{td_string!(locale, staff.letter.date)}</dt>
                    <dd>{dates::day(locale, place.date(answer.at))}</dd>
                </div>
                <div>
                    <dt>{td_string!(locale, staff.letter.reference)}</dt>
                    <dd>{request.reference.to_string()}</dd>
                </div>
            </dl>
            <h2>{td_string!(locale, staff.letter.subject, right = &right).to_string()}</h2>
            <p>{td_string!(locale, staff.letter.dear, name = &contact.name).to_string()}</p>
            <p>{came} " " {told}</p>
            {enclosed}
            {answered(locale, p.right, answer)}
            {paragraphs(&questions.to_string())}
            <p>{td_string!(locale, staff.letter.regards)}</p>
            <p>{operator.name.clone()}</p>
        </article>
    }
}

fn addressee(request: &StaffRequest) -> String {
    let contact = &request.contact;
    let lines = std::iter::once(contact.name.as_str()).chain(contact.address.as_deref());
    lines.collect::<Vec<_>>().join("\n")
}
