//! A reply that came otherwise than through the portal, put down by staff.

use super::Seen;
use super::act::{self, Section};
use crate::forms::{Flaw, Form, Halt, Kept, Parts, Received, day, in_parts, parts_of};
use crate::kit::{Files, PROOF, Post, Select, TextArea, TextField};
use crate::paths;
use crate::texts::{self, td_string};
use desk::DeskError;
use desk::conversation::FILES_MAX;
use domain::filing::Heard;
use domain::ids::MessageId;
use domain::procedure::{Command, Commitment, Refusal, Relayed};
use domain::reference::Reference;
use domain::words::Channel;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

/// The control of the scan. A browser does not fill it in again.
const SCAN: &str = "reply_scan";

/// The name of a form control: what is wrong with a reply is said otherwise than of an intake.
fn control(field: &str) -> String {
    format!("reply_{field}")
}

/// The form, while something can be put down: open where a reply on paper is waited for, else folded away.
pub(super) fn view(seen: &Seen) -> Option<AnyView> {
    let (locale, kept) = (seen.locale, seen.kept(Section::Hear));
    let relayed = Relayed { by: act::SOMEBODY, channel: Channel::Letter, day: seen.place.date(seen.now) };
    let (message, words) = (MessageId(uuid::Uuid::nil()), Some(Commitment(String::new())));
    let probe = Command::Relay { relayed, message, words, files: Vec::new() };
    act::refusal(seen, probe).is_none().then(|| {
        let is_open = kept.is_faulty() || seen.is_asked_by_letter();
        let form = form(seen, &kept);
        view! {
            <details id=Section::Hear.code() class="more" open=is_open>
                <summary>{td_string!(locale, staff.hear.title)}</summary>
                <p>{td_string!(locale, staff.hear.lead)}</p>
                {form}
            </details>
        }
        .into_any()
    })
}

fn form(seen: &Seen, kept: &Kept) -> AnyView {
    let locale = seen.locale;
    let [channel, day, words] = ["channel", "received", "words"].map(|name| kept.field(locale, &control(name)));
    let scan = kept.field(locale, SCAN);
    let channels = Channel::ALL.iter().filter(|channel| channel.is_taken_in_by_staff());
    let channels =
        channels.map(|one| (one.code().to_owned(), texts::words::channel(locale, *one).to_owned())).collect();
    let (seen_version, button) =
        (act::seen(&seen.request), act::button(seen, Section::Hear, td_string!(locale, staff.hear.button)));
    view! {
        <Post action=Hear::url() files=true>
            {seen_version}
            <Select
                field=channel
                label=td_string!(locale, staff.hear.channel)
                nothing=td_string!(locale, staff.intake.choose)
                options=channels
            />
            <TextField
                field=day
                kind="date"
                class="narrow"
                label=td_string!(locale, staff.hear.received)
                hint=td_string!(locale, staff.hear.received_hint)
            />
            <TextArea
                field=words
                label=td_string!(locale, staff.hear.words)
                hint=td_string!(locale, staff.hear.words_hint)
                rows=4
            />
            <Files
                field=scan
                label=td_string!(locale, staff.hear.scan)
                hint=td_string!(locale, staff.hear.scan_hint)
                accept=PROOF
                multiple=true
            />
            {button}
        </Post>
    }
    .into_any()
}

/// Puts a reply down.
#[server(prefix = "/do", endpoint = "staff/hear", input = Parts, input_derive = ())]
pub async fn hear(
    /// Of which request, how and when it came, what it says, and its scan.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let received = parts_of(data, act::is_staff().await, SCAN, FILES_MAX).await;
    let Ok(reference) = Reference::parse(received.first("reference")) else {
        let form = Form::new("staff/hear", paths::STAFF);
        return form.settle(async |visit| visit.staff().await.and(Err(DeskError::NotFound.into()))).await;
    };
    let version = received.first("version").parse().unwrap_or_default();
    let form = ["channel", "received", "words"].into_iter().map(control);
    let form = form.fold(Section::Hear.form(&reference, version), |form, name| form.with(&name, received.first(&name)));
    form.settle(async |visit| {
        let desk = visit.staff().await?;
        act::checked(&control("words"), received.first(&control("words")))?;
        let done = desk.hear(&reference, version, &heard(&received), &received.files).await;
        done.map_err(at_its_field)?;
        Ok(format!("{}?done={}#{}", super::super::path(&reference), Section::Hear.code(), Section::Talk.code()))
    })
    .await
}

in_parts!(Hear);

fn heard(received: &Received) -> Heard {
    let text = |name: &str| received.first(&control(name)).to_owned();
    let typed = text("received");
    Heard {
        channel: Channel::from_code(&text("channel")),
        received: day(&typed),
        is_day_given: !typed.trim().is_empty(),
        words: text("words"),
    }
}

fn at_its_field(error: DeskError) -> Halt {
    match error {
        DeskError::Faulty(faults) => {
            let named = faults.iter().map(|fault| (control(fault.field.name()), fault.problem.into()));
            Halt::Flawed(named.collect())
        }
        DeskError::File(fault) => Halt::flaw(SCAN, fault),
        DeskError::Refused(Refusal::WordsMissing) => Halt::flaw(&control("words"), Flaw::Missing),
        other => other.into(),
    }
}
