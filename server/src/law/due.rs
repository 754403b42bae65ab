//! `inzage law due`: when an answer is due, and why.

use super::table::{WIDTH, wrap};
use crate::cli::Due;
use anyhow::{Context as _, Result, bail};
use app::texts::{Locale, law as words};
use domain::law::{Calendar, ClockPolicy, Facts, FurtherMonths, IdentityAct, Place, Rules};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, time};
use jiff::tz::TimeZone;

/// The last day, its last second and the steps, in the language asked for.
pub(super) fn due(options: &Due, calendar: &Calendar) -> Result<String> {
    let place = place(options, calendar)?;
    let policy = ClockPolicy {
        pause_while_identity_unclear: options.pause_while_identity_unclear,
        identity_ask_within_days: options.identity_ask_within_days,
        extension_reading: options.extension_reading,
        ..ClockPolicy::default()
    };
    let rules = Rules { place: &place, calendar, policy: &policy };
    let facts = facts(options, &place.zone)?;
    let locale = Locale::from(options.language);
    let report = words::report(locale, &rules, &facts);
    let width = report.lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let lines = report.lines.iter().map(|(name, value)| format!("{name:width$}  {value}\n"));
    let paragraphs = report.paragraphs.iter().map(|text| format!("\n{}\n", wrap(text, WIDTH).join("\n")));
    Ok(lines.chain(paragraphs).collect())
}

/// Where the controller is: in the capital, if nobody says otherwise.
fn place(options: &Due, calendar: &Calendar) -> Result<Place> {
    let state = options.member_state;
    if !calendar.knows(state) {
        let known: Vec<_> = calendar.countries().map(|(state, _)| state.to_string()).collect();
        bail!("no public holidays are known for {state}, so no date: they are for {}", known.join(", "));
    }
    match &options.time_zone {
        Some(zone) => Ok(Place::parse(state.code(), zone)?),
        None => Place::capital_of(state).with_context(|| format!("give the time zone of {state}: --time-zone …")),
    }
}

fn facts(options: &Due, zone: &TimeZone) -> Result<Facts> {
    let mut facts = Facts::received(instant(&options.received, zone).context("--received")?);
    for text in &options.identity_requested {
        facts.identity.push(IdentityAct::Requested(instant(text, zone).context("--identity-requested")?));
    }
    for text in &options.identity_supplied {
        facts.identity.push(IdentityAct::Supplied(instant(text, zone).context("--identity-supplied")?));
    }
    facts.identity.sort_by_key(|act| match act {
        IdentityAct::Requested(at) | IdentityAct::Supplied(at) => *at,
    });
    facts.extension = options.extended_by.and_then(FurtherMonths::from_number);
    Ok(facts)
}

/// An instant; or a local time or day in the zone, the day taken at noon: only the day counts.
fn instant(text: &str, zone: &TimeZone) -> Result<Timestamp> {
    if let Ok(instant) = text.parse() {
        return Ok(instant);
    }
    let local: Option<DateTime> = if text.contains(':') {
        text.parse().ok()
    } else {
        text.parse::<Date>().ok().map(|day| day.to_datetime(time(12, 0, 0, 0)))
    };
    let instant = local.and_then(|local| zone.to_timestamp(local).ok());
    instant.with_context(|| {
        format!("{text:?} is no time: give a day, such as 2026-03-27, or an instant, such as 2026-03-27T10:00:00+01:00")
    })
}
