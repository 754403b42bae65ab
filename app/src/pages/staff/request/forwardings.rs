use super::Seen;
use crate::kit::{Due, Row, SummaryList, Tag, Time, Tone, Why, paragraphs};
use crate::paths;
use crate::texts::{self, Locale, td_string};
use desk::staff::{Hindrance, StaffForwarding};
use domain::forwarding::ForwardingStanding;
use leptos::prelude::*;

/// To which controllers the request went, with both receipts.
pub(super) fn list(seen: &Seen) -> Option<AnyView> {
    let items = seen.request.forwardings.iter().map(|forwarding| one(seen, forwarding)).collect_view();
    (!seen.request.forwardings.is_empty()).then(|| view! { <ul class="pieces">{items}</ul> }.into_any())
}

fn one(seen: &Seen, sent: &StaffForwarding) -> impl IntoView + use<> {
    let (locale, zone) = (seen.locale, seen.place.zone.clone());
    let forwarding = &sent.forwarding;
    let time = |at| view! { <Time locale at zone=zone.clone()/> }.into_any();
    let mut rows = vec![
        Row::new(td_string!(locale, staff.route.received), time(forwarding.received_by_processor)),
        Row::new(td_string!(locale, staff.route.forwarded), time(sent.forwarded)),
        Row::new(td_string!(locale, staff.route.told), forwarding.told.map_or_else(|| untold(locale, sent), time)),
        Row::new(
            td_string!(locale, staff.route.acknowledged),
            forwarding.acknowledged.map_or_else(|| td_string!(locale, staff.route.not_acknowledged).into_any(), time),
        ),
        Row::new(td_string!(locale, staff.route.mailbox), proof(locale, forwarding.proven)),
    ];
    let is_awaited = forwarding.standing().is_awaited();
    rows.extend(is_awaited.then(|| Row::new(td_string!(locale, staff.route.expected), expected(seen, sent))));
    rows.extend(sent.dispute.as_deref().map(|reasons| {
        let reasons = view! { <blockquote class="quoted">{paragraphs(reasons)}</blockquote> };
        Row::new(td_string!(locale, staff.route.disputed), reasons)
    }));
    rows.extend(
        forwarding.reported.map(|(_, report)| {
            Row::new(td_string!(locale, staff.route.reported), texts::words::report(locale, report))
        }),
    );
    let (tone, state) = match forwarding.standing() {
        ForwardingStanding::Underway => (Tone::Warning, td_string!(locale, staff.route.state_on_its_way)),
        ForwardingStanding::Told => (Tone::Calm, td_string!(locale, staff.route.state_told)),
        ForwardingStanding::Acknowledged => (Tone::Good, td_string!(locale, staff.route.state_acknowledged)),
        ForwardingStanding::Disputed => (Tone::Warning, td_string!(locale, staff.route.state_disputed)),
        ForwardingStanding::Answered => (Tone::Good, td_string!(locale, staff.route.state_answered)),
    };
    view! {
        <li class="piece">
            <div class="section-head">
                <h3>{sent.controller.clone()}</h3>
                <Tag tone text=state/>
            </div>
            <SummaryList locale rows/>
            {is_awaited.then(|| view! { <Why locale deadline=sent.expected.clone()/> })}
        </li>
    }
}

/// Why the controller was not told yet, and where that is mended.
fn untold(locale: Locale, sent: &StaffForwarding) -> AnyView {
    let text = match sent.hindrance {
        None => return td_string!(locale, staff.route.not_told).into_any(),
        Some(Hindrance::Unconfirmed) => td_string!(locale, staff.route.unconfirmed),
        Some(Hindrance::Bounces) => td_string!(locale, staff.route.bounces),
    };
    view! { <a href=paths::registered(sent.forwarding.controller)>{text}</a> }.into_any()
}

fn proof(locale: Locale, is_proven: bool) -> AnyView {
    let text = if is_proven {
        td_string!(locale, staff.route.sent_proven)
    } else {
        td_string!(locale, staff.route.sent_unproven)
    };
    text.into_any()
}

fn expected(seen: &Seen, sent: &StaffForwarding) -> AnyView {
    let received = seen.place.date(sent.forwarding.received_by_processor);
    let deadline = &sent.expected;
    let (due, provisional) = (deadline.due, deadline.provisional.is_some());
    let days_left = deadline.days_left(seen.now, &seen.place.zone);
    view! { <Due locale=seen.locale received due days_left provisional/> }.into_any()
}
