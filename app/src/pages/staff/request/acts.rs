//! What is done in the systems that hold the data: put down first, then done, then recorded.

use super::Seen;
use super::act::{self, Section};
use crate::forms::{Form, Halt, Kept, Parts, in_parts, parts_of};
use crate::kit::{
    Files, Notice, PROOF, Post, SecondaryButton, Select, Tag, TextArea, TextField, Time, Tone, attached, paragraphs,
};
use crate::paths;
use crate::texts::{self, td_string};
use desk::DeskError;
use desk::conversation::{Attachment, FILES_MAX};
use desk::staff::StaffAct;
use domain::ids::ActId;
use domain::procedure::{Command, Commitment, Refusal};
use domain::reference::Reference;
use domain::words::{Deed, MetBy};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos::server_fn::codec::MultipartData;

/// The control of the files that show an act. A browser does not fill it in again.
const FILES: &str = "proof_files";

/// The acts, and a form for another. Where a right is not met by acts, it shows what was put down all the same.
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let is_wanted = matches!(request.procedure.right.met_by(), MetBy::Acts) && request.procedure.is_open();
    if !is_wanted && request.acts.is_empty() {
        return ().into_any();
    }
    let is_done = !request.acts.is_empty() && request.procedure.acts_open().next().is_none();
    let list = if request.acts.is_empty() {
        view! { <p class="hint">{td_string!(locale, staff.acts.none)}</p> }.into_any()
    } else {
        view! { <ul class="pieces">{request.acts.iter().map(|one| item(seen, one)).collect_view()}</ul> }.into_any()
    };
    view! {
        <section id=Section::Acts.code() class="work" aria-labelledby="acts-title">
            {act::heading(Section::Acts, td_string!(locale, staff.acts.title), is_done.then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Acts, td_string!(locale, staff.acts.planned))}
            {act::done_notice(seen, Section::Finish, td_string!(locale, staff.acts.finished))}
            {list}
            {can(seen, plan_probe()).then(|| more(seen))}
        </section>
    }
    .into_any()
}

fn can(seen: &Seen, probe: Command) -> bool {
    act::refusal(seen, probe).is_none()
}

fn plan_probe() -> Command {
    let (by, act, words) = (act::SOMEBODY, ActId(uuid::Uuid::nil()), Commitment(String::new()));
    Command::PlanAct { by, act, system: String::new(), deed: Deed::Stop, words }
}

fn item(seen: &Seen, of: &StaffAct) -> impl IntoView + use<> {
    let (locale, zone) = (seen.locale, seen.place.zone.clone());
    let deed = texts::words::deed(locale, of.act.deed);
    let state = match of.done {
        Some((at, by)) => {
            let name = seen.request.names.iter().find(|(id, _)| *id == by).map(|(_, name)| name.clone());
            view! {
                <Tag tone=Tone::Good text=td_string!(locale, staff.acts.was_done)/>
                " "
                <Time locale at zone/>
                {name.map(|name| format!(" · {name}"))}
            }
            .into_any()
        }
        None => view! { <Tag tone=Tone::Calm text=td_string!(locale, staff.acts.to_do)/> }.into_any(),
    };
    let proof = of.proof.as_deref().map(|text| view! { <blockquote class="quoted">{paragraphs(text)}</blockquote> });
    let path = |file: &Attachment| paths::proof(&seen.request.reference, file.id);
    let files = attached(locale, &of.files, td_string!(locale, staff.acts.shown_by), &path);
    view! {
        <li class="piece">
            <h3>{format!("{deed}: {}", of.label)}</h3>
            <p class="piece-facts">{state}</p>
            {paragraphs(&of.words)}
            {proof}
            {files}
            {of.done.is_none().then(|| steps(seen, of))}
        </li>
    }
}

