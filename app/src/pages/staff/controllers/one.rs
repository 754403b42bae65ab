//! One controller: where its notices go, and how that changes.

use super::super::navigation;
use crate::forms::{Flaw, Form, Halt, Kept, Visit, lines};
use crate::kit::{
    ErrorSummary, Notice, Page, Post, Row, SecondaryButton, Shown, Submit, SummaryList, TextArea, TextField, Time, Tone,
};
use crate::paths;
use crate::texts::{Locale, countries, td_string};
use desk::DeskError;
use desk::staff::{Registered, StaffContact};
use domain::contact::ContactRefusal;
use domain::filing::Mailbox;
use domain::ids::{ContactId, ControllerId};
use domain::staff::Permission;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

/// Where another contact is typed.
const EMAIL: &str = "contact_email";
/// Where staff write how they asked.
const HOW: &str = "contact_how";
/// Longest note on how somebody asked, in characters.
const HOW_MAX: usize = 2_000;

/// What the sections of the page have in common.
struct Seen {
    locale: Locale,
    zone: TimeZone,
    controller: Registered,
    kept: Kept,
    can_act: bool,
}

/// The controller with its contact, the one that waits, and what can be done about both.
pub async fn page(visit: Visit) -> Shown {
    let (locale, desk, id) = (visit.locale, visit.reading().await?, visit.param::<ControllerId>("id")?);
    let controller = desk.controller(id).await?;
    let seen = Seen {
        locale,
        zone: visit.office.place().zone.clone(),
        kept: visit.form(&key(id)).await?,
        can_act: desk.role().may(Permission::Act),
        controller,
    };
    let done = visit.query("done").map(|_| {
        view! { <div role="status"><Notice tone=Tone::Good><p>{td_string!(locale, staff.controllers.done)}</p></Notice></div> }
    });
    let is_faulty = seen.kept.is_faulty();
    let body = view! {
        <ErrorSummary locale kept=seen.kept.clone()/>
        {done}
        {waiting(&seen)}
        {current(&seen)}
        {proposed(&seen)}
        {another(&seen)}
    };
    let caption = td_string!(locale, staff.route.number, number = &seen.controller.number).to_string();
    let caption = format!("{caption} · {}", countries::name(locale, seen.controller.member_state));
    let page = Page::new(seen.controller.name, body).caption(caption).faulty(is_faulty);
    Ok(page.back(Some(paths::CONTROLLERS.to_owned())).navigation(navigation(locale, desk.role())))
}

fn key(id: ControllerId) -> String {
    format!("controllers/{id}")
}

/// That notices wait or mail comes back, and the way to send it again.
fn waiting(seen: &Seen) -> Option<AnyView> {
    let (locale, controller) = (seen.locale, &seen.controller);
    let (tone, text) = match &controller.contact {
        Some(StaffContact { bounced: Some(_), .. }) => (Tone::Warning, td_string!(locale, staff.controllers.came_back)),
        _ if controller.waiting == 0 => return None,
        Some(_) => (Tone::Calm, td_string!(locale, staff.controllers.leaves)),
        None => (Tone::Warning, td_string!(locale, staff.controllers.waits)),
    };
    let again = controller.contact.as_ref().filter(|contact| contact.bounced.is_some() && seen.can_act).map(|_| {
        let ids = ids(seen, None);
        view! {
            <Post action=NotifyAgain::url()>
                {ids}
                <SecondaryButton>{td_string!(locale, staff.controllers.again)}</SecondaryButton>
            </Post>
        }
    });
    let count = (controller.waiting > 0)
        .then(|| td_string!(locale, staff.controllers.notices, count = controller.waiting).to_string() + " ");
    Some(view! { <Notice tone><p>{count} {text}</p>{again}</Notice> }.into_any())
}

fn current(seen: &Seen) -> impl IntoView + use<> {
    let locale = seen.locale;
    let body = match &seen.controller.contact {
        None => view! { <p>{td_string!(locale, staff.controllers.nowhere)}</p> }.into_any(),
        Some(contact) => {
            let mut rows = vec![Row::new(td_string!(locale, staff.controllers.mailbox), contact.mailbox.clone())];
            if let Some(at) = contact.confirmed {
                let by = contact.confirmed_by.as_deref();
                rows.push(Row::new(td_string!(locale, staff.controllers.confirmed_on), moment(seen, at, by)));
            }
            if let Some(how) = &contact.how {
                rows.push(Row::new(td_string!(locale, staff.controllers.how), how.clone()));
            }
            if let Some(at) = contact.bounced {
                rows.push(Row::new(td_string!(locale, staff.controllers.bounces_since), moment(seen, at, None)));
            }
            view! { <SummaryList locale rows/> }.into_any()
        }
    };
    view! {
        <section aria-labelledby="current-title">
            <h2 id="current-title">{td_string!(locale, staff.controllers.current)}</h2>
            {body}
        </section>
    }
}

fn moment(seen: &Seen, at: jiff::Timestamp, by: Option<&str>) -> AnyView {
    let by = by.map(|name| format!(" {}", td_string!(seen.locale, staff.controllers.by, name = name)));
    view! { <Time locale=seen.locale at zone=seen.zone.clone()/> {by} }.into_any()
}

