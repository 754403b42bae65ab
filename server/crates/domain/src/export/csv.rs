//! CSV as systems give it (RFC 4180), read into groups. Strictly: a quote in the wrong place would move data of one
//! person into the cells of another, so it is named by its line and nothing is guessed. Libraries guess.

use super::{Datum, Group, Item, Scalar};
use std::iter::Peekable;
use std::str::Chars;
use thiserror::Error;

/// Why a text cannot be shown as a table. Lines are counted from one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CsvFault {
    /// It is in another encoding than UTF-8.
    #[error("not UTF-8 at line {line}")]
    NotUtf8 {
        /// The line.
        line: usize,
    },
    /// A quote opens and never closes, stands within a cell that is not quoted, or is followed by more.
    #[error("a quote out of place in the cell that begins at line {line}")]
    Quote {
        /// The line on which the cell begins.
        line: usize,
    },
    /// A row has more or fewer cells than the first.
    #[error("{found} cells at line {line} instead of {expected}")]
    Cells {
        /// The line on which the row begins.
        line: usize,
        /// How many it has.
        found: usize,
        /// How many the first has.
        expected: usize,
    },
    /// There is nothing below the first row.
    #[error("holds no data")]
    Empty,
}

/// Reads the CSV that a system gave into one group with an item for each row. The first row gives the names; every value
/// is a text, so that `007` stays what it is. Cells are parted by whichever of comma, semicolon and tab the first row has
/// most of, or by the one that a line `sep=` before it tells, as Excel writes it; empty lines are passed over.
///
/// # Errors
/// A [`CsvFault`] that says where.
pub fn csv_groups(system: &str, label: &str, csv: &str) -> Result<Vec<Group>, CsvFault> {
    let (told, lines_before, csv) = told_delimiter(csv);
    let delimiter = told.unwrap_or_else(|| delimiter(csv));
    let mut records = Records { rest: csv.chars().peekable(), delimiter, line: 1 + lines_before };
    let (_, names) = records.next_filled()?.ok_or(CsvFault::Empty)?;
    let mut items = Vec::new();
    while let Some((line, cells)) = records.next_filled()? {
        if cells.len() != names.len() {
            return Err(CsvFault::Cells { line, found: cells.len(), expected: names.len() });
        }
        let data = names.iter().zip(1..).zip(cells).map(|((name, number), cell)| datum(name, number, cell)).collect();
        items.push(Item { item_id: (items.len() + 1).to_string(), data });
    }
    if items.is_empty() {
        return Err(CsvFault::Empty);
    }
    let (group_id, group_label) = (system.to_owned(), label.to_owned());
    Ok(vec![Group { group_id, group_description: group_label.clone(), group_label, items }])
}

/// A column without a name is called by its number.
fn datum(name: &str, number: usize, cell: String) -> Datum {
    let name = if name.trim().is_empty() { format!("#{number}") } else { name.to_owned() };
    Datum { name, value: Scalar::Text(cell) }
}

/// The delimiter of a first line such as `sep=;`, how many lines that takes, and what follows.
fn told_delimiter(csv: &str) -> (Option<char>, usize, &str) {
    let mut told = csv.strip_prefix("sep=").unwrap_or_default().chars();
    match (told.next(), told.as_str()) {
        (Some(delimiter), rest) if rest.starts_with(['\r', '\n']) => {
            let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
            (Some(delimiter), 1, rest)
        }
        _ => (None, 0, csv),
    }
}

/// Which of the usual delimiters the first row has most of, outside of quotes; a comma if it has none.
fn delimiter(csv: &str) -> char {
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    let mut is_quoted = false;
    for character in csv.trim_start_matches(['\r', '\n']).chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\r' | '\n' if !is_quoted => break,
            other if !is_quoted => counts.iter_mut().filter(|(known, _)| *known == other).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(',', |(delimiter, _)| *delimiter)
}

/// The rows of a text, each with the line on which it begins.
struct Records<'a> {
    rest: Peekable<Chars<'a>>,
    delimiter: char,
    line: usize,
}

