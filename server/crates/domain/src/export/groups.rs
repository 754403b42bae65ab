use super::{Datum, Group, Item, Scalar};
use serde_json::{Map, Value};
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
    let value: Value = serde_json::from_str(json).map_err(|error| {
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
    let groups: Vec<Group> = match value {
        Value::Object(members) => {
            let (lists, rest): (Map<_, _>, Map<_, _>) = members.into_iter().partition(|(_, v)| is_list_of_objects(v));
            let own = item("1", &Value::Object(rest));
            let own = Some(vec![own]).filter(|items| items.iter().any(|i| !i.data.is_empty())).map(|i| group(None, i));
            own.into_iter().chain(lists.iter().map(|(name, list)| group(Some(name), items(list)))).collect()
        }
        list_or_scalar => vec![group(None, items(&list_or_scalar))],
    };
    if groups.iter().all(|g| g.items.iter().all(|i| i.data.is_empty())) { Err(JsonFault::Empty) } else { Ok(groups) }
}

fn is_list_of_objects(value: &Value) -> bool {
    value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
}

fn items(value: &Value) -> Vec<Item> {
    match value {
        Value::Array(list) => list.iter().zip(1..).map(|(entry, number)| item(&number.to_string(), entry)).collect(),
        one => vec![item("1", one)],
    }
}

fn item(number: &str, value: &Value) -> Item {
    let mut data = Vec::new();
    flatten("", value, &mut data);
    Item { item_id: number.to_owned(), data }
}

fn flatten(name: &str, value: &Value, into: &mut Vec<Datum>) {
    let joined = |part: &str| {
        if name.is_empty() { part.to_owned() } else { format!("{name} / {part}") }
    };
    let scalar = match value {
        Value::Object(members) => return members.iter().for_each(|(part, v)| flatten(&joined(part), v, into)),
        Value::Array(list) => {
            return list.iter().zip(1..).for_each(|(v, part)| flatten(&joined(&i32::to_string(&part)), v, into));
        }
        Value::String(text) => Scalar::Text(text.clone()),
        Value::Number(number) => Scalar::Number(number.clone()),
        Value::Bool(flag) => Scalar::Flag(*flag),
        Value::Null => Scalar::Null,
    };
    let name = if name.is_empty() { "value" } else { name };
    into.push(Datum { name: name.to_owned(), value: scalar });
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
}