fn proposed(seen: &Seen) -> Option<AnyView> {
    let (locale, contact) = (seen.locale, seen.controller.proposed.as_ref()?);
    let rows = vec![
        Row::new(td_string!(locale, staff.controllers.mailbox), contact.mailbox.clone()),
        Row::new(
            td_string!(locale, staff.controllers.given_on),
            moment(seen, contact.given, contact.given_by.as_deref()),
        ),
    ];
    let replaces = seen.controller.contact.is_some();
    let why = if replaces {
        td_string!(locale, staff.controllers.why_change)
    } else {
        td_string!(locale, staff.controllers.why_first)
    };
    let act = if !seen.can_act {
        None
    } else if replaces && contact.is_own {
        Some(
            view! { <Notice tone=Tone::Calm><p>{td_string!(locale, staff.controllers.other_eyes)}</p></Notice> }
                .into_any(),
        )
    } else {
        Some(confirm(seen, contact.id))
    };
    Some(
        view! {
            <section aria-labelledby="proposed-title">
                <h2 id="proposed-title">{td_string!(locale, staff.controllers.waits_title)}</h2>
                <SummaryList locale rows/>
                <p>{why}</p>
                {act}
                {seen.can_act.then(|| decline(seen, contact.id))}
            </section>
        }
        .into_any(),
    )
}

/// What the forms of the page are about.
fn ids(seen: &Seen, contact: Option<ContactId>) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name="id" value=seen.controller.id.to_string()/>
        {contact.map(|id| view! { <input type="hidden" name="contact" value=id.to_string()/> })}
    }
}

fn confirm(seen: &Seen, contact: ContactId) -> AnyView {
    let (locale, ids, field) = (seen.locale, ids(seen, Some(contact)), seen.kept.field(seen.locale, HOW));
    view! {
        <Post action=ConfirmContact::url()>
            {ids}
            <TextArea
                field
                label=td_string!(locale, staff.controllers.how_ask)
                hint=td_string!(locale, staff.controllers.how_hint)
                rows=3
            />
            <Submit secondary=false>{td_string!(locale, staff.controllers.confirm)}</Submit>
        </Post>
    }
    .into_any()
}

fn decline(seen: &Seen, contact: ContactId) -> impl IntoView + use<> {
    let (locale, ids) = (seen.locale, ids(seen, Some(contact)));
    view! {
        <details class="more">
            <summary>{td_string!(locale, staff.controllers.decline)}</summary>
            <p>{td_string!(locale, staff.controllers.decline_why)}</p>
            <Post action=DeclineContact::url()>
                {ids}
                <SecondaryButton>{td_string!(locale, staff.controllers.decline_button)}</SecondaryButton>
            </Post>
        </details>
    }
}

fn another(seen: &Seen) -> Option<AnyView> {
    let (locale, ids, field) = (seen.locale, ids(seen, None), seen.kept.field(seen.locale, EMAIL));
    let is_open = field.error.is_some() || !field.value.is_empty();
    let form = || {
        view! {
            <details class="more" open=is_open>
                <summary>{td_string!(locale, staff.controllers.another)}</summary>
                <p>{td_string!(locale, staff.controllers.another_why)}</p>
                <Post action=GiveContact::url()>
                    {ids}
                    <TextField
                        field
                        label=td_string!(locale, staff.controllers.mailbox)
                        kind="email"
                        inputmode="email"
                        autocomplete="off"
                    />
                    <SecondaryButton>{td_string!(locale, staff.controllers.another_button)}</SecondaryButton>
                </Post>
            </details>
        }
        .into_any()
    };
    seen.can_act.then(form)
}

fn form_of(id: ControllerId) -> Form {
    Form::new(key(id), paths::registered(id))
}

fn done(id: ControllerId) -> String {
    format!("{}?done=yes", paths::registered(id))
}

/// Gives the controller another contact, which waits to be confirmed.
#[server(prefix = "/do", endpoint = "staff/controllers/give")]
pub async fn give_contact(
    /// Which controller.
    id: ControllerId,
    /// The mailbox.
    #[server(default)]
    contact_email: String,
) -> Result<(), ServerFnError> {
    form_of(id)
        .with(EMAIL, &contact_email)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            let mailbox = Mailbox::parse(&contact_email).map_err(|problem| Halt::flaw(EMAIL, problem))?;
            let given = desk.give_contact(id, &mailbox, &visit.confirmed().await?).await;
            given.map_err(|error| match error {
                DeskError::Contact(ContactRefusal::Same) => Halt::flaw(EMAIL, Flaw::NotAccepted),
                other => other.into(),
            })?;
            Ok(done(id))
        })
        .await
}

/// Confirms the contact that waits.
#[server(prefix = "/do", endpoint = "staff/controllers/confirm")]
pub async fn confirm_contact(
    /// Of which controller.
    id: ControllerId,
    /// Which contact.
    contact: ContactId,
    /// How the controller was asked.
    #[server(default)]
    contact_how: String,
) -> Result<(), ServerFnError> {
    form_of(id)
        .with(HOW, &contact_how)
        .settle(async |visit| {
            let desk = visit.staff().await?;
            if contact_how.trim().is_empty() {
                return Err(Halt::flaw(HOW, Flaw::Missing));
            }
            lines(HOW, &contact_how, HOW_MAX)?;
            desk.confirm_contact(contact, &contact_how, &visit.confirmed().await?).await?;
            Ok(done(id))
        })
        .await
}

/// Declines the contact that waits.
#[server(prefix = "/do", endpoint = "staff/controllers/decline")]
pub async fn decline_contact(
    /// Of which controller.
    id: ControllerId,
    /// Which contact.
    contact: ContactId,
) -> Result<(), ServerFnError> {
    form_of(id)
        .settle(async |visit| {
            visit.staff().await?.decline_contact(contact, &visit.confirmed().await?).await?;
            Ok(done(id))
        })
        .await
}

/// Sends the notices that came back once more.
#[server(prefix = "/do", endpoint = "staff/controllers/again")]
pub async fn notify_again(
    /// To which controller.
    id: ControllerId,
) -> Result<(), ServerFnError> {
    form_of(id)
        .settle(async |visit| {
            visit.staff().await?.notify_again(id).await?;
            Ok(done(id))
        })
        .await
}
