use super::tree::Tree;
use super::{Datum, Group, Item};
use indexmap::IndexMap;
use std::collections::HashSet;
use thiserror::Error;

/// Why a text cannot be shown as data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JsonFault {
    /// It is no JSON; counted from one.
    #[error("not JSON at line {line}, column {column}")]
    Syntax {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Nested deeper than anybody reads.
    #[error("nested too deeply")]
    TooDeep,
    /// There is nothing in it.
    #[error("holds no data")]
    Empty,
}

/// Reads the JSON that a system gave into groups of items.
///
/// A list of objects becomes one group with an item each; an object becomes a group for each member that is itself a
/// list of objects, and one group for the rest; deeper structure is flattened into the names.
///
/// # Errors
/// A [`JsonFault`] that says where; the parser stops at 128 levels.
pub fn groups(system: &str, label: &str, json: &str) -> Result<Vec<Group>, JsonFault> {
    let tree = Tree::read(json).map_err(|error| {
        // serde_json tells the recursion limit in words only.
        if error.to_string().starts_with("recursion limit exceeded") {
            JsonFault::TooDeep
        } else {
            JsonFault::Syntax { line: error.line(), column: error.column() }
        }
    })?;
    let group = |part: Option<&str>, items: Vec<Item>| Group {
        group_id: part.map_or_else(|| system.to_owned(), |part| format!("{system}.{part}")),
        group_label: part.map_or_else(|| label.to_owned(), |part| format!("{label}: {part}")),
        group_description: label.to_owned(),
        items,
    };
    let groups: Vec<Group> = match tree {
        Tree::Object(members) => {
            let (lists, rest): (IndexMap<_, _>, IndexMap<_, _>) =
                members.into_iter().partition(|(_, member)| is_list_of_objects(member));
            let own = item("1", Tree::Object(rest));
            let own = Some(vec![own]).filter(|items| items.iter().any(|i| !i.data.is_empty())).map(|i| group(None, i));
            own.into_iter().chain(lists.into_iter().map(|(name, list)| group(Some(&name), items(list)))).collect()
        }
        list_or_leaf => vec![group(None, items(list_or_leaf))],
    };
    if groups.iter().all(|g| g.items.iter().all(|i| i.data.is_empty())) { Err(JsonFault::Empty) } else { Ok(groups) }
}

/// Numbers the groups of later inputs that bear a name already taken, so that each id names one group.
#[derive(Debug, Default)]
pub struct Distinct(HashSet<String>);

impl Distinct {
    /// The group under a name that no group before it had.
    pub fn name(&mut self, mut group: Group) -> Group {
        let Self(taken) = self;
        if !taken.insert(group.group_id.clone()) {
            let free = (2..).find(|number| taken.insert(format!("{}-{number}", group.group_id)));
            let number: u32 = free.unwrap_or_default();
            group.group_id = format!("{}-{number}", group.group_id);
            group.group_label = format!("{} ({number})", group.group_label);
        }
        group
    }
}

fn is_list_of_objects(tree: &Tree) -> bool {
    matches!(tree, Tree::List(list) if !list.is_empty() && list.iter().all(Tree::is_object))
}

fn items(tree: Tree) -> Vec<Item> {
    match tree {
        Tree::List(list) => {
            list.into_iter().zip(1..).map(|(entry, number)| item(&i32::to_string(&number), entry)).collect()
        }
        one => vec![item("1", one)],
    }
}

fn item(number: &str, tree: Tree) -> Item {
    let mut data = Vec::new();
    flatten("", tree, &mut data);
    Item { item_id: number.to_owned(), data }
}

fn flatten(name: &str, tree: Tree, into: &mut Vec<Datum>) {
    let joined = |part: &str| {
        if name.is_empty() { part.to_owned() } else { format!("{name} / {part}") }
    };
    match tree {
        Tree::Object(members) => members.into_iter().for_each(|(part, tree)| flatten(&joined(&part), tree, into)),
        Tree::List(list) => {
            list.into_iter().zip(1..).for_each(|(tree, part)| flatten(&joined(&i32::to_string(&part)), tree, into));
        }
        Tree::Leaf(value) => {
            let name = if name.is_empty() { "value" } else { name };
            into.push(Datum { name: name.to_owned(), value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(json: &str) -> Vec<(String, Vec<Vec<String>>)> {
        let names = |item: Item| item.data.into_iter().map(|d| d.name).collect();
        let groups = groups("crm", "Customers", json).unwrap();
        groups.into_iter().map(|g| (g.group_id, g.items.into_iter().map(names).collect())).collect()
    }

    #[test]
    fn lists_become_items_and_structure_becomes_names() {
        let json = r#"{"name":"A","address":{"city":"X","lines":["1","2"]},"orders":[{"no":1},{"no":2}]}"#;
        let names = ["name", "address / city", "address / lines / 1", "address / lines / 2"].map(String::from).to_vec();
        let orders = vec![vec!["no".to_owned()], vec!["no".to_owned()]];
        assert_eq!(shape(json), [("crm".to_owned(), vec![names]), ("crm.orders".to_owned(), orders)]);
        assert_eq!(shape("[1,2]"), [("crm".to_owned(), vec![vec!["value".to_owned()], vec!["value".to_owned()]])]);
    }

    #[test]
    fn what_is_no_json_is_named_by_line_and_column() {
        assert_eq!(groups("a", "a", "{\n  \"a\": }"), Err(JsonFault::Syntax { line: 2, column: 8 }));
        assert_eq!(groups("a", "a", ""), Err(JsonFault::Syntax { line: 1, column: 0 }));
    }

    #[test]
    fn ten_thousand_levels_are_refused_and_nothing_overflows() {
        assert_eq!(groups("a", "a", &"[".repeat(10_000)), Err(JsonFault::TooDeep));
        let closed = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(groups("a", "a", &closed), Err(JsonFault::TooDeep));
    }

    #[test]
    fn nothing_is_told_from_something() {
        for json in ["{}", "[]", "[{}]"] {
            assert_eq!(groups("a", "a", json), Err(JsonFault::Empty), "{json}");
        }
    }

    #[test]
    fn numbers_keep_every_digit_that_was_written() {
        let written = ["123456789012345678901234", "12.50", "-0.0", "1E+2", "0.1000000000000000055"];
        let json = format!("{{\"n\": [{}]}}", written.join(", "));
        let groups = groups("a", "a", &json).unwrap();
        let values: Vec<String> =
            groups[0].items[0].data.iter().map(|d| serde_json::to_string(&d.value).unwrap()).collect();
        assert_eq!(values, written);
    }

    #[test]
    fn each_id_names_one_group_however_often_a_system_is_asked() {
        let once = groups("crm", "Customers", r#"{"orders":[{"no":1}],"orders-2":[{"no":2}]}"#).unwrap();
        let again = once.clone();
        let mut distinct = Distinct::default();
        let labels: Vec<(String, String)> = once
            .into_iter()
            .chain(again.clone())
            .chain(again)
            .map(|group| distinct.name(group))
            .map(|g| (g.group_id, g.group_label))
            .collect();
        let expected = [
            ("crm.orders", "Customers: orders"),
            ("crm.orders-2", "Customers: orders-2"),
            ("crm.orders-3", "Customers: orders (3)"),
            ("crm.orders-2-2", "Customers: orders-2 (2)"),
            ("crm.orders-4", "Customers: orders (4)"),
            ("crm.orders-2-3", "Customers: orders-2 (3)"),
        ];
        assert_eq!(labels, expected.map(|(id, label)| (id.to_owned(), label.to_owned())));
    }
}
