//! `cargo xtask test`: everything that is proven, on real parts.

use std::ffi::OsString;

use anyhow::{Result, ensure};

use crate::cli::{Fuzz, Test};
use crate::places::Places;
use crate::postgres::Postgres;
use crate::steps::Steps;
use crate::{apt, build, check, fuzz, journeys, run};

/// `check`, then the Rust tests, then some fuzzing, then the browser journeys; or one part of it.
pub(crate) fn test(places: &Places, steps: &mut Steps, options: &Test) -> Result<()> {
    ensure!(
        options.pass.is_empty() || options.rust || options.e2e,
        "say by --rust or --e2e which tests the further arguments are for"
    );
    if options.rust {
        return rust(places, steps, &options.pass);
    }
    if options.e2e {
        build::site(places, steps)?;
        let binary = steps.step("server", || build::server(places, false))?;
        return steps.step("browser journeys", || journeys::walk(places, &binary, &options.pass));
    }
    check::check(places, steps)?;
    rust(places, steps, &[])?;
    fuzz::fuzz(places, steps, &Fuzz::default())?;
    // The Rust tests have built the command. By itself it would be built anew, for tests ask more of the crates that it
    // shares with them.
    steps.step("browser journeys", || journeys::walk(places, &places.binary(false), &[]))
}

/// All Rust tests. Those of the store run on SQLite and on a PostgreSQL that lives as long as they do.
fn rust(places: &Places, steps: &mut Steps, pass: &[OsString]) -> Result<()> {
    run::tidy_up_on_interrupt()?;
    if run::which("unzip").is_none() {
        apt::install("the tests let unzip judge the answers", &["unzip"])?;
    }
    let postgres = steps.step("PostgreSQL", Postgres::start)?;
    let mut cargo = run::cargo();
    cargo.current_dir(&places.root).env("INZAGE_TEST_POSTGRES", postgres.url());
    cargo.arg("test");
    if !pass.iter().any(|word| word == "-p" || word == "--package") {
        cargo.arg("--workspace");
    }
    cargo.args(pass);
    steps.step("Rust tests", || run::run(&mut cargo))
}
