//! Taking in what came by letter, e-mail, phone or at the counter: one page, for who has the letter at hand.

mod given;
mod rights;

use super::navigation;
use crate::forms::{Halt, Kept, Parts, Visit, in_parts, parts_of};
use crate::kit::{
    Button, Choice, ErrorSummary, Files, PROOF, Page, Post, Radios, Select, Shown, TextArea, TextField, Width,
};
use crate::paths;
use crate::texts::{Locale, countries, td_string, words};
use desk::DeskError;
use desk::conversation::FILES_MAX;
use domain::filing::Reply;
use domain::words::{Channel, Language, Relationship};
use given::{Given, control};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

const FORM: &str = "staff/intake";
/// The control of the scan. A browser does not fill it in again.
const SCAN: &str = "scan";
/// The value for a country outside the European Economic Area.
const ELSEWHERE: &str = "elsewhere";

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk, mut kept) = (visit.locale, visit.staff().await?, visit.form(FORM).await?);
    let operator = visit.office.operator();
    kept.begin_with("number", desk.intake_number());
    kept.begin_with(&control("country"), operator.member_state.code());
    kept.begin_with(&control("language"), operator.language.code());
    let number = kept.field(locale, "number").value;
    let is_faulty = kept.is_faulty();
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        <p>{td_string!(locale, staff.intake.lead)}</p>
        <Post action=TakeIn::url() files=true class="intake">
            <input type="hidden" name="number" value=number/>
            <div class="intake-parts">
                <section aria-labelledby="receipt-title">{receipt(locale, &kept)}</section>
                <section aria-labelledby="who-title">{who(locale, &kept)}</section>
                <section aria-labelledby="reply-title">{reply(locale, &kept)}</section>
                <section aria-labelledby="what-title">{rights::view(locale, &kept)}</section>
            </div>
            <p class="hint">{td_string!(locale, staff.intake.will)}</p>
            <Button>{td_string!(locale, staff.intake.button)}</Button>
        </Post>
    };
    let page = Page::new(td_string!(locale, staff.intake.title), body).back(Some(paths::STAFF.to_owned()));
    Ok(page.width(Width::Desk).faulty(is_faulty).navigation(navigation(locale)))
}

fn receipt(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let field = |name| kept.field(locale, &control(name));
    let channels = Channel::ALL.iter().filter(|channel| channel.is_taken_in_by_staff());
    let channels = channels.map(|one| (one.code().to_owned(), words::channel(locale, *one).to_owned())).collect();
    let nothing = td_string!(locale, staff.intake.choose);
    view! {
        <h2 id="receipt-title">{td_string!(locale, staff.intake.receipt)}</h2>
        <Select field=field("channel") label=td_string!(locale, staff.intake.channel) nothing options=channels/>
        <TextField
            field=field("received")
            kind="date"
            class="narrow"
            label=td_string!(locale, staff.intake.received)
            hint=td_string!(locale, staff.intake.received_hint)
        />
        <Files
            field=kept.field(locale, SCAN)
            label=td_string!(locale, staff.intake.scan)
            hint=td_string!(locale, staff.intake.scan_hint)
            accept=PROOF
            multiple=true
        />
    }
}

fn who(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let field = |name| kept.field(locale, &control(name));
    let relationships = Relationship::ALL.iter();
    let relationships =
        relationships.map(|one| (one.code().to_owned(), words::relationship(locale, *one).to_owned())).collect();
    let elsewhere = (ELSEWHERE.to_owned(), td_string!(locale, filing.contact.country_elsewhere).to_owned());
    let countries = countries::all(locale).into_iter().chain([elsewhere]).collect();
    let nothing = td_string!(locale, staff.intake.choose);
    view! {
        <h2 id="who-title">{td_string!(locale, staff.facts.who)}</h2>
        <TextField field=field("name") label=td_string!(locale, staff.facts.name) autocomplete="off"/>
        <Select
            field=field("relationship")
            label=td_string!(locale, staff.facts.relationship)
            nothing
            options=relationships
        />
        <div class="for-customer">
            <TextField
                field=field("customer_number")
                label=td_string!(locale, staff.facts.customer_number)
                hint=td_string!(locale, staff.intake.if_known)
                autocomplete="off"
            />
        </div>
        <div class="for-signer">
            <TextField
                field=field("organisation")
                label=td_string!(locale, staff.facts.organisation)
                hint=td_string!(locale, staff.intake.signer_hint)
                autocomplete="off"
            />
            <TextField
                field=field("document")
                label=td_string!(locale, staff.facts.document)
                hint=td_string!(locale, staff.intake.if_known)
                autocomplete="off"
            />
        </div>
        <Select field=field("country") label=td_string!(locale, staff.facts.country) options=countries/>
    }
}

fn reply(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let field = |name| kept.field(locale, &control(name));
    let reply = |reply: &Reply| match reply {
        Reply::Letter => Choice::new(reply.code(), td_string!(locale, staff.intake.by_letter)),
        Reply::Portal => Choice::new(reply.code(), td_string!(locale, staff.intake.in_portal))
            .hint(td_string!(locale, staff.intake.in_portal_hint)),
    };
    let languages = Language::ALL.iter();
    let languages = languages.map(|one| (one.code().to_owned(), words::language(locale, *one).to_owned())).collect();
    view! {
        <h2 id="reply-title">{td_string!(locale, staff.intake.reply_title)}</h2>
        <Radios
            field=field("reply")
            legend=td_string!(locale, staff.intake.reply)
            choices=Reply::ALL.iter().map(reply).collect()
        />
        <div class="for-letter">
            <TextArea
                field=field("address")
                label=td_string!(locale, staff.intake.address)
                hint=td_string!(locale, staff.intake.address_hint)
                rows=4
            />
        </div>
        <TextField
            field=field("email")
            label=td_string!(locale, staff.facts.email)
            hint=td_string!(locale, staff.intake.email_hint)
            kind="email"
            autocomplete="off"
        />
        <Select field=field("language") label=td_string!(locale, staff.facts.language) options=languages/>
    }
}

/// Takes it in.
#[server(prefix = "/do", endpoint = "staff/intake", input = Parts, input_derive = ())]
pub async fn take_in(
    /// What the letter says, and its scan.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let is_staff = match Visit::take() {
        Ok(visit) => visit.staff().await.is_ok(),
        Err(_) => false,
    };
    let Given { form, number, intake, scans } = Given::of(parts_of(data, is_staff, SCAN, FILES_MAX).await);
    form.settle(async |visit| {
        let taken = visit.staff().await?.take_in(&number, &intake, &scans).await;
        Ok(match taken.map_err(at_its_field)?.as_slice() {
            [one] => super::path(one),
            _ => paths::STAFF.to_owned(),
        })
    })
    .await
}

in_parts!(TakeIn);

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::Faulty(faults) => {
            let named = faults.iter().map(|fault| (control(fault.field.name()), fault.problem.into()));
            Halt::Flawed(named.collect())
        }
        DeskError::File(fault) => Halt::flaw(SCAN, fault),
        other => other.into(),
    }
}