/// What can be done about an act that waits; each says what it does before it does it.
fn steps(seen: &Seen, of: &StaffAct) -> AnyView {
    let (locale, request, id) = (seen.locale, &seen.request, of.act.id);
    let probe = Command::FinishAct { by: act::SOMEBODY, act: id, proof: None, files: Vec::new() };
    let finish = match act::refusal(seen, probe) {
        None => finish(seen, of),
        Some(Refusal::Closed) => ().into_any(),
        Some(refusal) => act::why_not(locale, refusal).into_any(),
    };
    let drop = can(seen, Command::DropAct { by: act::SOMEBODY, act: id }).then(|| {
        let button = td_string!(locale, staff.acts.drop_button, system = &of.label).to_string();
        let (seen_version, id) = (act::seen(request), id.to_string());
        view! {
            <details class="more">
                <summary>{td_string!(locale, staff.acts.drop)}</summary>
                <p>{td_string!(locale, staff.acts.drop_why)}</p>
                <Post action=DropAct::url()>
                    {seen_version}
                    <input type="hidden" name="act" value=id/>
                    <SecondaryButton>{button}</SecondaryButton>
                </Post>
            </details>
        }
    });
    view! { {finish} {drop} }.into_any()
}

/// The anchor of a control: several acts can wait, and ids are unique on a page.
fn control(name: &str, act: ActId) -> String {
    format!("{name}-{act}")
}

fn finish(seen: &Seen, of: &StaffAct) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Finish));
    let is_first = seen.request.procedure.acts_open().next().is_some_and(|first| first.id == of.act.id);
    let kept = if kept.values.get("act").is_some_and(|ids| ids.contains(&of.act.id.to_string())) {
        kept
    } else {
        Kept::default()
    };
    let is_open = kept.is_faulty() || (is_first && seen.next() == Some(Section::Acts));
    let (seen_version, id) = (act::seen(&seen.request), of.act.id.to_string());
    let button = td_string!(locale, staff.acts.finish_button, system = &of.label).to_string();
    let warning = (of.act.deed == Deed::Erase).then(|| {
        let what = td_string!(locale, staff.acts.finish_erase, what = &of.words).to_string();
        view! { <Notice tone=Tone::Warning><p>{what}</p></Notice> }
    });
    let field = kept.field(locale, &control("proof", of.act.id));
    let files = kept.field(locale, &control(FILES, of.act.id));
    view! {
        <details class="more" open=is_open>
            <summary>{td_string!(locale, staff.acts.finish)}</summary>
            <p>{td_string!(locale, staff.acts.finish_why)}</p>
            {warning}
            <Post action=FinishAct::url() files=true>
                {seen_version}
                <input type="hidden" name="act" value=id/>
                <TextField
                    field
                    sent_as="proof"
                    label=td_string!(locale, staff.acts.proof)
                    hint=td_string!(locale, staff.acts.proof_hint)
                />
                <Files
                    field=files
                    sent_as=FILES
                    label=td_string!(locale, staff.acts.proof_files)
                    hint=td_string!(locale, staff.acts.proof_files_hint)
                    accept=PROOF
                    multiple=true
                />
                <SecondaryButton>{button}</SecondaryButton>
            </Post>
        </details>
    }
    .into_any()
}

/// The form; folded away once there is something to do.
fn more(seen: &Seen) -> AnyView {
    if seen.request.acts.is_empty() {
        return form(seen);
    }
    view! {
        <details class="more" open=seen.kept(Section::Acts).is_faulty()>
            <summary>{td_string!(seen.locale, staff.acts.another)}</summary>
            {form(seen)}
        </details>
    }
    .into_any()
}

