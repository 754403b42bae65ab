//! What is logged.
//!
//! Of our own crates, what the operator asks for; of the libraries, warnings alone, for at lower weights some of them
//! tell what they carry: a mail library the addresses, a database library the statements.

use crate::config::{Log, LogFormat, LogLevel};
use std::io::IsTerminal as _;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// The crates whose lines were written with care for what they tell.
const OURS: [&str; 5] = ["inzage", "server", "app", "desk", "domain"];

/// Begins to log to standard error. Called twice in one process, the first call holds.
pub fn begin(log: &Log) {
    let level = match log.level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    let filter = Targets::new().with_default(level.min(LevelFilter::WARN)).with_targets(OURS.map(|ours| (ours, level)));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(filter);
    let begun = match log.format {
        LogFormat::Text => registry.with(lines.with_ansi(std::io::stderr().is_terminal())).try_init(),
        LogFormat::Json => registry.with(lines.json().with_span_list(false)).try_init(),
    };
    drop(begun);
}

/// Logs where a panic happened, and no more: its message can quote what it choked on, which may be somebody's data.
pub fn panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
}
