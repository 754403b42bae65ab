//! A million deadlines with traces, against a million plain month additions and calendar look-ups: times five at most.
//!
//! `cargo bench -p domain`, or `cargo xtask bench`.
#![allow(clippy::expect_used, reason = "a benchmark that panics has failed, as it should")]

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use divan::Bencher;
use domain::law::{Calendar, Place, provisional_month_from};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

const MILLION: usize = 1_000_000;
/// How often the whole is measured for the ratio: the fastest run of each is the least disturbed.
const RUNS: usize = 9;
/// What the engine may cost in plain additions.
const LIMIT: f64 = 5.0;

fn main() -> ExitCode {
    divan::main();
    let place = place();
    let (received, receipts) = receipts(&place);
    // In turn, so that what else the machine does slows both.
    let times = (0..RUNS).map(|_| [timed(|| engine(&received, &place)), timed(|| plain(&receipts, &place))]);
    let [deadlines, additions] =
        times.reduce(|[engine, plain], [again, anew]| [engine.min(again), plain.min(anew)]).unwrap_or_default();
    let ratio = deadlines.as_secs_f64() / additions.as_secs_f64();
    println!(
        "\n{MILLION} deadlines with traces: {deadlines:.0?}\n{MILLION} month additions and look-ups: {additions:.0?}\n\
         ratio: {ratio:.2} (at most {LIMIT})"
    );
    if ratio <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[divan::bench(sample_count = 3)]
fn a_million_deadlines_with_traces(bencher: Bencher<'_, '_>) {
    let place = place();
    let (received, _) = receipts(&place);
    bencher.bench_local(|| engine(&received, &place));
}

#[divan::bench(sample_count = 3)]
fn a_million_month_additions_and_look_ups(bencher: Bencher<'_, '_>) {
    let place = place();
    let (_, receipts) = receipts(&place);
    bencher.bench_local(|| plain(&receipts, &place));
}

fn place() -> Place {
    Place::parse("NL", "Europe/Amsterdam").expect("a place")
}

/// A million receipts spread over 2025 and most of 2026, as instants and as days.
fn receipts(place: &Place) -> (Vec<Timestamp>, Vec<Date>) {
    let first: Timestamp = "2025-01-01T00:00:00Z".parse().expect("an instant");
    let instants: Vec<_> = (0..MILLION as i64).map(|number| first + SignedDuration::from_secs(58 * number)).collect();
    let days = instants.iter().map(|instant| place.date(*instant)).collect();
    (instants, days)
}

/// What the portal does: instant to day, month, weekends and holidays, last second, and why.
fn engine(received: &[Timestamp], place: &Place) {
    for instant in received {
        black_box(provisional_month_from(black_box(*instant), place, Calendar::bundled()));
    }
}

/// The least that a program could do with the same library and the same lists: a month later, and is that a holiday?
fn plain(receipts: &[Date], place: &Place) {
    for day in receipts {
        let end = black_box(*day).checked_add(1.month()).expect("a day");
        black_box(Calendar::bundled().counts(place.member_state, end).expect("a list"));
    }
}

fn timed(run: impl FnOnce()) -> Duration {
    let begin = Instant::now();
    run();
    begin.elapsed()
}
