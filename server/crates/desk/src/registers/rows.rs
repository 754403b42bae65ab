use serde::de::DeserializeOwned;

/// Most faults that an import tells at once.
const FAULTS_MAX: usize = 100;

/// Rows of a file with their lines, or the faults by line.
pub(super) type Parsed<T> = Result<Vec<(u64, T)>, Vec<(u64, String)>>;

/// Reads CSV with a header (RFC 4180), each row parsed by `parse`; with the lines at fault, if there are any.
pub(super) fn rows<R: DeserializeOwned, T>(
    csv: impl std::io::Read,
    parse: impl Fn(R) -> Result<T, String>,
) -> Parsed<T> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(csv);
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    // A byte-order mark, as spreadsheets write it, would become part of the first name.
    if let Ok(header) = reader.headers() {
        let plain: csv::StringRecord = header.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
        reader.set_headers(plain);
    }
    let headers = reader.headers().cloned().unwrap_or_default();
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
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}

/// Yes and no, as people write them into spreadsheets.
pub(super) fn yes(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err(format!("{text:?} is neither yes nor no")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Row {
        a: String,
        b: String,
    }

    #[test]
    fn faults_are_named_by_their_line_also_after_a_quoted_line_break() {
        let file = "\u{feff}a,b\nx,yes\n\"two\nlines\",maybe\nonly one\nz,no\n";
        let faults = rows(file.as_bytes(), |row: Row| yes(&row.b).map(|_| row.a)).unwrap_err();
        assert_eq!(faults.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn a_column_that_is_missing_is_named() {
        let faults = rows("a\nx\n".as_bytes(), |row: Row| Ok(row.a + &row.b)).unwrap_err();
        assert!(faults[0].1.contains("`b`"), "{faults:?}");
    }
}
