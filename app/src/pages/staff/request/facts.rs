use super::{Seen, clock};
use crate::kit::{Row, SummaryList, Tag, Time, Tone, receipt};
use crate::pages::matter;
use crate::texts::{self, td_string};
use domain::words::{Relationship, Right};
use leptos::prelude::*;

/// When it is due and why; who asks; what they ask for; what else they filed.
pub(super) fn view(seen: &Seen) -> AnyView {
    let locale = seen.locale;
    view! {
        {clock::view(seen)}
        <section aria-labelledby="what-title">
            <h2 id="what-title">{td_string!(locale, staff.facts.what)}</h2>
            <SummaryList locale rows=what(seen)/>
            {asked(seen)}
        </section>
        <section aria-labelledby="who-title">
            <h2 id="who-title">{td_string!(locale, staff.facts.who)}</h2>
            <SummaryList locale rows=who(seen)/>
        </section>
        {siblings(seen)}
    }
    .into_any()
}

fn what(seen: &Seen) -> Vec<Row> {
    let (locale, p) = (seen.locale, &seen.request.procedure);
    let article = texts::words::article(locale, p.right);
    let right = view! {
        {texts::words::right_in_law(locale, p.right)} " "
        <span class="article">{article}</span>
    };
    let received = receipt(locale, &seen.place, p.channel, p.received);
    vec![
        Row::new(td_string!(locale, staff.facts.right), right),
        Row::new(td_string!(locale, staff.facts.received), received),
        Row::new(td_string!(locale, staff.facts.channel), texts::words::channel(locale, p.channel)),
    ]
}

/// What the person answered, question by question.
fn asked(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    if !request.matter.is_empty() {
        return view! { <SummaryList locale rows=matter::rows_cited(locale, &request.matter)/> }.into_any();
    }
    let text = if request.procedure.right == Right::Access {
        td_string!(locale, staff.facts.everything)
    } else {
        td_string!(locale, staff.facts.no_words)
    };
    view! { <p class="hint">{text}</p> }.into_any()
}

fn who(seen: &Seen) -> Vec<Row> {
    let (locale, request) = (seen.locale, &seen.request);
    let (contact, p) = (&request.contact, &request.procedure);
    let none = td_string!(locale, common.none);
    let given = |text: &Option<String>| text.clone().unwrap_or_else(|| none.to_owned());
    let mut rows = vec![
        Row::new(td_string!(locale, staff.facts.name), contact.name.clone()),
        Row::new(td_string!(locale, staff.facts.email), mailbox(seen)),
        Row::new(td_string!(locale, staff.facts.relationship), texts::words::relationship(locale, p.relationship)),
    ];
    match p.relationship {
        Relationship::Customer => {
            rows.push(Row::new(td_string!(locale, staff.facts.customer_number), given(&contact.customer_number)));
        }
        Relationship::Signer => {
            let signing = &request.signing;
            rows.push(Row::new(td_string!(locale, staff.facts.organisation), given(&signing.organisation)));
            rows.push(Row::new(td_string!(locale, staff.facts.document), given(&signing.document)));
        }
        Relationship::Other => {}
    }
    rows.push(Row::new(td_string!(locale, staff.facts.language), texts::words::language(locale, contact.language)));
    if let Some(address) = &contact.address {
        let address = view! { <span class="as-written">{address.clone()}</span> };
        rows.push(Row::new(td_string!(locale, staff.facts.by_letter), address));
    }
    if let Some(state) = contact.country {
        rows.push(Row::new(td_string!(locale, staff.facts.country), texts::countries::name(locale, state)));
    }
    if let Some(represented) = &contact.represented {
        let whom = texts::asks::on_behalf(locale, represented);
        rows.insert(0, Row::new(td_string!(locale, staff.facts.on_behalf), whom));
        let email = represented.email.as_ref().map(|email| email.as_str().to_owned());
        rows.insert(1, Row::new(td_string!(locale, staff.facts.represented_email), given(&email)));
    }
    rows
}

/// The address, with whether anybody showed that it is theirs.
fn mailbox(seen: &Seen) -> AnyView {
    let (locale, request) = (seen.locale, &seen.request);
    let Some(email) = &request.contact.email else { return td_string!(locale, common.none).into_any() };
    let proof = match request.procedure.mailbox_proven {
        Some(at) => view! {
            <Tag tone=Tone::Good text=td_string!(locale, staff.facts.proven)/>
            " "
            <span class="hint"><Time locale at zone=seen.place.zone.clone()/></span>
        }
        .into_any(),
        None => view! { <Tag tone=Tone::Warning text=td_string!(locale, staff.facts.unproven)/> }.into_any(),
    };
    view! {
        <span class="mailbox">{email.as_str().to_owned()}</span>
        <span class="proof">{proof}</span>
    }
    .into_any()
}

fn siblings(seen: &Seen) -> Option<AnyView> {
    let locale = seen.locale;
    let link = |reference: &domain::reference::Reference| {
        view! {
            <li>
                <a class="reference" href=super::super::path(reference)>{reference.to_string()}</a>
            </li>
        }
    };
    let links = seen.request.siblings.iter().map(link).collect_view();
    let section = || {
        view! {
            <section aria-labelledby="siblings-title">
                <h2 id="siblings-title">{td_string!(locale, staff.facts.siblings)}</h2>
                <ul class="siblings">{links}</ul>
            </section>
        }
    };
    (!seen.request.siblings.is_empty()).then(|| section().into_any())
}
