use super::super::words;
use super::{Seen, proving};
use crate::kit::{Timeline, TimelineItem};
use crate::paths;
use crate::texts::{self, Locale, dates, td_string};
use desk::Operator;
use desk::staff::{StaffEvent, StaffForwarding};
use domain::identity::IdentityPolicy;
use domain::ids::{ActId, ControllerId};
use domain::law::{FurtherMonths, Place};
use domain::procedure::{Event, NamedBy};
use domain::reference::Reference;
use domain::staff::{Permission, Role};
use domain::words::Deed;
use leptos::prelude::*;

/// What happened, and what is needed to tell it.
pub(super) struct History<'a> {
    pub(super) locale: Locale,
    pub(super) role: Role,
    pub(super) reference: &'a Reference,
    pub(super) place: &'a Place,
    pub(super) operator: &'a Operator,
    pub(super) timeline: &'a [StaffEvent],
    pub(super) forwardings: &'a [StaffForwarding],
    pub(super) identity: &'a IdentityPolicy,
}

impl<'a> From<&'a Seen> for History<'a> {
    fn from(Seen { locale, role, place, operator, request, office, .. }: &'a Seen) -> Self {
        let (locale, role, reference) = (*locale, *role, &request.reference);
        let (timeline, forwardings, identity) = (&request.timeline, &request.forwardings, office.identity());
        Self { locale, role, reference, place, operator, timeline, forwardings, identity }
    }
}

/// What happened, with who did it.
pub(super) fn view(seen: &History<'_>) -> AnyView {
    let locale = seen.locale;
    let readings = seen.role.may(Permission::Oversee).then(|| {
        let path = paths::record(Some(seen.reference), None);
        view! { <p><a href=path>{td_string!(locale, record.of_request)}</a></p> }
    });
    let items = seen.timeline.iter().map(|event| item(seen, event)).collect();
    view! {
        <section aria-labelledby="timeline-title">
            <h2 id="timeline-title">{td_string!(locale, staff.timeline.title)}</h2>
            <Timeline locale zone=seen.place.zone.clone() items/>
            {readings}
        </section>
    }
    .into_any()
}

fn item(seen: &History<'_>, event: &StaffEvent) -> TimelineItem {
    let locale = seen.locale;
    let by = event.by.as_deref().map(|name| td_string!(locale, staff.timeline.by, name = name).to_string());
    TimelineItem { at: event.at, text: sentence(seen, &event.event), more: by }
}

fn sentence(seen: &History<'_>, event: &Event) -> String {
    let locale = seen.locale;
    let plain = match event {
        Event::Filed { channel, .. } => {
            let channel = texts::words::channel(locale, *channel);
            return td_string!(locale, staff.timeline.filed, channel = channel).to_string();
        }
        Event::MailboxProven => td_string!(locale, staff.timeline.mailbox_proven),
        Event::Disowned => td_string!(locale, staff.timeline.disowned),
        Event::IdentityConfirmed { basis, .. } => {
            let basis = texts::words::identity_basis(locale, *basis);
            return td_string!(locale, staff.timeline.identity_confirmed, basis = basis).to_string();
        }
        Event::AuthorityConfirmed { .. } => td_string!(locale, staff.timeline.authority_confirmed),
        Event::Gathered { system, .. } => {
            return td_string!(locale, staff.timeline.gathered, system = label(seen, system)).to_string();
        }
        Event::Discarded { piece, .. } => return discarded(seen, *piece),
        Event::Exported { .. } => td_string!(locale, staff.timeline.exported),
        Event::Decided { outcome, late: true, .. } => {
            let outcome = texts::words::outcome(locale, *outcome);
            return td_string!(locale, staff.timeline.decided_late, outcome = outcome).to_string();
        }
        Event::Decided { outcome, .. } => {
            let outcome = texts::words::outcome(locale, *outcome);
            return td_string!(locale, staff.timeline.decided, outcome = outcome).to_string();
        }
        Event::MadeAvailable { until, .. } => {
            let until = dates::instant(locale, *until, &seen.place.zone);
            return td_string!(locale, staff.timeline.made_available, until = until).to_string();
        }
        Event::Downloaded { file } => return td_string!(locale, staff.timeline.downloaded, file = file).to_string(),
        Event::Withdrawn => td_string!(locale, staff.timeline.withdrawn),
        Event::ReferredToStaff { reason } => words::triage(locale, *reason),
        Event::Withheld { item, .. } => {
            let ground = texts::words::ground(locale, item.ground.ground);
            return td_string!(locale, staff.timeline.withheld, ground = ground).to_string();
        }
        Event::Released { .. } => td_string!(locale, staff.timeline.released),
        Event::Reopened { by: Some(_), .. } => td_string!(locale, staff.timeline.reopened),
        Event::Reopened { by: None, .. } => td_string!(locale, staff.timeline.revived),
        Event::Forgotten => td_string!(locale, staff.timeline.forgotten),
        Event::Lapsed => td_string!(locale, staff.timeline.lapsed),
        Event::Asked { .. } => td_string!(locale, staff.timeline.asked),
        Event::Extended { months, ground, .. } => {
            let ground = texts::words::extension_ground(locale, *ground);
            return match months {
                FurtherMonths::One => td_string!(locale, staff.timeline.extended_one, ground = ground).to_string(),
                FurtherMonths::Two => td_string!(locale, staff.timeline.extended_two, ground = ground).to_string(),
            };
        }
        Event::IdentityAsked { .. } => td_string!(locale, staff.timeline.identity_asked),
        Event::FactsAsked { .. }
        | Event::FactsGiven { .. }
        | Event::EidShown { .. }
        | Event::DocumentAsked { .. }
        | Event::DocumentGiven { .. }
        | Event::DocumentChecked { .. }
        | Event::DocumentDestroyed { .. } => return proving::sentence(locale, seen.identity, event),
        Event::Said { relayed: Some(relayed), .. } => {
            let channel = texts::words::channel(locale, relayed.channel).to_lowercase();
            let day = dates::day(locale, relayed.day);
            return td_string!(locale, staff.timeline.said_relayed, channel = channel, day = day).to_string();
        }
        Event::Said { files, .. } if files.is_empty() => td_string!(locale, staff.timeline.said),
        Event::Said { .. } => td_string!(locale, staff.timeline.said_files),
        Event::ActPlanned { act, .. } => return acted(seen, *act, Acted::Planned),
        Event::ActDropped { act, .. } => return acted(seen, *act, Acted::Dropped),
        Event::ActDone { act, files, .. } if files.is_empty() => return acted(seen, *act, Acted::Done),
        Event::ActDone { act, .. } => return acted(seen, *act, Acted::Shown),
        Event::RecipientNamed { .. } => td_string!(locale, staff.timeline.recipient_named),
        Event::RecipientStruck { .. } => td_string!(locale, staff.timeline.recipient_struck),
        Event::RecipientTold { .. } => td_string!(locale, staff.timeline.recipient_told),
        Event::RecipientSpared { ground, .. } => {
            let ground = texts::words::spared(locale, *ground).to_lowercase();
            return td_string!(locale, staff.timeline.recipient_spared, ground = ground).to_string();
        }
        Event::LiftingAnnounced { on, .. } => {
            let day = dates::day(locale, *on);
            return td_string!(locale, staff.timeline.lifting_announced, day = day).to_string();
        }
        Event::RestrictionLifted { .. } => td_string!(locale, staff.timeline.restriction_lifted),
        Event::Dispatched { by: Some(_), writing } => {
            let what = texts::words::writing(locale, *writing);
            return td_string!(locale, staff.timeline.posted, what = what).to_string();
        }
        Event::Dispatched { by: None, writing } => {
            let what = texts::words::writing(locale, *writing);
            return td_string!(locale, staff.timeline.mailed, what = what).to_string();
        }
        Event::Forwarded { controller, named_by, proven, .. } => {
            return forwarded(seen, *controller, *named_by, *proven);
        }
        Event::Disputed { controller, .. } => {
            let name = controller_name(seen, *controller);
            return td_string!(locale, staff.timeline.disputed, controller = name).to_string();
        }
        Event::LeftAtThat { by: Some(_) } => td_string!(locale, staff.timeline.left_at_that),
        Event::LeftAtThat { by: None } => td_string!(locale, staff.timeline.spoke),
        Event::AnsweredByControllers => td_string!(locale, staff.timeline.answered_by_controllers),
    };
    plain.to_owned()
}

