//! Showing who one is by an electronic identification: offered, never demanded.

use crate::forms::Visit;
use crate::kit::{Notice, Tone};
use crate::paths;
use crate::texts::td_string;
use desk::providers::Audience;
use desk::subject::SubjectRequest;
use domain::procedure::{Command, decide};
use leptos::prelude::*;

/// What came of it, and the ways to it while it is of use.
pub(super) fn view(visit: &Visit, request: &SubjectRequest) -> AnyView {
    view! {
        {shown(visit, request)}
        {ways(visit, request)}
    }
    .into_any()
}

fn shown(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let (locale, shown) = (visit.locale, request.procedure.proving.eid.as_ref()?);
    let label = visit.office.provider_label(&shown.provider);
    let (tone, text) = if shown.is_match {
        (Tone::Good, td_string!(locale, subject.proof.eid_shown, label = label).to_string())
    } else {
        (Tone::Calm, td_string!(locale, subject.proof.eid_other, label = label).to_string())
    };
    Some(view! { <div role="status"><Notice tone><p>{text}</p></Notice></div> }.into_any())
}

fn ways(visit: &Visit, request: &SubjectRequest) -> Option<AnyView> {
    let (locale, mut providers) = (visit.locale, visit.office.providers(Audience::Subjects).peekable());
    providers.peek()?;
    let probe = Command::ShowEid { provider: String::new(), is_match: true };
    let is_named = request.procedure.proving.eid.as_ref().is_some_and(|shown| shown.is_match);
    if is_named || decide(&request.procedure, probe, &visit.office.context()).is_err() {
        return None;
    }
    let links = providers.map(|(id, label)| {
        let text = td_string!(locale, subject.proof.eid_with, label = label).to_string();
        view! { <a class="button secondary" href=paths::show_eid(&request.reference, id)>{text}</a> }
    });
    let links = links.collect_view();
    let section = view! {
        <section aria-labelledby="eid">
            <h2 id="eid">{td_string!(locale, subject.proof.eid_title)}</h2>
            <p>{td_string!(locale, subject.proof.eid_why)}</p>
            <p class="buttons">{links}</p>
        </section>
    };
    Some(section.into_any())
}
