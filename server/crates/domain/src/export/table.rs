use super::{Datum, Group, Scalar};
use std::collections::HashMap;

/// A group as a table: a column for each name in the order in which they come, a row for each item.
///
/// Values are written as they are. A value that begins with `=` is no formula of ours to defuse: these are a person's
/// own data, to be taken along unchanged (Art. 20), and whoever needs them to be exact would find them changed.
#[derive(Debug)]
pub struct Table<'a> {
    group: &'a Group,
    columns: Vec<&'a str>,
    places: HashMap<(&'a str, usize), usize>,
}

impl<'a> Table<'a> {
    /// The table of a group. A name that an item has twice gives two columns.
    pub fn of(group: &'a Group) -> Self {
        let (mut columns, mut places) = (Vec::new(), HashMap::new());
        for item in &group.items {
            for key in numbered(&item.data) {
                places.entry(key).or_insert_with(|| {
                    columns.push(key.0);
                    columns.len() - 1
                });
            }
        }
        Self { group, columns, places }
    }

    /// The names of the columns.
    pub fn header(&self) -> &[&'a str] {
        &self.columns
    }

    /// The cells of each row; what an item lacks, and nothing, is empty.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.group.items.iter().map(|item| {
            let mut row = vec![String::new(); self.columns.len()];
            for (key, datum) in numbered(&item.data).zip(&item.data) {
                let cell = self.places.get(&key).and_then(|place| row.get_mut(*place));
                if let Some(cell) = cell {
                    *cell = text(&datum.value);
                }
            }
            row
        })
    }
}

/// The names of an item's fields, each with how often it came before.
fn numbered(data: &[Datum]) -> impl Iterator<Item = (&str, usize)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    data.iter().map(move |datum| {
        let times = seen.entry(&datum.name).or_default();
        *times += 1;
        (datum.name.as_str(), *times)
    })
}

fn text(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => text.clone(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Flag(flag) => flag.to_string(),
        Scalar::Null => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{csv_groups, groups};

    fn told(group: &Group) -> Vec<String> {
        let table = Table::of(group);
        let header = table.header().join("|");
        std::iter::once(header).chain(table.rows().map(|row| row.join("|"))).collect()
    }

    #[test]
    fn items_of_different_fields_share_one_header() {
        let json = r#"[{"no":1,"paid":true},{"no":12.50,"note":"=1+1"},{"paid":null,"no":3}]"#;
        let groups = groups("crm", "Customers", json).unwrap();
        assert_eq!(told(&groups[0]), ["no|paid|note", "1|true|", "12.50||=1+1", "3||"]);
    }

    #[test]
    fn a_name_that_comes_twice_keeps_both_values() {
        let groups = csv_groups("crm", "Customers", "a,a,b\n1,2,3\n").unwrap();
        assert_eq!(told(&groups[0]), ["a|a|b", "1|2|3"]);
    }
}
