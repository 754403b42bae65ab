//! `inzage law …`: dates computed, cases checked, rules listed. Needs no settings and no database.

mod check;
mod due;
mod rules;
mod table;

use crate::cli::Law;
use crate::system::SystemClock;
use anyhow::{Context as _, Result};
use domain::law::{Calendar, Exemptions};
use domain::seams::Clock as _;
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// `inzage law …`
///
/// # Errors
/// When a file cannot be read or something in it or on the command line is at fault, by name.
pub fn law(command: &Law) -> Result<()> {
    match command {
        Law::Due(options) => say(&due::due(options, &*calendar(options.holidays.as_deref())?)?),
        Law::Check(options) => check::check(options, &*calendar(options.holidays.as_deref())?),
        Law::Rules { on } => {
            let day = on.unwrap_or_else(|| TimeZone::UTC.to_datetime(SystemClock.now()).date());
            say(&rules::rules(day))
        }
    }
}

/// The lists of the program, with those of a file over them.
///
/// # Errors
/// When the file cannot be read, or a list in it is at fault, by state and year.
pub fn calendar(file: Option<&Path>) -> Result<Cow<'static, Calendar>> {
    Ok(match file {
        Some(file) => Cow::Owned(Calendar::bundled().clone().with(lists(file)?)),
        None => Cow::Borrowed(Calendar::bundled()),
    })
}

/// The provisions of national law that the program brings, with those of a file over them.
///
/// # Errors
/// When the file cannot be read, or a row in it is at fault, by name.
pub fn exemptions(file: Option<&Path>) -> Result<Cow<'static, Exemptions>> {
    let Some(file) = file else { return Ok(Cow::Borrowed(Exemptions::bundled())) };
    let rows = Exemptions::parse(&read(file)?);
    let rows = rows.with_context(|| format!("cannot take the exemptions of {}", file.display()))?;
    Ok(Cow::Owned(Exemptions::bundled().clone().with(rows)))
}

fn lists(file: &Path) -> Result<Calendar> {
    Calendar::parse(&read(file)?).with_context(|| format!("cannot take the holidays of {}", file.display()))
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// Prints. Whoever stops reading, as `head` does, has read enough.
fn say(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot print"),
    }
}
