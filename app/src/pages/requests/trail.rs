//! Where a signer's request is: each controller with both receipts, and what happens next.

use crate::forms::Visit;
use crate::kit::{Due, Timeline, TimelineItem, Why};
use crate::texts::td_string;
use desk::subject::{ForwardingTrail, SubjectRequest};
use domain::law::local_date;
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
    let step = |at, text: &str| TimelineItem { at, text: text.to_owned(), more: None };
    let forwarded = step(trail.forwarded, td_string!(locale, subject.request.step_forwarded));
    let told = trail.told.map(|at| step(at, td_string!(locale, subject.request.step_told)));
    let acknowledged = trail.acknowledged.map(|at| step(at, td_string!(locale, subject.request.step_acknowledged)));
    let next = match (trail.told, trail.acknowledged) {
        (_, Some(_)) => td_string!(locale, subject.request.next_acknowledged),
        (Some(_), None) => td_string!(locale, subject.request.next_told),
        (None, None) => td_string!(locale, subject.request.next_forwarded),
    };
    let expected = &trail.expected;
    let days_left = expected.days_left(visit.office.now(), &zone);
    view! {
        <article class="card">
            <h3>{trail.controller.clone()}</h3>
            <p>{next}</p>
            <p>
                {td_string!(locale, subject.request.expected)} " "
                <Due
                    locale
                    received=local_date(request.procedure.received, &zone)
                    due=expected.due
                    days_left
                    provisional=expected.provisional.is_some()
                />
            </p>
            <Why locale deadline=expected.clone()/>
            <Timeline locale zone items=[Some(forwarded), told, acknowledged].into_iter().flatten().collect()/>
        </article>
    }
}
