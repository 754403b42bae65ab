//! What staff read for the words of the vocabulary, where a data subject reads something else.

use crate::kit::{Tag, Tone};
use crate::texts::words::ground_words;
use crate::texts::{self, Locale, td_string};
use domain::law::Ground;
use domain::procedure::{Party, Standing, TriageReason};
use domain::words::Outcome;
use leptos::prelude::*;

/// Where a request stands: whose turn it is.
pub(super) fn standing(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::AwaitingMailbox => td_string!(locale, staff.standing.awaiting_mailbox),
        Standing::AwaitingChoice => td_string!(locale, staff.standing.awaiting_choice),
        Standing::Triage => td_string!(locale, staff.standing.triage),
        Standing::WithStaff => td_string!(locale, staff.standing.with_staff),
        Standing::AwaitingSubject => td_string!(locale, staff.standing.awaiting_subject),
        Standing::Forwarded => td_string!(locale, staff.standing.forwarded),
        Standing::Acknowledged => td_string!(locale, staff.standing.acknowledged),
        Standing::Closed => td_string!(locale, staff.standing.closed),
    }
}

/// Where a request stands, or how it ended. What waits for staff stands out from what waits for others.
pub(super) fn tag(locale: Locale, at: Standing, outcome: Option<Outcome>) -> impl IntoView + use<> {
    let tone = match at {
        Standing::Triage | Standing::WithStaff => Tone::Calm,
        _ => Tone::Quiet,
    };
    let text = outcome.map_or_else(|| standing(locale, at), |outcome| texts::words::outcome(locale, outcome));
    view! { <Tag tone text/> }
}

/// Why a signer's request waits for staff.
pub(super) fn triage(locale: Locale, reason: TriageReason) -> &'static str {
    match reason {
        TriageReason::NothingMatched => td_string!(locale, staff.triage.nothing_matched),
        TriageReason::StayedUnproven => td_string!(locale, staff.triage.stayed_unproven),
        TriageReason::NoneChosen => td_string!(locale, staff.triage.none_chosen),
        TriageReason::TakenIn => td_string!(locale, staff.triage.taken_in),
        TriageReason::Disputed => td_string!(locale, staff.triage.disputed),
        TriageReason::ControllerSilent => td_string!(locale, staff.triage.controller_silent),
        TriageReason::Reopened => td_string!(locale, staff.triage.reopened),
    }
}

/// Whose turn it is.
pub(super) fn party(locale: Locale, party: Party) -> &'static str {
    match party {
        Party::Staff => td_string!(locale, staff.party.staff),
        Party::DataSubject => td_string!(locale, staff.party.data_subject),
        Party::Controller => td_string!(locale, staff.party.controller),
        Party::Nobody => td_string!(locale, staff.party.nobody),
    }
}

/// On what something was refused, in as few words as a list has room for.
pub(super) fn ground(locale: Locale, ground: Ground) -> &'static str {
    ground_words!(locale, ground, staff)
}
