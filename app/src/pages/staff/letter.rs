//! What goes by letter, to be printed for somebody who is not written to in the portal, in that person's language: an
//! answer, a question, that it takes longer, or that a restriction ends.

use super::navigation;
use crate::forms::{Halt, Visit};
use crate::kit::{Page, Shown, answered, paragraphs, recipients_told};
use crate::texts::{Locale, code, dates, td_string, words};
use desk::conversation::Message;
use desk::staff::StaffRequest;
use desk::{Answered, DeskError, Extension, Operator, ToldLifting};
use domain::law::Place;
use domain::procedure::Standing;
use domain::reference::Reference;
use domain::staff::Role;
use jiff::Timestamp;
use leptos::prelude::*;

/// The answer; there is no such page before there is one.
pub async fn page(visit: Visit) -> Shown {
    let (role, request) = request(&visit).await?;
    let answer = request.answers.last().filter(|_| !request.procedure.is_open());
    let answer = answer.ok_or(Halt::Desk(DeskError::NotFound))?;
    let sheet = Sheet::of(&visit, &request);
    let letter = sheet.letter(answer.at, sheet.title(), sheet.answer(answer));
    Ok(shown(&visit, role, &request, letter))
}

/// The question that waits for a reply; there is no such page while none does.
pub async fn question(visit: Visit) -> Shown {
    let (role, request) = request(&visit).await?;
    let asked = request.thread.iter().rfind(|message| message.by.is_some());
    let asked = asked.filter(|_| request.standing == Standing::AwaitingSubject);
    let asked = asked.ok_or(Halt::Desk(DeskError::NotFound))?;
    let sheet = Sheet::of(&visit, &request);
    let subject = td_string!(sheet.locale, staff.letter.asks_subject, right = sheet.right()).to_string();
    let letter = sheet.letter(asked.at, subject, sheet.question(asked));
    Ok(shown(&visit, role, &request, letter))
}

/// That it takes longer, and why; there is no such page unless it does.
pub async fn extension(visit: Visit) -> Shown {
    let (role, request) = request(&visit).await?;
    let told = request.extension.as_ref().filter(|_| request.procedure.is_open());
    let told = told.ok_or(Halt::Desk(DeskError::NotFound))?;
    let sheet = Sheet::of(&visit, &request);
    let subject = td_string!(sheet.locale, staff.letter.longer_subject, right = sheet.right()).to_string();
    let letter = sheet.letter(told.at, subject, sheet.longer(told));
    Ok(shown(&visit, role, &request, letter))
}

/// That a restriction ends, and why (Art. 18(3)); there is no such page unless it does.
pub async fn lifting(visit: Visit) -> Shown {
    let (role, request) = request(&visit).await?;
    let told = request.lifting.as_ref().filter(|told| told.lifting.lifted.is_none());
    let told = told.ok_or(Halt::Desk(DeskError::NotFound))?;
    let sheet = Sheet::of(&visit, &request);
    let subject = td_string!(sheet.locale, staff.letter.lifting_subject).to_owned();
    let letter = sheet.letter(told.lifting.announced, subject, sheet.lifted(told));
    Ok(shown(&visit, role, &request, letter))
}

async fn request(visit: &Visit) -> crate::forms::Result<(Role, StaffRequest)> {
    let (reference, desk): (Reference, _) = (visit.param("reference")?, visit.reading().await?);
    Ok((desk.role(), desk.request(&reference).await?))
}

fn shown(visit: &Visit, role: Role, request: &StaffRequest, letter: AnyView) -> Page {
    let locale = visit.locale;
    let body = view! {
        <p class="not-printed">{td_string!(locale, staff.letter.how)}</p>
        {letter}
    };
    let title = td_string!(locale, staff.letter.title, reference = request.reference.to_string()).to_string();
    Page::new(title, body).back(Some(super::path(&request.reference))).navigation(navigation(locale, role))
}

/// A letter in the language of the person to whom it goes.
struct Sheet<'a> {
    locale: Locale,
    request: &'a StaffRequest,
    operator: Operator,
    place: Place,
}

impl<'a> Sheet<'a> {
    fn of(visit: &Visit, request: &'a StaffRequest) -> Self {
        let (operator, place) = (visit.office.operator().clone(), visit.office.place().clone());
        Self { locale: Locale::from(request.contact.language), request, operator, place }
    }

    fn right(&self) -> String {
        let right = self.request.procedure.right;
        format!("{} ({})", words::right_in_law(self.locale, right), words::article(self.locale, right))
    }

    fn title(&self) -> String {
        td_string!(self.locale, staff.letter.subject, right = self.right()).to_string()
    }

