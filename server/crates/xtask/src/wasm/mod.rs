//! The browser's side: the crate `app` for wasm32, islands only.

mod debian;
mod toolchain;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, ensure};

pub(crate) use self::toolchain::Toolchain;
use crate::places::Places;
use crate::run;

/// The architecture of browsers.
const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows Debian's compiler.
const LINKED: &str = "inzage-wasm";
/// The profile of the workspace's `Cargo.toml`.
const PROFILE: &str = "wasm-release";

/// Builds it for delivery and gives the file, not yet fit for a browser.
pub(crate) fn build(places: &Places, toolchain: &Toolchain) -> Result<PathBuf> {
    // As a cdylib alone: beside the rlib of `app/Cargo.toml` cargo gives up link-time optimisation without a word.
    run::run(app(places, toolchain, "rustc").args(["--crate-type", "cdylib", "--profile", PROFILE]))?;
    let file = places.wasm().join(TARGET).join(PROFILE).join("app.wasm");
    ensure!(file.is_file(), "cargo built no {}", file.display());
    Ok(file)
}

/// Lints it.
pub(crate) fn clippy(places: &Places, toolchain: &Toolchain) -> Result<()> {
    // In the profile of the build, so that both use the same macros and build scripts.
    run::run(app(places, toolchain, "clippy").args(["--profile", PROFILE, "--", "-D", "warnings"]))
}

/// A cargo command on `app` as browsers get it.
fn app(places: &Places, toolchain: &Toolchain, verb: &str) -> Command {
    let mut cargo = toolchain.cargo();
    cargo.current_dir(&places.root).args([verb, "--package", "app", "--lib"]);
    cargo.args(["--no-default-features", "--features", "hydrate", "--target", TARGET]);
    cargo.arg("--target-dir").arg(places.wasm());
    cargo
}
