//! Recording whose data these are.

use super::act::{self, Section};
use super::{Seen, ask_document, ask_facts, documents, doubt, proving};
use crate::kit::{Choice, Post, Radios, TextArea, paragraphs};
use crate::texts::{self, td_string};
use domain::procedure::{Command, Commitment, Refusal};
use domain::reference::Reference;
use domain::words::IdentityBasis;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Whose data these are, and on what that rests (Art. 12(6)).
pub(super) fn section(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let probe =
        Command::ConfirmIdentity { by: act::SOMEBODY, basis: IdentityBasis::FactsMatched, reasons: None::<Commitment> };
    let refusal = act::refusal(seen, probe);
    let recorded = request.procedure.identity;
    if recorded.is_none() && refusal == Some(Refusal::Closed) {
        return ().into_any();
    }
    let is_open = recorded.is_none() || seen.kept(Section::Identity).is_faulty();
    let work = match refusal {
        Some(Refusal::Closed) => ().into_any(),
        Some(refusal) => act::why_not(locale, refusal).into_any(),
        None if recorded.is_none() => form(seen),
        None => view! {
            <details open=is_open>
                <summary>{td_string!(locale, staff.identity.again)}</summary>
                {form(seen)}
            </details>
        }
        .into_any(),
    };
    let title = td_string!(locale, staff.identity.title);
    view! {
        <section id=Section::Identity.code() class="work" aria-labelledby="identity-title">
            {act::heading(Section::Identity, title, recorded.is_some().then(|| act::tick(locale)))}
            {act::done_notice(seen, Section::Identity, td_string!(locale, staff.identity.done))}
            {recorded.map(|basis| known(seen, basis))}
            {proving::view(seen)}
            {documents::view(seen)}
            {work}
            {ask_facts::view(seen)}
            {doubt::view(seen)}
            {ask_document::view(seen)}
        </section>
    }
    .into_any()
}

/// What is recorded.
fn known(seen: &Seen, basis: IdentityBasis) -> impl IntoView + use<> {
    let locale = seen.locale;
    let reasons = seen.request.identity_reasons.as_deref().map(|text| {
        view! { <blockquote class="quoted">{paragraphs(text)}</blockquote> }
    });
    view! {
        <p>
            {td_string!(locale, staff.identity.recorded)} " "
            <strong>{texts::words::identity_basis(locale, basis)}</strong>
        </p>
        {reasons}
    }
}

fn form(seen: &Seen) -> AnyView {
    let (locale, mut kept) = (seen.locale, seen.kept(Section::Identity));
    if let Some(basis) = seen.request.procedure.identity {
        kept.begin_with("basis", basis.code());
    }
    let choice = |basis: &IdentityBasis| {
        let hint = match basis {
            IdentityBasis::MailboxOnRecord => td_string!(locale, staff.identity.hint.mailbox_on_record),
            IdentityBasis::FactsMatched => td_string!(locale, staff.identity.hint.facts_matched),
            IdentityBasis::Eid => td_string!(locale, staff.identity.hint.eid),
            IdentityBasis::Document => td_string!(locale, staff.identity.hint.document),
            IdentityBasis::Other => td_string!(locale, staff.identity.hint.other),
        };
        Choice::new(basis.code(), texts::words::identity_basis(locale, *basis)).hint(hint)
    };
    let is_proven = seen.request.procedure.mailbox_proven.is_some();
    let is_offered = |basis: &&IdentityBasis| match basis {
        IdentityBasis::MailboxOnRecord => is_proven,
        // That is recorded by checking one.
        IdentityBasis::Document => false,
        _ => true,
    };
    let offered = IdentityBasis::ALL.iter().filter(is_offered);
    let choices = offered.map(choice).collect();
    let seen_version = act::seen(&seen.request);
    // Where there is something to check, or facts that match, that is the way on.
    let proving = &seen.request.procedure.proving;
    let is_matched = proving.facts.as_ref().is_some_and(|round| round.matched.is_some());
    let is_named = proving.eid.as_ref().is_some_and(|shown| shown.is_match);
    let is_shown = !proving.documents.is_empty() || is_matched || is_named;
    let text = td_string!(locale, staff.identity.button);
    let button = if is_shown { act::plain_button(text) } else { act::button(seen, Section::Identity, text) };
    view! {
        <Post action=RecordIdentity::url()>
            {seen_version}
            <Radios
                field=kept.field(locale, "basis")
                legend=td_string!(locale, staff.identity.basis)
                hint=td_string!(locale, staff.identity.basis_hint)
                choices
            />
            <TextArea
                field=kept.field(locale, "reasons")
                label=td_string!(locale, staff.identity.reasons)
                hint=td_string!(locale, staff.identity.reasons_hint)
                rows=2
            />
            {button}
        </Post>
    }
    .into_any()
}

/// Records whose data these are.
#[server(prefix = "/do", endpoint = "staff/identity")]
pub async fn record_identity(
    /// On which request.
    reference: Reference,
    /// The version of it that was seen.
    version: i64,
    /// On what staff rely.
    #[server(default)]
    basis: Option<IdentityBasis>,
    /// Why, in words.
    #[server(default)]
    reasons: String,
) -> Result<(), ServerFnError> {
    let form = Section::Identity.form(&reference, version).with("reasons", &reasons);
    form.with("basis", basis.map_or("", IdentityBasis::code))
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let basis = basis.ok_or_else(|| crate::forms::Halt::flaw("basis", crate::forms::Flaw::Missing))?;
            act::checked("reasons", &reasons)?;
            let done = desk.confirm_identity(&reference, version, basis, &reasons).await;
            done.map_err(|error| act::at_field(error, Refusal::ReasonsMissing, "reasons"))?;
            Ok(Section::Identity.done(&reference))
        })
        .await
}
