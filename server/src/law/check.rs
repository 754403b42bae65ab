//! `inzage law check`: a file of cases computed, one JSON object a line.

use super::{read, say};
use crate::cli::Check;
use anyhow::{Context as _, Result, ensure};
use domain::law::{Calendar, cases};

/// Prints each case as computed. What is at fault with one is told apart, and the others are computed all the same.
pub(super) fn check(options: &Check, calendar: &Calendar) -> Result<()> {
    let file = options.file.display();
    let checked = cases::check(&read(&options.file)?, calendar).with_context(|| format!("cannot check {file}"))?;
    say(&checked.iter().map(|case| format!("{}\n", case.row)).collect::<String>())?;
    let mut faults = 0;
    let mut differing = 0;
    for case in &checked {
        if let Some(fault) = &case.fault {
            faults += 1;
            eprintln!("{file}: case {}: {fault}", case.name);
        } else if options.compare && !case.differs.is_empty() {
            differing += 1;
            eprintln!("{file}: case {}: computed otherwise: {}", case.name, case.differs.join(", "));
        }
    }
    let count = checked.len();
    ensure!(faults == 0, "{faults} of {count} cases of {file} could not be computed");
    ensure!(differing == 0, "{differing} of {count} cases of {file} give something else than they expect");
    Ok(())
}
