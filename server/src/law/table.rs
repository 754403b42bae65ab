//! Text in columns and lines of bounded width.

use std::iter::zip;

/// The width of what is printed, in characters: it fits beside another window.
pub(super) const WIDTH: usize = 100;

/// The lines of a text, broken between words; a word that is too long has a line of its own.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Rows in columns of these widths, the cells broken into lines, also where they say so; nothing stands at the end of a line.
pub(super) fn columns<const N: usize>(widths: [usize; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<_> = zip(row, widths).map(|(cell, width)| lines(&cell, width)).collect();
        for number in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
            let padded = zip(&cells, widths).map(|(lines, width)| {
                let line = lines.get(number).map_or("", String::as_str);
                format!("{line:width$}")
            });
            text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        }
    }
    text
}

fn lines(cell: &str, width: usize) -> Vec<String> {
    cell.lines().flat_map(|line| wrap(line, width)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_at_the_width() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two three", 6), ["one", "two", "three"]);
        assert_eq!(wrap("§159–164 ok", 11), ["§159–164 ok"]);
        assert_eq!(wrap("unbreakable", 3), ["unbreakable"]);
        assert_eq!(wrap(" ", 3), [""; 0]);
    }

    #[test]
    fn cells_stand_in_columns() {
        let rows = [["R1", "one two three"], ["R10", "four\nfive"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns([3, 8], rows.into_iter()), "R1   one two\n     three\nR10  four\n     five\n");
    }
}
