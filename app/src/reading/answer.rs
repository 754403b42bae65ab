//! What was answered: the words, what is not done and why, and what one can do about it.

use super::{link, paragraph, paragraphs, section};
use crate::texts::html::escape;
use crate::texts::{Locale, code, dates, td_string, words};
use desk::package::Cover;
use desk::{Operator, WithheldItem};
use domain::law::{Authorities, Authority};

/// Whether there is anything to say.
pub(super) fn is_told(cover: &Cover) -> bool {
    said(cover).is_some() || !cover.withheld.is_empty()
}

fn said(cover: &Cover) -> Option<&str> {
    cover.answer.as_ref()?.words.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

pub(super) fn told(l: Locale, cover: &Cover) -> String {
    if !is_told(cover) {
        return String::new();
    }
    let mut body = said(cover).map(paragraphs).unwrap_or_default();
    if !cover.withheld.is_empty() {
        let items: String = cover.withheld.iter().map(|item| withheld(l, item)).collect();
        body += &format!("<h3>{}</h3>\n{items}", escape(td_string!(l, common.answered.withheld)));
    }
    section("answer", td_string!(l, reading.answer), &body)
}

fn withheld(l: Locale, item: &WithheldItem) -> String {
    let until = item.until.map(|date| dates::full_day(l, date));
    let until = until.unwrap_or_else(|| td_string!(l, common.answered.no_end).to_owned());
    format!(
        "<h4>{}</h4>\n{}<dl>\n<div><dt>{}</dt><dd>{}</dd></div>\n<div><dt>{}</dt><dd>{}</dd></div>\n</dl>\n",
        escape(&item.what),
        paragraphs(&item.why),
        escape(td_string!(l, common.answered.ground)),
        escape(&words::ground_cited(l, &item.ground)),
        escape(td_string!(l, common.answered.until)),
        escape(&until)
    )
}

/// Complaint and court (Art. 77, 79): to the authority that the answer names, else to the operator's.
pub(super) fn remedies(l: Locale, cover: &Cover, operator: &Operator) -> String {
    let answer = cover.answer.as_ref();
    let authority = match answer.and_then(desk::Answered::authority) {
        Some(authority) => format!("{}{}", named(l, authority), address(authority)),
        None => link(&operator.authority_url, &operator.authority_name),
    };
    let court = answer.and_then(|answer| answer.remedies.as_ref()).map(|remedies| remedies.court);
    let states = court.into_iter().flat_map(|court| Authorities::bundled().of_states(court));
    let states: String = states.map(|one| format!("<li>{}</li>\n", named(l, one))).collect();
    let states = if states.is_empty() {
        states
    } else {
        format!("{}<ul>\n{states}</ul>\n", paragraph(td_string!(l, common.remedies.states)))
    };
    let body = format!(
        "<p>{} {authority}</p>\n{states}{}",
        escape(td_string!(l, reading.remedies_authority)),
        paragraph(td_string!(l, reading.remedies_court))
    );
    section("remedies", td_string!(l, reading.remedies), &body)
}

fn named(l: Locale, authority: &Authority) -> String {
    let name = authority.name(code(l));
    authority.page().map_or_else(|| escape(name), |page| link(page, name))
}

/// How it is reached by those who do not complain on a page.
fn address(authority: &Authority) -> String {
    let lines = authority.postal_address.iter().flatten().chain(&authority.email).chain(&authority.phone);
    lines.map(|line| format!("<br>{}", escape(line))).collect()
}
