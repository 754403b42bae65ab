use super::super::words;
use super::Seen;
use super::act::Section;
use crate::texts::td_string;
use domain::procedure::{Standing, TriageReason, Writing};
use domain::words::MetBy;

/// What comes next, and whose turn it is.
pub(super) fn text(seen: &Seen) -> String {
    let (locale, p) = (seen.locale, &seen.request.procedure);
    let owes_notices = !p.is_open() && p.notices_owed().next().is_some();
    let text = match seen.request.standing {
        Standing::AwaitingMailbox if seen.is_ours() => td_string!(locale, staff.next.awaiting_mailbox),
        Standing::AwaitingMailbox => td_string!(locale, staff.next.awaiting_mailbox_signer),
        Standing::AwaitingChoice => td_string!(locale, staff.next.awaiting_choice),
        Standing::Triage => return triage(seen),
        Standing::WithStaff => with_staff(seen),
        Standing::AwaitingSubject if seen.is_asked_by_letter() => td_string!(locale, staff.next.awaiting_letter),
        Standing::AwaitingSubject => td_string!(locale, staff.next.awaiting_subject),
        Standing::Forwarded => td_string!(locale, staff.next.forwarded),
        Standing::Acknowledged => td_string!(locale, staff.next.acknowledged),
        Standing::Closed if p.is_restricted() && p.lifting.is_some() => td_string!(locale, staff.next.lifting),
        Standing::Closed if seen.is_answered_by_letter() && p.dispatched(Writing::Answer).is_none() => {
            td_string!(locale, staff.next.closed_letter)
        }
        Standing::Closed if owes_notices => td_string!(locale, staff.next.notices),
        Standing::Closed if seen.is_mailed() && p.is_available(seen.now) => {
            td_string!(locale, staff.next.closed_available)
        }
        Standing::Closed if seen.is_mailed() && p.available_until.is_some() => {
            td_string!(locale, staff.next.closed_expired)
        }
        Standing::Closed => td_string!(locale, staff.next.closed),
    };
    // Whatever else follows the end, recipients are to be told all the same.
    if owes_notices && text != td_string!(locale, staff.next.notices) {
        return format!("{text} {}", td_string!(locale, staff.next.notices_too));
    }
    text.to_owned()
}

fn triage(seen: &Seen) -> String {
    let (locale, reason) = (seen.locale, seen.request.procedure.triage);
    let next = if reason == Some(TriageReason::ControllerSilent) {
        td_string!(locale, staff.next.silent)
    } else {
        td_string!(locale, staff.next.triage)
    };
    format!("{next} {}", reason.map(|reason| words::triage(locale, reason)).unwrap_or_default()).trim_end().to_owned()
}

fn with_staff(seen: &Seen) -> &'static str {
    let (locale, has_pieces) = (seen.locale, !seen.request.pieces.is_empty());
    match seen.next() {
        Some(Section::Identity) if has_pieces => td_string!(locale, staff.next.identify_gathered),
        Some(Section::Identity) => td_string!(locale, staff.next.identify),
        Some(Section::Authority) => td_string!(locale, staff.next.authorise),
        Some(Section::Gather) => td_string!(locale, staff.next.gather),
        Some(Section::Acts) if seen.request.acts.is_empty() => td_string!(locale, staff.next.plan),
        Some(Section::Acts) => td_string!(locale, staff.next.act),
        _ if seen.request.procedure.right.met_by() == MetBy::Data => td_string!(locale, staff.next.decide_access),
        _ => td_string!(locale, staff.next.decide),
    }
}
