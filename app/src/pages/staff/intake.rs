//! Taking in what came by letter, e-mail, phone or at the counter: one page, for who has the letter at hand.

mod given;
mod rights;
pub mod taken;

use super::navigation;
use crate::forms::{Flaw, Halt, Kept, Parts, Visit, in_parts, parts_of};
use crate::kit::{
    Button, Choice, EnterKey, ErrorSummary, Files, HeldFiles, PROOF, Page, Post, Radios, Select, Shown, TextArea,
    TextField, Width,
};
use crate::paths;
use crate::texts::{Locale, asks, countries, td_string, words};
use desk::DeskError;
use desk::conversation::FILES_MAX;
use desk::held::HeldFile;
use domain::filing::{About, Fault, Field, Intake, Reply};
use domain::words::{Channel, Language, Relationship};
use given::{Given, control};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

const FORM: &str = "staff/intake";
/// The control of the scan.
const SCAN: &str = "scan";
/// The value for a country outside the European Economic Area.
const ELSEWHERE: &str = "elsewhere";

/// The page.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk, mut kept) = (visit.locale, visit.staff().await?, visit.form(FORM).await?);
    let operator = visit.office.operator();
    kept.begin_with("number", desk.intake_number());
    kept.begin_with(&control("about"), About::Me.code());
    kept.begin_with(&control("country"), operator.member_state.code());
    kept.begin_with(&control("language"), operator.language.code());
    let number = kept.field(locale, "number").value;
    let scans = match visit.known_secret() {
        Some(secret) => desk.scans(secret, &number).await?,
        None => Vec::new(),
    };
    let is_faulty = kept.is_faulty();
    let body = view! {
        <ErrorSummary locale kept=kept.clone()/>
        <p>{td_string!(locale, staff.intake.lead)}</p>
        <Post action=TakeIn::url() files=true class="intake">
            <EnterKey/>
            <input type="hidden" name="number" value=number/>
            <div class="intake-parts">
                <section aria-labelledby="receipt-title">{receipt(locale, &kept, scans)}</section>
                <section aria-labelledby="who-title">{who(locale, &kept)}</section>
                <section aria-labelledby="reply-title">{reply(locale, &kept)}</section>
                <section aria-labelledby="what-title">{rights::view(locale, &kept)}</section>
            </div>
            <p class="hint">{td_string!(locale, staff.intake.will)}</p>
            <Button>{td_string!(locale, staff.intake.button)}</Button>
        </Post>
    };
    let page = Page::new(td_string!(locale, staff.intake.title), body).back(Some(paths::STAFF.to_owned()));
    Ok(page.width(Width::Desk).faulty(is_faulty).navigation(navigation(locale, desk.role())))
}

fn receipt(locale: Locale, kept: &Kept, scans: Vec<HeldFile>) -> impl IntoView + use<> {
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
        <HeldFiles locale files=scans/>
    }
}

fn who(locale: Locale, kept: &Kept) -> impl IntoView + use<> {
    let field = |name| kept.field(locale, &control(name));
    let about = About::all().map(|one| (one.code().to_owned(), for_whom(locale, one))).collect();
    let relationships = Relationship::ALL.iter();
    let relationships =
        relationships.map(|one| (one.code().to_owned(), words::relationship(locale, *one).to_owned())).collect();
    let elsewhere = (ELSEWHERE.to_owned(), td_string!(locale, filing.contact.country_elsewhere).to_owned());
    let countries = countries::all(locale).into_iter().chain([elsewhere]).collect();
    let nothing = td_string!(locale, staff.intake.choose);
    view! {
        <h2 id="who-title">{td_string!(locale, staff.facts.who)}</h2>
        <TextField field=field("name") label=td_string!(locale, staff.facts.name) autocomplete="off"/>
        <Select field=field("about") label=td_string!(locale, staff.intake.about) options=about/>
        <div class="for-represented">
            <TextField
                field=field("represented_name")
                label=td_string!(locale, staff.intake.represented_name)
                hint=td_string!(locale, staff.intake.represented_hint)
                autocomplete="off"
            />
            <TextField
                field=field("represented_email")
                label=td_string!(locale, staff.facts.represented_email)
                hint=td_string!(locale, staff.intake.represented_email_hint)
                kind="email"
                autocomplete="off"
            />
        </div>
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

fn for_whom(locale: Locale, about: About) -> String {
    match about {
        About::Me => td_string!(locale, staff.intake.for_self).to_owned(),
        About::Other(capacity) => {
            td_string!(locale, staff.intake.for_other, capacity = asks::capacity(locale, capacity)).to_string()
        }
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
    let Given { form, number, intake, scans, taken_out } = Given::of(parts_of(data, is_staff, SCAN, FILES_MAX).await);
    form.settle(async |visit| {
        let desk = visit.staff().await?;
        if let Some(scan) = taken_out {
            desk.drop_scan(visit.secret(), &number, scan).await?;
        }
        match desk.hold_scans(visit.secret(), &number, &scans).await {
            Err(DeskError::File(fault)) => return Err(Halt::Flawed(with_scan(&visit, &intake, fault.into()))),
            held => held?,
        }
        if taken_out.is_some() {
            // Nothing is wrong, and nothing is taken in yet: back to what was typed.
            return Err(Halt::Flawed(Vec::new()));
        }
        let taken = desk.take_in(&number, &intake, visit.secret()).await;
        Ok(match taken.map_err(at_its_field)?.as_slice() {
            [one] => super::path(one),
            [first, ..] => paths::taken_in(first),
            [] => paths::STAFF.to_owned(),
        })
    })
    .await
}

in_parts!(TakeIn);

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::Faulty(faults) => Halt::Flawed(faults.into_iter().map(named).collect()),
        other => other.into(),
    }
}

fn named(fault: Fault) -> (String, Flaw) {
    (control(fault.field.name()), fault.problem.into())
}

/// What is wrong with a scan, among all that is wrong: it stands below how and when the letter came.
fn with_scan(visit: &Visit, intake: &Intake, flaw: Flaw) -> Vec<(String, Flaw)> {
    let today = visit.office.place().date(visit.office.now());
    let faults = intake.complete(today).err().unwrap_or_default();
    let above = faults.iter().take_while(|fault| matches!(fault.field, Field::Channel | Field::Received)).count();
    let mut flaws: Vec<_> = faults.into_iter().map(named).collect();
    flaws.insert(above, (SCAN.to_owned(), flaw));
    flaws
}
