//! CSV that staff upload: whatever it is, it is read or refused with the line.

#![no_main]

use domain::export::{Format, Table};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(groups) = Format::Csv.groups("system", "System", bytes) else { return };
    for group in &groups {
        let table = Table::of(group);
        let width = table.header().len();
        assert!(table.rows().all(|row| row.len() == width), "a table has one width");
    }
});
