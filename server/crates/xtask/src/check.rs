//! `cargo xtask check`: what must hold before a test is worth its time.

use anyhow::{Result, ensure};

use crate::places::Places;
use crate::steps::Steps;
use crate::wasm::Toolchain;
use crate::{build, journeys, run, wasm};

/// Formatting, clippy for both sides, the wasm budget, the journeys' types.
pub(crate) fn check(places: &Places, steps: &mut Steps) -> Result<()> {
    steps.step("formatting", || {
        components()?;
        run::run(run::cargo().current_dir(&places.root).args(["fmt", "--all", "--check"]))
    })?;
    steps.step("clippy", || {
        // Never --all-features: `app` has two sides that exclude each other. Here `server` asks for its `ssr`.
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        run::run(run::cargo().current_dir(&places.root).args(clippy))
    })?;
    let toolchain = steps.step("compiler for the browser's side", || Toolchain::find(places))?;
    steps.step("clippy, browser's side", || wasm::clippy(places, &toolchain))?;
    build::site(places, steps)?;
    steps.step("types of the journeys", || journeys::types(places))
}

/// The two components of the Rust toolchain that a minimal installation lacks.
fn components() -> Result<()> {
    let has = |tool: &str| run::succeeds(run::cargo().args([tool, "--version"]));
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    eprintln!("    rustfmt or clippy is missing: installing both by rustup");
    let mut rustup = run::command("rustup");
    run::run(rustup.args(["component", "add", "rustfmt", "clippy"]))?;
    ensure!(has("fmt") && has("clippy"), "rustfmt and clippy are installed, but cargo does not find them");
    Ok(())
}