fn form(seen: &Seen) -> AnyView {
    let (locale, mut kept) = (seen.locale, seen.kept(Section::Acts));
    kept.begin_with("deed", Deed::meeting(seen.request.procedure.right).code());
    let seen_version = act::seen(&seen.request);
    let button = act::button(seen, Section::Acts, td_string!(locale, staff.acts.button));
    // Where all recipients are to be told, that has a section of its own.
    let has_own = seen.request.procedure.right.is_told_to_recipients();
    let deeds = Deed::ALL.iter().filter(|deed| !(has_own && **deed == Deed::TellRecipient));
    let deeds = deeds.map(|deed| (deed.code().to_owned(), texts::words::deed(locale, *deed).to_owned()));
    let deeds: Vec<_> = deeds.collect();
    let systems = seen.operator.systems.iter().map(|system| (system.id.clone(), system.label.clone()));
    let systems: Vec<_> = systems.collect();
    let nothing = td_string!(locale, staff.gather.choose);
    view! {
        <Post action=PlanAct::url() class="gather-form">
            <h3>{td_string!(locale, staff.acts.add)}</h3>
            {seen_version}
            <Select
                field=kept.field(locale, "act_system")
                label=td_string!(locale, staff.acts.system)
                nothing
                options=systems
            />
            <Select field=kept.field(locale, "deed") label=td_string!(locale, staff.acts.deed) options=deeds/>
            <TextArea
                field=kept.field(locale, "act_words")
                label=td_string!(locale, staff.acts.words)
                hint=td_string!(locale, staff.acts.words_hint)
                rows=3
            />
            {button}
        </Post>
    }
    .into_any()
}

/// Puts down what is to be done.
#[server(prefix = "/do", endpoint = "staff/act/plan")]
pub async fn plan_act(
    /// For which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// In which system.
    #[server(default)]
    act_system: String,
    /// What kind of thing.
    #[server(default)]
    deed: Option<Deed>,
    /// What exactly.
    #[server(default)]
    act_words: String,
) -> Result<(), ServerFnError> {
    let form = Section::Acts.form(&reference, version).with("act_system", &act_system).with("act_words", &act_words);
    form.with("deed", deed.map_or("", Deed::code))
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::required([("act_system", act_system.is_empty()), ("deed", deed.is_none())])?;
            act::checked("act_words", &act_words)?;
            let done = desk.plan_act(&reference, version, &act_system, deed.unwrap_or(Deed::Stop), &act_words).await;
            done.map_err(|error| act::at_field(error, Refusal::WordsMissing, "act_words"))?;
            Ok(Section::Acts.done(&reference))
        })
        .await
}

/// Records that it was done.
#[server(prefix = "/do", endpoint = "staff/act/finish", input = Parts, input_derive = ())]
pub async fn finish_act(
    /// For which request and act, how that is seen, and files that show it.
    data: MultipartData,
) -> Result<(), ServerFnError> {
    let received = parts_of(data, act::is_staff().await, FILES, FILES_MAX).await;
    let named = Reference::parse(received.first("reference")).ok().zip(received.first("act").parse::<ActId>().ok());
    let Some((reference, act)) = named else {
        let form = Form::new("staff/finish", paths::STAFF);
        return form.settle(async |visit| visit.staff().await.and(Err(DeskError::NotFound.into()))).await;
    };
    let (version, proof) = (received.first("version").parse().unwrap_or_default(), received.first("proof"));
    let form = Section::Finish.form(&reference, version).with("act", act.to_string());
    form.with(&control("proof", act), proof)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            act::checked(&control("proof", act), proof)?;
            let done = desk.finish_act(&reference, version, act, proof, &received.files).await;
            done.map_err(|error| at_the_files(error, act))?;
            Ok(format!("{}?done=finish#acts", super::super::path(&reference)))
        })
        .await
}

in_parts!(FinishAct);

fn at_the_files(error: DeskError, act: ActId) -> Halt {
    match error {
        DeskError::File(fault) => Halt::flaw(&control(FILES, act), fault),
        other => other.into(),
    }
}

/// Strikes it out.
#[server(prefix = "/do", endpoint = "staff/act/drop")]
pub async fn drop_act(
    /// For which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// Which act.
    act: ActId,
) -> Result<(), ServerFnError> {
    Section::Finish
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.drop_act(&reference, version, act).await?;
            Ok(format!("{}#{}", super::super::path(&reference), Section::Acts.code()))
        })
        .await
}
