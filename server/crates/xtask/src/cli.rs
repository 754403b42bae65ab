//! The command line.

use std::ffi::OsString;

use clap::{Args, Parser, Subcommand};

/// Builds, runs and checks Inzage.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) task: Task,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Build everything and run the portal with demo data (`inzage serve --demo`)
    Serve(Serve),
    /// Build everything: the browser's side, the site folder, the `inzage` command
    Build(Build),
    /// Build the browser's side alone
    Wasm,
    /// Build the site folder: scripts, styles, public files
    Site,
    /// Formatting, clippy for both sides, the wasm budget, types of the journeys
    Check,
    /// `check`, the Rust tests on SQLite and PostgreSQL, a short fuzzing, the browser journeys
    Test(Test),
    /// Feed nonsense to every parser of what comes from outside
    Fuzz(Fuzz),
    /// Run the benchmarks
    Bench,
    /// Judge the crates and packages of others: licences, sources, duplicates, advisories
    Audit,
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// With optimisations
    #[arg(long)]
    pub(crate) release: bool,
    /// Passed on to `inzage serve --demo`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) pass: Vec<OsString>,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub(crate) struct Build {
    /// With optimisations
    #[arg(long)]
    pub(crate) release: bool,
}

/// Options of `fuzz`.
#[derive(Debug, Default, Args)]
pub(crate) struct Fuzz {
    /// For how many seconds each target runs, by chance and on top of what was found before. Without it, each runs as `test`
    /// does it: the same inputs every time.
    #[arg(long)]
    pub(crate) seconds: Option<u32>,
}

/// Options of `test`. Without any, everything runs.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Only the Rust tests
    #[arg(long, conflicts_with = "e2e")]
    pub(crate) rust: bool,
    /// Only the browser journeys
    #[arg(long)]
    pub(crate) e2e: bool,
    /// With `--rust` or `--e2e`: passed on to `cargo test --workspace` or `playwright test`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) pass: Vec<OsString>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_follows_is_passed_on() {
        let cli = Cli::parse_from(["xtask", "test", "--e2e", "access.spec.ts", "--project=javascript"]);
        let Task::Test(options) = cli.task else { panic!("not a test") };
        assert!(options.e2e && !options.rust);
        assert_eq!(options.pass, ["access.spec.ts", "--project=javascript"]);
    }
}
