//! Where a signer's request is: each controller with both receipts, and what happens next.

use crate::forms::Visit;
use crate::kit::{Due, Notice, Timeline, TimelineItem, Tone, Why, linked};
use crate::texts::{Locale, dates, td_string, words};
use desk::subject::{ForwardingTrail, SubjectRequest};
use domain::forwarding::{FollowUp, ForwardingStanding, Report};
use domain::law::{Authorities, local_date};
use domain::words::Channel;
use leptos::prelude::*;

/// The controllers of a signer's request.
pub(super) fn trail(visit: &Visit, request: &SubjectRequest) -> AnyView {
    if !request.procedure.relationship.is_processed_for_others() {
        return ().into_any();
    }
    let locale = visit.locale;
    let controllers = request.trail.iter().map(|one| controller(visit, request, one)).collect::<Vec<_>>();
    let none = controllers.is_empty().then(|| view! { <p>{td_string!(locale, subject.request.trail_none)}</p> });
    view! {
        <section aria-labelledby="trail">
            <h2 id="trail">{td_string!(locale, subject.request.trail)}</h2>
            {none}
            {controllers}
        </section>
    }
    .into_any()
}

fn controller(visit: &Visit, request: &SubjectRequest, trail: &ForwardingTrail) -> impl IntoView + use<> {
    let (locale, zone) = (visit.locale, visit.office.place().zone.clone());
    let (steps, next) = (steps(locale, trail), next(locale, trail));
    let expected = trail.standing.is_awaited().then(|| expected(visit, request, trail));
    view! {
        <article class="card">
            <h3>{trail.controller.clone()}</h3>
            <p>{next}</p>
            {expected}
            {silence(visit, trail)}
            <Timeline locale zone items=steps/>
        </article>
    }
}

fn steps(locale: Locale, trail: &ForwardingTrail) -> Vec<TimelineItem> {
    let step = |at, text: &str| TimelineItem { at, text: text.to_owned(), more: None };
    let told = trail.told.map(|at| step(at, td_string!(locale, subject.request.step_told)));
    let acknowledged = trail.acknowledged.map(|at| step(at, td_string!(locale, subject.request.step_acknowledged)));
    let disputed = trail.disputed.map(|at| step(at, td_string!(locale, subject.request.step_disputed)));
    let answered = trail.answered.map(|(at, _)| step(at, td_string!(locale, subject.request.step_answered)));
    let forwarded = step(trail.forwarded, td_string!(locale, subject.request.step_forwarded));
    [Some(forwarded), told, acknowledged, disputed, answered].into_iter().flatten().collect()
}

fn next(locale: Locale, trail: &ForwardingTrail) -> String {
    let text = match trail.standing {
        ForwardingStanding::Underway => td_string!(locale, subject.request.next_forwarded),
        ForwardingStanding::Told => td_string!(locale, subject.request.next_told),
        ForwardingStanding::Acknowledged => td_string!(locale, subject.request.next_acknowledged),
        ForwardingStanding::Disputed => td_string!(locale, subject.request.next_disputed),
        ForwardingStanding::Answered => {
            return trail.answered.map(|(_, said)| answered(locale, said)).unwrap_or_default();
        }
    };
    text.to_owned()
}

fn answered(locale: Locale, report: Report) -> String {
    let (day, outcome) = (dates::full_day(locale, report.on), words::outcome(locale, report.outcome).to_lowercase());
    let channel = match report.channel {
        Channel::Web => td_string!(locale, subject.request.own_site).to_owned(),
        other => words::channel(locale, other).to_lowercase(),
    };
    td_string!(locale, subject.request.next_answered, day = day, channel = channel, outcome = outcome).to_string()
}

fn expected(visit: &Visit, request: &SubjectRequest, trail: &ForwardingTrail) -> impl IntoView + use<> {
    let (locale, zone, expected) = (visit.locale, &visit.office.place().zone, trail.expected.clone());
    let (received, days_left) =
        (local_date(request.procedure.received, zone), expected.days_left(visit.office.now(), zone));
    let (due, provisional) = (expected.due, expected.provisional.is_some());
    view! {
        <p>{td_string!(locale, subject.request.expected)} " " <Due locale received due days_left provisional/></p>
        <Why locale deadline=expected/>
    }
}

/// What can be done about a controller that says nothing.
fn silence(visit: &Visit, trail: &ForwardingTrail) -> Option<AnyView> {
    let locale = visit.locale;
    let how = if trail.followed_up.contains(&FollowUp::SignerAdvisedLate) {
        td_string!(locale, subject.request.late)
    } else if trail.standing == ForwardingStanding::Told && trail.followed_up.contains(&FollowUp::SignerAdvised) {
        td_string!(locale, subject.request.silent)
    } else {
        return None;
    };
    let authority = Authorities::bundled().of_country(trail.member_state).map(|one| linked(locale, one));
    let complain = authority.map(|authority| {
        view! { <li>{td_string!(locale, subject.request.can_complain)} " " {authority}</li> }
    });
    let notice = view! {
        <Notice tone=Tone::Warning>
            <p>{how}</p>
            <p><strong>{td_string!(locale, subject.request.can)}</strong></p>
            <ul>
                <li>{td_string!(locale, subject.request.can_ask)}</li>
                {complain}
                <li>{td_string!(locale, subject.request.can_court)}</li>
            </ul>
        </Notice>
    };
    trail.standing.is_awaited().then(|| notice.into_any())
}
