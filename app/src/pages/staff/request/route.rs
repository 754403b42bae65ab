//! Sending a signer's request to its controller.

use super::Seen;
use super::act::{self, Section};
use super::forwardings;
use crate::forms::{Flaw, Halt};
use crate::kit::{Choice, Notice, Post, Radios, Search, SecondaryButton, Tone};
use crate::texts::{Locale, td_string};
use desk::staff::{ControllerChoice, StaffRequest};
use domain::ids::ControllerId;
use domain::procedure::Command;
use domain::reference::Reference;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Most controllers that are offered at once: more are found by their name.
const SHOWN: usize = 12;

/// Whether staff can still send the request to a controller.
pub(super) const fn is_possible(request: &StaffRequest) -> bool {
    request.procedure.relationship.is_processed_for_others() && request.procedure.is_open()
}

/// Where a signer's request went, and where it can go (Art. 28(3)(e)).
pub(super) fn section(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    let is_done = !seen.request.forwardings.is_empty() && seen.next() != Some(Section::Route);
    let choose = seen.controllers.as_ref().map(|(words, found)| {
        let tried = |id: ControllerId| seen.request.forwardings.iter().any(|sent| sent.forwarding.controller == id);
        let untried = |choice: &&ControllerChoice| !tried(choice.id);
        let left: Vec<_> = found.iter().filter(untried).cloned().collect();
        let form = choose(seen, words, left);
        if is_done {
            let is_open = !words.is_empty() || seen.kept(Section::Route).is_faulty();
            view! {
                <details open=is_open>
                    <summary>{td_string!(locale, staff.route.another)}</summary>
                    {form}
                </details>
            }
            .into_any()
        } else {
            form
        }
    });
    let title = td_string!(locale, staff.route.title);
    view! {
        <section id=Section::Route.code() class="work" aria-labelledby="route-title">
            {act::heading(Section::Route, title, is_done.then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Route, td_string!(locale, staff.route.done))}
            <p class="hint">{td_string!(locale, staff.route.why)}</p>
            {act::done_notice(seen, Section::Leave, td_string!(locale, staff.timeline.left_at_that))}
            {forwardings::list(seen)}
            {leave(seen)}
            {choose}
        </section>
    }
    .into_any()
}

/// That nothing more is routed, where somebody has it already.
fn leave(seen: &Seen) -> Option<AnyView> {
    let (locale, seen_version) = (seen.locale, act::seen(&seen.request));
    let form = || {
        view! {
            <h3>{td_string!(locale, staff.route.leave)}</h3>
            <p>{td_string!(locale, staff.route.leave_what)}</p>
            <Post action=LeaveAtThat::url()>
                {seen_version}
                <SecondaryButton>{td_string!(locale, staff.route.leave_button)}</SecondaryButton>
            </Post>
        }
        .into_any()
    };
    act::refusal(seen, Command::LeaveAtThat { by: Some(act::SOMEBODY) }).is_none().then(form)
}

fn choose(seen: &Seen, words: &str, found: Vec<ControllerChoice>) -> AnyView {
    let locale = seen.locale;
    let unproven = seen.request.procedure.mailbox_proven.is_none().then(|| {
        view! { <Notice tone=Tone::Warning><p>{td_string!(locale, staff.route.unproven)}</p></Notice> }
    });
    let offer = if found.is_empty() {
        view! { <p>{td_string!(locale, staff.route.none_found)}</p> }.into_any()
    } else {
        forward_form(seen, found)
    };
    view! {
        <Search
            action=format!("{}#{}", super::super::path(&seen.request.reference), Section::Route.code())
            label=td_string!(locale, staff.route.search)
            words
            button=td_string!(locale, staff.route.search_button)
        />
        {unproven}
        {offer}
    }
    .into_any()
}

fn forward_form(seen: &Seen, found: Vec<ControllerChoice>) -> AnyView {
    let (locale, kept) = (seen.locale, seen.kept(Section::Route));
    let more = found.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        view! { <p class="hint">{td_string!(locale, staff.route.more, count = more).to_string()}</p> }
    });
    let seen_version = act::seen(&seen.request);
    let button = act::button(seen, Section::Route, td_string!(locale, staff.route.button));
    let choices = found.into_iter().take(SHOWN).map(|choice| offered(locale, choice)).collect();
    let siblings = (!seen.request.siblings.is_empty()).then(|| {
        view! { <li>{td_string!(locale, staff.route.will_siblings)}</li> }
    });
    view! {
        <Post action=ForwardTo::url()>
            {seen_version}
            <Radios field=kept.field(locale, "controller") legend=td_string!(locale, staff.route.choose) choices/>
            {more}
            <Notice tone=Tone::Calm>
                <p>{td_string!(locale, staff.answer.will)}</p>
                <ul>
                    <li>{td_string!(locale, staff.route.will_mail)}</li>
                    {siblings}
                    <li>{td_string!(locale, staff.route.will_signer)}</li>
                </ul>
            </Notice>
            {button}
        </Post>
    }
    .into_any()
}

/// A controller with why it may be the one.
fn offered(locale: Locale, choice: ControllerChoice) -> Choice {
    let mut facts =
        vec![td_string!(locale, staff.route.number, number = &choice.number).to_string(), choice.member_state];
    if choice.named {
        facts.push(td_string!(locale, staff.route.named).to_owned());
    }
    if choice.matches {
        facts.push(td_string!(locale, staff.route.matches).to_owned());
    }
    Choice::new(choice.id.to_string(), choice.name).hint(facts.join(" · "))
}

/// Sends a signer's request on its way to a controller.
#[server(prefix = "/do", endpoint = "staff/forward")]
pub async fn forward_to(
    /// Which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// To whom.
    #[server(default)]
    controller: Option<ControllerId>,
) -> Result<(), ServerFnError> {
    let chosen = controller.map(|id| id.to_string()).unwrap_or_default();
    Section::Route
        .form(&reference, version)
        .with("controller", chosen)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let controller = controller.ok_or_else(|| Halt::flaw("controller", Flaw::Missing))?;
            desk.forward(&reference, version, controller).await?;
            Ok(Section::Route.done(&reference))
        })
        .await
}

/// Leaves a signer's request with those to whom it went.
#[server(prefix = "/do", endpoint = "staff/leave")]
pub async fn leave_at_that(
    /// Which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
) -> Result<(), ServerFnError> {
    Section::Leave
        .form(&reference, version)
        .settle(async |visit| {
            visit.staff().await?.leave_at_that(&reference, version).await?;
            Ok(Section::Leave.done_at(&reference, Section::Route))
        })
        .await
}
