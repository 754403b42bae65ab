//! A person's data: groups of items of names and values, all of them.

use crate::texts::html::escape;
use crate::texts::{Locale, flaws, td_string};
use desk::package::Cover;
use domain::export::{Datum, Group, Item, Scalar};

/// Where the group of this number begins; names of groups are data, and no part of a document's own names.
pub(super) fn anchor(number: usize) -> String {
    format!("data-{number}")
}

/// How many entries a group has.
pub(super) fn entries(l: Locale, count: usize) -> String {
    match count {
        1 => td_string!(l, reading.one_entry).to_owned(),
        _ => td_string!(l, reading.many_entries, count = flaws::number(l, count)).to_string(),
    }
}

pub(super) fn group(l: Locale, cover: &Cover, group: &Group) -> String {
    let number = cover.contents.iter().position(|content| content.id == group.group_id).map_or(0, |place| place + 1);
    let anchor = anchor(number);
    format!(
        "<section id=\"{anchor}\" aria-labelledby=\"{anchor}-title\">\n\
         <h3 id=\"{anchor}-title\">{} <span class=\"count\">({})</span></h3>\n",
        escape(&group.group_label),
        escape(&entries(l, group.items.len()))
    )
}

/// One item; the only one of its group needs no heading of its own.
pub(super) fn item(l: Locale, item: &Item, is_only: bool) -> String {
    let heading = if is_only {
        String::new()
    } else {
        format!("<h4>{}</h4>\n", escape(&td_string!(l, reading.entry, number = &item.item_id).to_string()))
    };
    let fields: String = item.data.iter().map(|datum| field(l, datum)).collect();
    format!("{heading}<dl>\n{fields}</dl>\n")
}

fn field(l: Locale, datum: &Datum) -> String {
    let (text, is_bare) = match &datum.value {
        Scalar::Text(text) if text.is_empty() => (td_string!(l, staff.gather.empty).to_owned(), true),
        Scalar::Text(text) => (text.clone(), false),
        Scalar::Number(number) => (number.to_string(), false),
        Scalar::Flag(true) => (td_string!(l, staff.gather.yes).to_owned(), true),
        Scalar::Flag(false) => (td_string!(l, staff.gather.no).to_owned(), true),
        Scalar::Null => (td_string!(l, staff.gather.null).to_owned(), true),
    };
    let class = if is_bare { " class=\"bare\"" } else { "" };
    format!("<div><dt>{}</dt><dd{class}>{}</dd></div>\n", escape(&datum.name), escape(&text))
}
