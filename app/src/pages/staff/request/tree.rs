//! Gathered data as a tree: groups, items, names and values. What is large is folded, and cut with a word on how much
//! more there is: the whole of it is in the export.

use crate::texts::{Locale, td_string};
use domain::export::{Datum, Group, Item, Scalar};
use leptos::prelude::*;

/// Most groups, items of a group and fields of an item that are shown, and most characters of a value.
const GROUPS_SHOWN: usize = 20;
const ITEMS_SHOWN: usize = 25;
const FIELDS_SHOWN: usize = 60;
const VALUE_SHOWN: usize = 400;
/// Most fields of one piece that are shown altogether.
const PIECE_SHOWN: usize = 600;
/// Up to how many fields a piece is shown unfolded.
const UNFOLDED: usize = 24;

pub(super) fn view(locale: Locale, groups: &[Group]) -> impl IntoView + use<> {
    let is_open = groups.iter().flat_map(|group| &group.items).map(|item| item.data.len()).sum::<usize>() <= UNFOLDED;
    let mut left = PIECE_SHOWN;
    let shown = groups.iter().take(GROUPS_SHOWN).map(|of| group(locale, of, is_open, &mut left)).collect_view();
    let more = groups.len().saturating_sub(GROUPS_SHOWN);
    view! { <div class="tree">{shown} {more_of(locale, more)}</div> }
}

fn group(locale: Locale, group: &Group, is_open: bool, left: &mut usize) -> impl IntoView + use<> {
    let is_single = group.items.len() == 1;
    let mut shown = Vec::new();
    for of in group.items.iter().take(ITEMS_SHOWN) {
        if *left == 0 {
            break;
        }
        shown.push(item(locale, of, is_single, is_open, left).into_any());
    }
    let more = group.items.len() - shown.len();
    view! {
        <details open=is_open>
            <summary>
                {group.group_label.clone()} " " <span class="tally">{group.items.len()}</span>
            </summary>
            {shown}
            {more_of(locale, more)}
        </details>
    }
}

/// The only item of a group needs no fold of its own.
fn item(locale: Locale, item: &Item, is_single: bool, is_open: bool, left: &mut usize) -> impl IntoView + use<> {
    let many = item.data.len().min(FIELDS_SHOWN).min(*left);
    *left -= many;
    let fields = item.data.iter().take(many).map(|datum| field(locale, datum)).collect_view();
    let list = view! {
        <dl class="fields">{fields}</dl>
        {more_of(locale, item.data.len() - many)}
    };
    if is_single {
        return list.into_any();
    }
    let first = item.data.first().map(|datum| format!("{}: {}", datum.name, value(locale, &datum.value).0));
    view! {
        <details open=is_open>
            <summary>
                <span class="item-number">{item.item_id.clone()}</span>
                " "
                <span class="item-first">{cut(&first.unwrap_or_default(), 60).0}</span>
            </summary>
            {list}
        </details>
    }
    .into_any()
}

fn field(locale: Locale, datum: &Datum) -> impl IntoView + use<> {
    let (text, is_text) = value(locale, &datum.value);
    let (shown, more) = cut(&text, VALUE_SHOWN);
    view! {
        <div>
            <dt>{datum.name.clone()}</dt>
            <dd class:plain=!is_text>
                {shown}
                {(more > 0).then(|| view! { " " <span class="cut">{characters(locale, more)}</span> })}
            </dd>
        </div>
    }
}

/// A value in words, and whether it is a text of its own.
fn value(locale: Locale, value: &Scalar) -> (String, bool) {
    match value {
        Scalar::Text(text) if text.is_empty() => (td_string!(locale, staff.gather.empty).to_owned(), false),
        Scalar::Text(text) => (text.clone(), true),
        Scalar::Number(number) => (number.to_string(), true),
        Scalar::Flag(true) => (td_string!(locale, staff.gather.yes).to_owned(), false),
        Scalar::Flag(false) => (td_string!(locale, staff.gather.no).to_owned(), false),
        Scalar::Null => (td_string!(locale, staff.gather.null).to_owned(), false),
    }
}

/// The beginning of a text, and how many characters of it are left out.
fn cut(text: &str, max: usize) -> (String, usize) {
    let shown: String = text.chars().take(max).collect();
    let more = text.chars().count().saturating_sub(max);
    if more > 0 { (format!("{shown}…"), more) } else { (shown, 0) }
}

fn more_of(locale: Locale, more: usize) -> Option<AnyView> {
    let text = match more {
        0 => return None,
        1 => td_string!(locale, staff.gather.one_more).to_owned(),
        _ => td_string!(locale, staff.gather.many_more, count = crate::texts::flaws::number(locale, more)).to_string(),
    };
    Some(view! { <p class="cut">{text}</p> }.into_any())
}

fn characters(locale: Locale, more: usize) -> String {
    td_string!(locale, staff.gather.more_characters, count = crate::texts::flaws::number(locale, more)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(groups: &[Group]) -> String {
        view(Locale::en, groups).to_html()
    }

    fn items(count: usize, fields: usize) -> Vec<Item> {
        let datum = |n: usize| Datum { name: format!("field{n}"), value: Scalar::Text(format!("value{n}")) };
        let item = |n: usize| Item { item_id: n.to_string(), data: (0..fields).map(datum).collect() };
        (1..=count).map(item).collect()
    }

    fn group(items: Vec<Item>) -> Group {
        Group { group_id: "g".into(), group_label: "G".into(), group_description: String::new(), items }
    }

    #[test]
    fn a_little_is_shown_whole_and_unfolded() {
        let html = html(&[group(items(2, 3))]);
        assert_eq!(html.matches("<details open").count(), 3, "{html}");
        assert_eq!(html.matches("<dt>").count(), 6);
        assert!(!html.contains("more"), "{html}");
    }

    #[test]
    fn much_is_folded_and_cut_with_a_count() {
        let html = html(&[group(items(1_000, 100)), group(items(1, 1))]);
        assert!(!html.contains("open"), "{html}");
        assert_eq!(html.matches("<dt>").count(), PIECE_SHOWN, "the whole piece has one budget");
        assert!(html.contains("990 more"), "{html}");
        assert!(html.contains("40 more"), "{html}");
    }

    #[test]
    fn a_long_value_is_cut_by_characters_not_bytes() {
        let (shown, more) = cut(&"é".repeat(500), VALUE_SHOWN);
        assert_eq!((shown.chars().count(), more), (VALUE_SHOWN + 1, 100));
        assert_eq!(cut("é", 1), ("é".to_owned(), 0));
    }

    #[test]
    fn what_others_wrote_is_text_and_never_markup() {
        let data = vec![Datum { name: "<b>".into(), value: Scalar::Text("<script>alert(1)</script>".into()) }];
        let html = html(&[group(vec![Item { item_id: "1".into(), data }])]);
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    }
}