impl Records<'_> {
    fn next_filled(&mut self) -> Result<Option<(usize, Vec<String>)>, CsvFault> {
        loop {
            match self.record()? {
                Some((_, cells)) if cells.iter().all(String::is_empty) && cells.len() == 1 => {}
                other => return Ok(other),
            }
        }
    }

    fn record(&mut self) -> Result<Option<(usize, Vec<String>)>, CsvFault> {
        if self.rest.peek().is_none() {
            return Ok(None);
        }
        let (line, mut cells) = (self.line, Vec::new());
        loop {
            cells.push(if self.rest.next_if_eq(&'"').is_some() { self.quoted()? } else { self.bare()? });
            if self.rest.next_if_eq(&self.delimiter).is_none() {
                self.end_line();
                return Ok(Some((line, cells)));
            }
        }
    }

    /// A cell up to its closing quote, after which nothing but a delimiter or the end of the line may stand.
    fn quoted(&mut self) -> Result<String, CsvFault> {
        let (line, mut cell) = (self.line, String::new());
        loop {
            match self.rest.next().ok_or(CsvFault::Quote { line })? {
                '"' if self.rest.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => break,
                character => {
                    // The line feed counts a line that ends with both.
                    let is_end = character == '\n' || (character == '\r' && self.rest.peek() != Some(&'\n'));
                    self.line += usize::from(is_end);
                    cell.push(character);
                }
            }
        }
        let is_end = self.rest.peek().is_none_or(|next| *next == self.delimiter || matches!(next, '\r' | '\n'));
        if is_end { Ok(cell) } else { Err(CsvFault::Quote { line }) }
    }

    fn bare(&mut self) -> Result<String, CsvFault> {
        let (mut cell, delimiter) = (String::new(), self.delimiter);
        while let Some(character) = self.rest.next_if(|next| *next != delimiter && !matches!(next, '\r' | '\n')) {
            if character == '"' {
                return Err(CsvFault::Quote { line: self.line });
            }
            cell.push(character);
        }
        Ok(cell)
    }

    fn end_line(&mut self) {
        let has_return = self.rest.next_if_eq(&'\r').is_some();
        let has_feed = self.rest.next_if_eq(&'\n').is_some();
        self.line += usize::from(has_return || has_feed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(csv: &str) -> Result<Vec<Vec<String>>, CsvFault> {
        let told = |datum: Datum| match datum.value {
            Scalar::Text(text) => format!("{}={text}", datum.name),
            other => panic!("{other:?} is no text"),
        };
        let groups = csv_groups("crm", "Customers", csv)?;
        assert_eq!((groups.len(), groups[0].group_id.as_str()), (1, "crm"));
        Ok(groups.into_iter().flat_map(|g| g.items).map(|item| item.data.into_iter().map(told).collect()).collect())
    }

    #[test]
    fn rows_become_items_however_cells_and_lines_are_parted() {
        let one = |csv: &str| read(csv).map(|rows| rows.concat().join(" "));
        for csv in [
            "a,b\n1,2\n",
            "a;b\r\n1;2",
            "a\tb\r1\t2\r",
            "\"a\",\"b\"\n\"1\",\"2\"\n",
            "sep=;\r\na;b\r\n1;2\r\n",
            "\n\na,b\n\n1,2\n\n",
        ] {
            assert_eq!(one(csv).unwrap(), "a=1 b=2", "{csv:?}");
        }
        assert_eq!(one("a,b;c;d\n1,5;2;3").unwrap(), "a,b=1,5 c=2 d=3", "the most frequent one parts cells");
        assert_eq!(one("\"a;b;c\",d\n1,2").unwrap(), "a;b;c=1 d=2", "not what stands in quotes");
        assert_eq!(one("\"a\nb\";c\n1;2").unwrap(), "a\nb=1 c=2", "a row does not end within quotes");
        assert_eq!(one("a;b\n1,1,1;2,2,2").unwrap(), "a=1,1,1 b=2,2,2", "only the first row is asked");
        assert_eq!(one("sep=a,b\n1,2").unwrap(), "sep=a=1 b=2", "a column may be called so");
    }

    #[test]
    fn items_are_numbered_from_one() {
        let groups = csv_groups("crm", "Customers", "a\n7\n8\n").unwrap();
        let ids: Vec<_> = groups[0].items.iter().map(|item| item.item_id.as_str()).collect();
        assert_eq!(ids, ["1", "2"]);
    }

    #[test]
    fn cells_keep_every_character_that_was_written() {
        let cases = [
            ("a\n007\n", "a=007"),
            ("a,b\n\"x, \"\"y\"\"\nz\",=1+1\n", "a=x, \"y\"\nz b==1+1"),
            ("a,b\n 1 ,\n", "a= 1  b="),
            ("a,,a\n1,2,3\n", "a=1 #2=2 a=3"),
            ("naam;plaats\nÉlise;'s-Gravenhage", "naam=Élise plaats='s-Gravenhage"),
        ];
        for (csv, expected) in cases {
            assert_eq!(read(csv).unwrap().concat().join(" "), expected, "{csv:?}");
        }
    }

    #[test]
    fn broken_quoting_is_named_by_the_line_of_its_cell() {
        let cases = [
            ("a,b\n1,\"2\n3,4\n", 2),
            ("a,b\n1,\"2\n3,\"4\"\n", 2),
            ("a,b\n\"1\n\n\",2\n\"3\"x,4\n", 5),
            ("a,b\n1,2\n3,4\"\n", 3),
            ("a,b\r\n1,\"x\r\ny\"\r\n\"\r\n", 4),
            ("\"a,b\n1,2\n", 1),
            ("sep=,\na\n\"b\n", 3),
        ];
        for (csv, line) in cases {
            assert_eq!(read(csv), Err(CsvFault::Quote { line }), "{csv:?}");
        }
    }

    #[test]
    fn unequal_rows_are_named_by_line() {
        assert_eq!(read("a,b\n1,2\n3\n"), Err(CsvFault::Cells { line: 3, found: 1, expected: 2 }));
        assert_eq!(read("a,b\n\"1\n\",2\n3,4,5\n"), Err(CsvFault::Cells { line: 4, found: 3, expected: 2 }));
    }

    #[test]
    fn nothing_is_told_from_something() {
        for csv in ["", "\n\n", "a,b\n", "a,b\n\n"] {
            assert_eq!(read(csv), Err(CsvFault::Empty), "{csv:?}");
        }
    }
}
