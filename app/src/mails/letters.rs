//! What each letter says: its subject line and its parts.

use super::block::Block;
use super::relayed;
use crate::texts::{Locale, dates, td_string};
use desk::post::{Letter, ReceivedRequest};

pub(super) type Said = (String, Vec<Block>);

pub(super) fn letter(locale: Locale, letter: &Letter) -> Said {
    let l = locale;
    match letter {
        Letter::FilingCode { code, minutes } => {
            let (subject, lead) = (td_string!(l, mails.filing_code.subject), td_string!(l, mails.filing_code.lead));
            with_code(l, subject, lead, code, *minutes)
        }
        Letter::ReturnCode { code, minutes } => {
            let (subject, lead) = (td_string!(l, mails.return_code.subject), td_string!(l, mails.return_code.lead));
            with_code(l, subject, lead, code, *minutes)
        }
        Letter::ControllerCode { code, minutes } => {
            let subject = td_string!(l, mails.controller_code.subject);
            with_code(l, subject, td_string!(l, mails.controller_code.lead), code, *minutes)
        }
        Letter::Invited { url, days } => (
            td_string!(l, mails.invited.subject).to_owned(),
            vec![
                Block::Text(td_string!(l, mails.invited.lead).to_owned()),
                Block::Link(url.clone()),
                Block::Text(td_string!(l, mails.invited.valid, days = days).to_string()),
                Block::Text(td_string!(l, mails.invited.not_you).to_owned()),
            ],
        ),
        Letter::Received { requests, url } => received(l, requests, url),
        Letter::RepresentedTold { contact } => represented_told(l, contact),
        Letter::Answered { reference, url } => (
            td_string!(l, mails.answered.subject, reference = reference).to_string(),
            vec![
                Block::Text(td_string!(l, mails.answered.lead, reference = reference).to_string()),
                Block::Link(url.clone()),
                Block::Text(td_string!(l, mails.answered.when).to_owned()),
            ],
        ),
        Letter::Asked { reference, url } => (
            td_string!(l, mails.asked.subject, reference = reference).to_string(),
            vec![
                Block::Text(td_string!(l, mails.asked.lead, reference = reference).to_string()),
                Block::Link(url.clone()),
                Block::Text(td_string!(l, mails.asked.not_here).to_owned()),
            ],
        ),
        Letter::Extended { reference, due, url } => {
            let date = dates::full_day(l, *due);
            (
                td_string!(l, mails.extended.subject, reference = reference).to_string(),
                vec![
                    Block::Text(td_string!(l, mails.extended.lead, reference = reference, date = date).to_string()),
                    Block::Text(td_string!(l, mails.extended.why).to_owned()),
                    Block::Link(url.clone()),
                ],
            )
        }
        Letter::Lifting { reference, on, url } => {
            let date = dates::full_day(l, *on);
            (
                td_string!(l, mails.lifting.subject, reference = reference).to_string(),
                vec![
                    Block::Text(td_string!(l, mails.lifting.lead, reference = reference, date = date).to_string()),
                    Block::Text(td_string!(l, mails.lifting.why).to_owned()),
                    Block::Link(url.clone()),
                ],
            )
        }
        Letter::Reopened { reference, url } => (
            td_string!(l, mails.reopened.subject, reference = reference).to_string(),
            vec![
                Block::Text(td_string!(l, mails.reopened.lead, reference = reference).to_string()),
                Block::Link(url.clone()),
            ],
        ),
        Letter::ContactChanging { controller, dpo } => (
            td_string!(l, mails.contact_changing.subject, controller = controller).to_string(),
            vec![
                Block::Text(td_string!(l, mails.contact_changing.lead, controller = controller).to_string()),
                Block::Text(td_string!(l, mails.contact_changing.until).to_owned()),
                Block::Text(td_string!(l, mails.contact_changing.not_you, dpo = dpo).to_string()),
            ],
        ),
        Letter::ContactTaken { controller, url } => (
            td_string!(l, mails.contact_taken.subject, controller = controller).to_string(),
            vec![
                Block::Text(td_string!(l, mails.contact_taken.lead, controller = controller).to_string()),
                Block::Text(td_string!(l, mails.contact_taken.open).to_owned()),
                Block::Link(url.clone()),
            ],
        ),
        Letter::PasskeyAdded { controller, url, dpo } => (
            td_string!(l, mails.passkey_added.subject, controller = controller).to_string(),
            vec![
                Block::Text(td_string!(l, mails.passkey_added.lead, controller = controller).to_string()),
                Block::Text(td_string!(l, mails.passkey_added.not_you, dpo = dpo).to_string()),
                Block::Link(url.clone()),
            ],
        ),
        Letter::Forwarded { .. }
        | Letter::ControllerTold { .. }
        | Letter::ControllerAcknowledged { .. }
        | Letter::ControllerDisputed { .. }
        | Letter::ControllerAnswered { .. }
        | Letter::ControllerSilent { .. }
        | Letter::ControllerReminded { .. } => relayed::letter(l, letter),
    }
}

/// The code stands in the body only: a locked phone shows subject lines.
fn with_code(l: Locale, subject: &str, lead: &str, code: &str, minutes: i64) -> Said {
    let blocks = vec![
        Block::Text(lead.to_owned()),
        Block::Code(code.to_owned()),
        Block::Text(td_string!(l, mails.valid, minutes = minutes).to_string()),
        Block::Text(td_string!(l, mails.not_you).to_owned()),
    ];
    (subject.to_owned(), blocks)
}

fn received(l: Locale, requests: &[ReceivedRequest], url: &str) -> Said {
    let (subject, lead) = if requests.len() == 1 {
        (td_string!(l, mails.received.subject_one), td_string!(l, mails.received.lead_one))
    } else {
        (td_string!(l, mails.received.subject_many), td_string!(l, mails.received.lead_many))
    };
    let due = |request: &ReceivedRequest| {
        let (reference, date) = (&request.reference, dates::full_day(l, request.due));
        let due = td_string!(l, mails.due_by, reference = reference, date = date).to_string();
        if request.may_end_service { format!("{due}. {}", td_string!(l, mails.received.ends)) } else { due }
    };
    let blocks = vec![
        Block::Text(lead.to_owned()),
        Block::List(requests.iter().map(due).collect()),
        Block::Text(td_string!(l, mails.received.follow).to_owned()),
        Block::Link(url.to_owned()),
    ];
    (subject.to_owned(), blocks)
}

fn represented_told(l: Locale, contact: &str) -> Said {
    let blocks = vec![
        Block::Text(td_string!(l, mails.represented_told.lead).to_owned()),
        Block::Text(td_string!(l, mails.represented_told.fine).to_owned()),
        Block::Text(td_string!(l, mails.represented_told.not_fine, contact = contact).to_string()),
        Block::Text(td_string!(l, mails.represented_told.once).to_owned()),
    ];
    (td_string!(l, mails.represented_told.subject).to_owned(), blocks)
}
