//! What happened to a request, told to its data subject.

use crate::kit::TimelineItem;
use crate::texts::{Locale, td_string, words};
use desk::subject::WHOLE;
use domain::procedure::{Event, TriageReason};
use jiff::Timestamp;

/// The events that concern the data subject, each as a sentence.
pub(super) fn items(locale: Locale, events: &[(Timestamp, Event)]) -> Vec<TimelineItem> {
    let item = |(at, event): &(Timestamp, Event)| {
        sentence(locale, event).map(|text| TimelineItem { at: *at, text, more: None })
    };
    events.iter().filter_map(item).collect()
}

fn sentence(locale: Locale, event: &Event) -> Option<String> {
    let text = match event {
        Event::Filed { .. } => td_string!(locale, subject.event.filed).to_owned(),
        Event::MailboxProven => td_string!(locale, subject.event.mailbox_proven).to_owned(),
        Event::Disowned => td_string!(locale, subject.event.disowned).to_owned(),
        Event::AuthorityConfirmed { .. } => td_string!(locale, subject.event.authority_confirmed).to_owned(),
        Event::IdentityConfirmed { .. } => td_string!(locale, subject.event.identity_confirmed).to_owned(),
        Event::Reopened { by: Some(_), .. } => td_string!(locale, subject.event.reopened).to_owned(),
        Event::Reopened { by: None, .. } => td_string!(locale, subject.event.revived).to_owned(),
        Event::Forgotten => td_string!(locale, subject.event.forgotten).to_owned(),
        Event::Lapsed => td_string!(locale, subject.event.lapsed).to_owned(),
        Event::Asked { .. } => td_string!(locale, subject.event.asked).to_owned(),
        Event::Extended { .. } => td_string!(locale, subject.event.extended).to_owned(),
        Event::RecipientTold { .. } => td_string!(locale, subject.event.recipient_told).to_owned(),
        Event::LiftingAnnounced { .. } => td_string!(locale, subject.event.lifting_announced).to_owned(),
        Event::RestrictionLifted { .. } => td_string!(locale, subject.event.restriction_lifted).to_owned(),
        Event::IdentityAsked { .. } => td_string!(locale, subject.event.identity_asked).to_owned(),
        Event::FactsAsked { .. } => td_string!(locale, subject.event.facts_asked).to_owned(),
        Event::FactsGiven { is_match: true, .. } => td_string!(locale, subject.event.facts_matched).to_owned(),
        Event::FactsGiven { is_match: false, .. } => td_string!(locale, subject.event.facts_wrong).to_owned(),
        Event::EidShown { is_match: true, .. } => td_string!(locale, subject.event.eid_shown).to_owned(),
        Event::EidShown { is_match: false, .. } => td_string!(locale, subject.event.eid_other).to_owned(),
        Event::DocumentAsked { .. } => td_string!(locale, subject.event.document_asked).to_owned(),
        Event::DocumentGiven { by: None, .. } => td_string!(locale, subject.event.document_given).to_owned(),
        Event::DocumentGiven { by: Some(_), .. } => td_string!(locale, subject.event.document_taken).to_owned(),
        Event::DocumentChecked { .. } => td_string!(locale, subject.event.document_checked).to_owned(),
        Event::DocumentDestroyed { .. } => td_string!(locale, subject.event.document_destroyed).to_owned(),
        Event::Said { relayed: Some(relayed), .. } => {
            let channel = words::channel(locale, relayed.channel).to_lowercase();
            td_string!(locale, subject.event.said_relayed, channel = channel).to_string()
        }
        Event::Said { .. } => td_string!(locale, subject.event.said).to_owned(),
        Event::Decided { outcome, .. } => {
            let outcome = words::outcome(locale, *outcome).to_lowercase();
            td_string!(locale, subject.event.decided, outcome = outcome).to_string()
        }
        Event::MadeAvailable { .. } => td_string!(locale, subject.event.made_available).to_owned(),
        Event::Downloaded { file } if file == WHOLE => {
            td_string!(locale, subject.event.downloaded, file = td_string!(locale, subject.request.whole)).to_string()
        }
        Event::Downloaded { file } => td_string!(locale, subject.event.downloaded, file = file).to_string(),
        Event::Withdrawn => td_string!(locale, subject.event.withdrawn).to_owned(),
        Event::ReferredToStaff { reason } => match reason {
            TriageReason::NothingMatched => td_string!(locale, subject.event.nothing_matched).to_owned(),
            TriageReason::StayedUnproven => td_string!(locale, subject.event.stayed_unproven).to_owned(),
            TriageReason::NoneChosen => td_string!(locale, subject.event.none_chosen).to_owned(),
            TriageReason::TakenIn => td_string!(locale, subject.event.taken_in).to_owned(),
            TriageReason::ControllerSilent => td_string!(locale, subject.event.controller_silent).to_owned(),
            TriageReason::Disputed | TriageReason::Reopened => td_string!(locale, subject.event.routed_anew).to_owned(),
        },
        Event::Disputed { .. } => td_string!(locale, subject.event.disputed).to_owned(),
        Event::AnsweredByControllers => td_string!(locale, subject.event.answered_by_controllers).to_owned(),
        Event::Forwarded { .. } => td_string!(locale, subject.event.forwarded).to_owned(),
        staffs => {
            debug_assert!(!staffs.concerns_subject(), "{} has no sentence", staffs.code());
            return None;
        }
    };
    Some(text)
}
