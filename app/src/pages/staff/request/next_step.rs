use super::super::words;
use super::Seen;
use crate::texts::td_string;
use domain::procedure::{Procedure, Standing};
use domain::words::Right;

/// What comes next, and whose turn it is.
pub(super) fn text(seen: &Seen) -> String {
    let (locale, p) = (seen.locale, &seen.request.procedure);
    let text = match seen.request.standing {
        Standing::AwaitingMailbox if seen.is_ours() => td_string!(locale, staff.next.awaiting_mailbox),
        Standing::AwaitingMailbox => td_string!(locale, staff.next.awaiting_mailbox_signer),
        Standing::AwaitingChoice => td_string!(locale, staff.next.awaiting_choice),
        Standing::Triage => return triage(seen),
        Standing::WithStaff => with_staff(seen, p),
        Standing::Forwarded => td_string!(locale, staff.next.forwarded),
        Standing::Acknowledged => td_string!(locale, staff.next.acknowledged),
        Standing::Closed if p.is_available(seen.now) => td_string!(locale, staff.next.closed_available),
        Standing::Closed if p.available_until.is_some() => td_string!(locale, staff.next.closed_expired),
        Standing::Closed => td_string!(locale, staff.next.closed),
    };
    text.to_owned()
}

fn triage(seen: &Seen) -> String {
    let reason = seen.request.procedure.triage.map(|reason| words::triage(seen.locale, reason)).unwrap_or_default();
    format!("{} {reason}", td_string!(seen.locale, staff.next.triage)).trim_end().to_owned()
}

fn with_staff(seen: &Seen, p: &Procedure) -> &'static str {
    let locale = seen.locale;
    let has_pieces = !p.pieces.is_empty();
    match (p.identity.is_some() || !p.right.touches_data(), p.right == Right::Access) {
        (false, _) if !has_pieces => td_string!(locale, staff.next.identify),
        (false, _) => td_string!(locale, staff.next.identify_gathered),
        (true, true) if !has_pieces => td_string!(locale, staff.next.gather),
        (true, true) => td_string!(locale, staff.next.decide_access),
        (true, false) => td_string!(locale, staff.next.decide),
    }
}
