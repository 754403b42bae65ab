//! What is left of a request once what it was about is forgotten.

use super::timeline::{self, History};
use crate::forms::Visit;
use crate::kit::{Notice, Page, Row, SummaryList, Tone};
use crate::texts::{dates, td_string, words};
use desk::staff::Remains;
use domain::reference::Reference;
use domain::staff::Role;
use leptos::prelude::*;

/// The page: the facts of the procedure, and what happened when.
pub(super) fn page(visit: &Visit, role: Role, reference: &Reference, remains: &Remains) -> Page {
    let (locale, place, p) = (visit.locale, visit.office.place(), &remains.procedure);
    let day = |at| dates::day(locale, place.date(at));
    let mut rows = vec![
        Row::new(td_string!(locale, staff.facts.right), words::right_in_law(locale, p.right)),
        Row::new(td_string!(locale, staff.facts.relationship), words::relationship(locale, p.relationship)),
        Row::new(td_string!(locale, staff.facts.channel), words::channel(locale, p.channel)),
        Row::new(td_string!(locale, staff.facts.received), day(p.received)),
    ];
    if let Some((outcome, at)) = p.closed {
        rows.push(Row::new(words::outcome(locale, outcome), day(at)));
    }
    let (operator, identity, timeline) = (visit.office.operator(), visit.office.identity(), &remains.timeline);
    let history = History { locale, role, reference, place, operator, timeline, forwardings: &[], identity };
    let body = view! {
        <Notice tone=Tone::Calm>
            <p>{td_string!(locale, staff.remains.why)}</p>
        </Notice>
        <SummaryList locale rows/>
        {timeline::view(&history)}
    };
    Page::new(reference.to_string(), body).back(Some(super::back(visit))).navigation(super::navigation(locale, role))
}
