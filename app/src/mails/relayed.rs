//! What the letters of the relay say.

use super::block::Block;
use super::letters::Said;
use crate::texts::{Locale, dates, td_string};
use desk::post::Letter;
use domain::reference::Reference;

pub(super) fn letter(l: Locale, letter: &Letter) -> Said {
    match letter {
        Letter::Forwarded { controller, count, url } => forwarded(l, controller, *count, url),
        Letter::ControllerTold { references, url } => controller_told(l, references, url),
        Letter::ControllerAcknowledged { reference, url } => said(
            td_string!(l, mails.controller_acknowledged.subject, reference = reference).to_string(),
            td_string!(l, mails.controller_acknowledged.lead, reference = reference).to_string(),
            td_string!(l, mails.controller_acknowledged.follow),
            url,
        ),
        Letter::ControllerDisputed { reference, url } => said(
            td_string!(l, mails.controller_disputed.subject, reference = reference).to_string(),
            td_string!(l, mails.controller_disputed.lead, reference = reference).to_string(),
            td_string!(l, mails.controller_disputed.follow),
            url,
        ),
        Letter::ControllerAnswered { reference, url } => said(
            td_string!(l, mails.controller_answered.subject, reference = reference).to_string(),
            td_string!(l, mails.controller_answered.lead, reference = reference).to_string(),
            td_string!(l, mails.controller_answered.follow),
            url,
        ),
        Letter::ControllerSilent { references, is_late, url } => silent(l, references, *is_late, url),
        Letter::ControllerReminded { controller, count, due, is_acknowledged, url } => {
            let day = dates::full_day(l, *due);
            (
                td_string!(l, mails.controller_reminded.subject, controller = controller).to_string(),
                vec![
                    Block::Text(owed(l, *count, *is_acknowledged)),
                    Block::Text(td_string!(l, mails.controller_reminded.due, day = day).to_string()),
                    Block::Text(td_string!(l, mails.controller_reminded.way).to_owned()),
                    Block::Link(url.clone()),
                ],
            )
        }
        _ => (String::new(), Vec::new()),
    }
}

fn said(subject: String, lead: String, follow: &str, url: &str) -> Said {
    (subject, vec![Block::Text(lead), Block::Text(follow.to_owned()), Block::Link(url.to_owned())])
}

fn silent(l: Locale, references: &[Reference], is_late: bool, url: &str) -> Said {
    let (subject, how) = if is_late {
        (td_string!(l, mails.controller_silent.subject_late), td_string!(l, mails.controller_silent.late))
    } else {
        (td_string!(l, mails.controller_silent.subject), td_string!(l, mails.controller_silent.quiet))
    };
    let blocks = vec![
        Block::Text(td_string!(l, mails.controller_silent.lead).to_owned()),
        Block::List(references.iter().map(Reference::to_string).collect()),
        Block::Text(how.to_owned()),
        Block::Text(td_string!(l, mails.controller_silent.follow).to_owned()),
        Block::Link(url.to_owned()),
    ];
    (subject.to_owned(), blocks)
}

/// What a controller that says nothing owes.
fn owed(l: Locale, count: usize, is_acknowledged: bool) -> String {
    match (is_acknowledged, count) {
        (true, 1) => td_string!(l, mails.controller_reminded.answer_one).to_owned(),
        (true, _) => td_string!(l, mails.controller_reminded.answer_many, count = count).to_string(),
        (false, 1) => td_string!(l, mails.controller_reminded.confirm_one).to_owned(),
        (false, _) => td_string!(l, mails.controller_reminded.confirm_many, count = count).to_string(),
    }
}

fn controller_told(l: Locale, references: &[Reference], url: &str) -> Said {
    let (subject, mut blocks) = match references {
        [reference] => (
            td_string!(l, mails.controller_told.subject_one, reference = reference).to_string(),
            vec![Block::Text(td_string!(l, mails.controller_told.lead_one, reference = reference).to_string())],
        ),
        many => (
            td_string!(l, mails.controller_told.subject_many).to_owned(),
            vec![
                Block::Text(td_string!(l, mails.controller_told.lead_many).to_owned()),
                Block::List(many.iter().map(Reference::to_string).collect()),
            ],
        ),
    };
    blocks.push(Block::Text(td_string!(l, mails.controller_told.follow).to_owned()));
    blocks.push(Block::Link(url.to_owned()));
    (subject, blocks)
}

fn forwarded(l: Locale, controller: &str, count: usize, url: &str) -> Said {
    let lead = match count {
        1 => td_string!(l, mails.forwarded.lead_one, controller = controller).to_string(),
        count => td_string!(l, mails.forwarded.lead_many, controller = controller, count = count).to_string(),
    };
    let blocks = vec![
        Block::Text(lead),
        Block::Text(td_string!(l, mails.forwarded.clock).to_owned()),
        Block::Text(td_string!(l, mails.forwarded.open).to_owned()),
        Block::Link(url.to_owned()),
    ];
    (td_string!(l, mails.forwarded.subject, controller = controller).to_string(), blocks)
}