/// The system from which a piece came that was taken out again: told by the event that added it.
fn discarded(seen: &History<'_>, piece: domain::ids::PieceId) -> String {
    let system = seen.timeline.iter().find_map(|event| match &event.event {
        Event::Gathered { piece: added, system, .. } if *added == piece => Some(system.as_str()),
        _ => None,
    });
    let system = label(seen, system.unwrap_or_default());
    td_string!(seen.locale, staff.timeline.discarded, system = system).to_string()
}

/// What happened to an act.
enum Acted {
    Planned,
    Dropped,
    Done,
    /// Done, and files show it.
    Shown,
}

/// The system and the kind of an act are told by the event that put it down.
fn acted(seen: &History<'_>, id: ActId, how: Acted) -> String {
    let planned = seen.timeline.iter().find_map(|event| match &event.event {
        Event::ActPlanned { act, system, deed, .. } if *act == id => Some((label(seen, system), *deed)),
        _ => None,
    });
    let (locale, (system, deed)) = (seen.locale, planned.unwrap_or((String::new(), Deed::Stop)));
    let deed = texts::words::deed(locale, deed).to_lowercase();
    match how {
        Acted::Planned => td_string!(locale, staff.timeline.act_planned, system = system, deed = deed).to_string(),
        Acted::Dropped => td_string!(locale, staff.timeline.act_dropped, system = system, deed = deed).to_string(),
        Acted::Done => td_string!(locale, staff.timeline.act_done, system = system, deed = deed).to_string(),
        Acted::Shown => td_string!(locale, staff.timeline.act_done_files, system = system, deed = deed).to_string(),
    }
}

fn forwarded(seen: &History<'_>, controller: ControllerId, named_by: NamedBy, is_proven: bool) -> String {
    let (locale, name) = (seen.locale, controller_name(seen, controller));
    match (named_by, is_proven) {
        (NamedBy::Signer, _) => td_string!(locale, staff.timeline.forwarded_signer, controller = name).to_string(),
        (NamedBy::Staff(_), true) => td_string!(locale, staff.timeline.forwarded, controller = name).to_string(),
        (NamedBy::Staff(_), false) => {
            td_string!(locale, staff.timeline.forwarded_unproven, controller = name).to_string()
        }
    }
}

fn controller_name(seen: &History<'_>, controller: ControllerId) -> String {
    let known = seen.forwardings.iter().find(|sent| sent.forwarding.controller == controller);
    known.map(|sent| sent.controller.clone()).unwrap_or_default()
}

/// What people read for a system; its id, when it is configured no more.
fn label(seen: &History<'_>, system: &str) -> String {
    let known = seen.operator.systems.iter().find(|known| known.id == system);
    known.map_or(system, |known| known.label.as_str()).to_owned()
}
