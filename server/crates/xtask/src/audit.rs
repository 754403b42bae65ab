//! `cargo xtask audit`: what others wrote and we build with.

use anyhow::{Context as _, Result};

use crate::places::Places;
use crate::steps::Steps;
use crate::{journeys, run};

/// The tool, and the generation of it that `deny.toml` is written for.
const CARGO_DENY: (&str, &str) = ("cargo-deny", "0.20");

/// Bans, licences and sources; then what is known to be at fault, where the lists of it can be fetched.
pub(crate) fn audit(places: &Places, steps: &mut Steps) -> Result<()> {
    steps.step("cargo deny: bans, licences, sources", || {
        deny_is_there()?;
        run::run(deny(places).args(["check", "bans", "licenses", "sources"]))
    })?;
    steps.step("cargo deny: advisories", || {
        if run::succeeds(deny(places).args(["fetch", "db"])) {
            return run::run(deny(places).args(["--offline", "check", "advisories"]));
        }
        eprintln!("    NOT CHECKED: the database of advisories cannot be fetched from here");
        Ok(())
    })?;
    steps.step("npm audit", || journeys::audit(places))
}

fn deny(places: &Places) -> std::process::Command {
    let mut deny = run::command(CARGO_DENY.0);
    deny.current_dir(&places.root);
    deny
}

/// Installs the tool where there is none, as `cargo install` does.
fn deny_is_there() -> Result<()> {
    if run::which(CARGO_DENY.0).is_some() {
        return Ok(());
    }
    let (name, version) = CARGO_DENY;
    eprintln!("    {name} is missing: building it, which takes some minutes");
    run::run(run::cargo().args(["install", name, "--locked", "--version", version]))
        .with_context(|| format!("{name} cannot be built"))
}
