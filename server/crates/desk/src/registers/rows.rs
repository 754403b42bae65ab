use serde::de::DeserializeOwned;

/// Most faults that an import tells at once.
pub(super) const FAULTS_MAX: usize = 100;

/// What a file says, by line.
pub(super) struct Parsed<T> {
    /// The rows that can be read.
    pub(super) good: Vec<(u64, T)>,
    /// What is wrong with the others.
    pub(super) bad: Vec<(u64, String)>,
}

impl<T> Parsed<T> {
    /// A file of which nothing can be read.
    pub(super) const fn faulty(bad: Vec<(u64, String)>) -> Self {
        Self { good: Vec::new(), bad }
    }
}

/// The columns that a file may have.
pub(super) struct Columns {
    /// Those that it must have.
    pub(super) required: Vec<&'static str>,
    /// Those that it can have besides.
    pub(super) optional: Vec<&'static str>,
}

impl Columns {
    /// What is wrong with a header. A column that nobody knows may be one that is misspelt: to pass over it would take
    /// less than the file says.
    fn faults(&self, header: &csv::StringRecord) -> Vec<(u64, String)> {
        let count = |name: &str| header.iter().filter(|found| *found == name).count();
        let missing = self.required.iter().filter(|name| count(name) == 0);
        let missing = missing.map(|name| format!("the column {name:?} is missing"));
        let twice = self.required.iter().chain(&self.optional).filter(|name| count(name) > 1);
        let twice = twice.map(|name| format!("the column {name:?} is there twice"));
        let is_known = |name: &str| self.required.contains(&name) || self.optional.contains(&name);
        let unknown = header.iter().filter(|name| !is_known(name));
        let unknown = unknown.map(|name| format!("no column is called {name:?}"));
        missing.chain(twice).chain(unknown).map(|fault| (1, fault)).collect()
    }
}

/// Reads CSV with a header (RFC 4180), each row parsed by `parse`.
pub(super) fn rows<R: DeserializeOwned, T>(
    csv: impl std::io::Read,
    columns: &Columns,
    parse: impl Fn(R) -> Result<T, String>,
) -> Parsed<T> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    // A byte-order mark, as spreadsheets write it, would become part of the first name.
    let headers: csv::StringRecord = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim_start_matches('\u{feff}')).collect(),
        Err(error) => return Parsed::faulty(vec![(1, error.to_string())]),
    };
    reader.set_headers(headers.clone());
    let faults = columns.faults(&headers);
    if !faults.is_empty() {
        return Parsed::faulty(faults);
    }
    for record in reader.records() {
        let read = match &record {
            Ok(record) => record.deserialize(Some(&headers)).map_err(|error| error.to_string()).and_then(&parse),
            Err(error) => Err(error.to_string()),
        };
        let position = record.as_ref().map_or_else(csv::Error::position, csv::StringRecord::position);
        let line = position.map_or(1, csv::Position::line);
        match read {
            Ok(value) => good.push((line, value)),
            Err(fault) => bad.push((line, fault)),
        }
        if bad.len() >= FAULTS_MAX || record.is_err_and(|error| error.is_io_error()) {
            break;
        }
    }
    Parsed { good, bad }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Row {
        a: String,
        b: String,
    }

    fn columns() -> Columns {
        Columns { required: vec!["a", "b"], optional: vec!["c"] }
    }

    #[test]
    fn faults_are_named_by_their_line_also_after_a_quoted_line_break() {
        let file = "\u{feff}a,b\nx,yes\n\"two\nlines\",maybe\nonly one\nz,no\n";
        let judge = |row: Row| if row.b == "maybe" { Err(row.b) } else { Ok(row.a) };
        let Parsed { good, bad } = rows(file.as_bytes(), &columns(), judge);
        assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(good.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 6]);
    }

    #[test]
    fn a_column_that_is_missing_unknown_or_there_twice_is_named() {
        for (header, names) in [("a", "\"b\""), ("a,b,bb", "\"bb\""), ("a,b,c,c", "\"c\""), ("a,b,", "\"\"")] {
            let faults = rows(format!("{header}\nx\n").as_bytes(), &columns(), |row: Row| Ok(row.a)).bad;
            assert!(faults.len() == 1 && faults[0].0 == 1 && faults[0].1.contains(names), "{header}: {faults:?}");
        }
        let Parsed { good, bad } = rows("b,a\nx,y\n".as_bytes(), &columns(), |row: Row| Ok(row.a));
        assert_eq!((good, bad), (vec![(2, "y".to_owned())], vec![]), "in any order");
    }
}