    /// That, how and when the request came.
    fn came(&self) -> String {
        let (locale, p) = (self.locale, &self.request.procedure);
        let received = dates::day(locale, self.place.date(p.received));
        let channel = words::channel(locale, p.channel).to_lowercase();
        td_string!(locale, staff.letter.came, day = received, channel = channel, right = self.right()).to_string()
    }

    fn answer(&self, answer: &Answered) -> AnyView {
        let (locale, p) = (self.locale, &self.request.procedure);
        let outcome = words::outcome(locale, answer.outcome).to_lowercase();
        let told = td_string!(locale, staff.letter.told, outcome = outcome).to_string();
        let enclosed = p.available_until.is_some().then(|| {
            view! { <p>{td_string!(locale, staff.letter.enclosed)}</p> }
        });
        view! {
            <p>{self.came()} " " {told}</p>
            {enclosed}
            {answered(locale, answer)}
            {self.recipients()}
        }
        .into_any()
    }

    /// Each recipient of what was corrected, erased or restricted, by its name (Art. 19).
    fn recipients(&self) -> Option<AnyView> {
        let recipients: Vec<_> = self.request.recipients.iter().map(|one| one.named.clone()).collect();
        recipients_told(self.locale, &self.place, &recipients)
    }

    fn question(&self, asked: &Message) -> AnyView {
        let (locale, reference) = (self.locale, self.request.reference.to_string());
        let reply = td_string!(locale, staff.letter.reply, reference = reference).to_string();
        // A day that is over is nothing to promise.
        let due = (self.request.days_left >= 0).then(|| dates::full_day(locale, self.request.clock.due().due));
        let due = due.map(|due| td_string!(locale, staff.letter.reply_due, due = due).to_string());
        let asked = asked.words.as_deref().map(paragraphs);
        view! {
            <p>{self.came()} " " {td_string!(locale, staff.letter.asks)}</p>
            {asked}
            <p>{reply} " " {due}</p>
        }
        .into_any()
    }

    fn longer(&self, told: &Extension) -> AnyView {
        let locale = self.locale;
        let (ground, day) =
            (words::extension_ground(locale, told.ground), dates::full_day(locale, self.request.clock.due().due));
        let text = td_string!(locale, subject.request.extended, ground = ground, day = day).to_string();
        view! {
            <p>{self.came()} " " {text}</p>
            {paragraphs(&told.reasons)}
            <p>{td_string!(locale, staff.letter.longer_complain)}</p>
        }
        .into_any()
    }

    fn lifted(&self, told: &ToldLifting) -> AnyView {
        let locale = self.locale;
        let day = dates::full_day(locale, told.lifting.on);
        let text = td_string!(locale, subject.request.lifting, day = day).to_string();
        view! {
            <p>{self.came()} " " {text}</p>
            {paragraphs(&told.reasons)}
            <p>{td_string!(locale, staff.letter.longer_complain)}</p>
        }
        .into_any()
    }

    /// The sheet with its head and end.
    fn letter(&self, at: Timestamp, subject: String, body: AnyView) -> AnyView {
        let (locale, operator, contact) = (self.locale, &self.operator, &self.request.contact);
        let reference = self.request.reference.to_string();
        let questions = td_string!(locale, staff.letter.questions, contact = &operator.dpo, reference = &reference);
        view! {
            <article class="letter" lang=code(locale)>
                <address class="letter-from">
                    <strong>{operator.name.clone()}</strong>
                    <span>{operator.address.clone()}</span>
                </address>
                <address class="letter-to as-written">{addressee(self.request)}</address>
                <dl class="letter-facts">
                    <div>
                        <dt>{td_string!(locale, staff.letter.date)}</dt>
                        <dd>{dates::day(locale, self.place.date(at))}</dd>
                    </div>
                    <div>
                        <dt>{td_string!(locale, staff.letter.reference)}</dt>
                        <dd>{reference.clone()}</dd>
                    </div>
                </dl>
                <h2>{subject}</h2>
                <p>{td_string!(locale, staff.letter.dear, name = &contact.name).to_string()}</p>
                {body}
                {paragraphs(&questions.to_string())}
                <p>{td_string!(locale, staff.letter.regards)}</p>
                <p>{operator.name.clone()}</p>
            </article>
        }
        .into_any()
    }
}

fn addressee(request: &StaffRequest) -> String {
    let contact = &request.contact;
    let lines = std::iter::once(contact.name.as_str()).chain(contact.address.as_deref());
    lines.collect::<Vec<_>>().join("\n")
}
