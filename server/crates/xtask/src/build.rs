//! `cargo xtask build` and `serve`.

use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::cli::Serve;
use crate::places::Places;
use crate::steps::Steps;
use crate::wasm::Toolchain;
use crate::{run, site, wasm};

/// Builds the browser's side and gives the file.
pub(crate) fn wasm(places: &Places, steps: &mut Steps) -> Result<PathBuf> {
    let toolchain = steps.step("compiler for the browser's side", || Toolchain::find(places))?;
    steps.step("browser's side", || wasm::build(places, &toolchain))
}

/// Builds the site folder from the browser's side, the styles and the public files.
pub(crate) fn site(places: &Places, steps: &mut Steps) -> Result<()> {
    let wasm = wasm(places, steps)?;
    steps.step("site", || site::build(places, &wasm))
}

/// Builds everything and gives the `inzage` command.
pub(crate) fn all(places: &Places, steps: &mut Steps, release: bool) -> Result<PathBuf> {
    site(places, steps)?;
    steps.step("server", || server(places, release))
}

/// Builds the `inzage` command.
pub(crate) fn server(places: &Places, release: bool) -> Result<PathBuf> {
    let mut cargo = run::cargo();
    cargo.current_dir(&places.root).args(["build", "--package", "server", "--bin", "inzage"]);
    if release {
        cargo.arg("--release");
    }
    run::run(&mut cargo)?;
    Ok(places.binary(release))
}

/// Builds everything, then becomes `inzage serve --demo`.
///
/// # Errors
/// When a step fails; otherwise it does not come back.
pub(crate) fn serve(places: &Places, steps: &mut Steps, options: &Serve) -> Result<()> {
    let binary = match all(places, steps, options.release) {
        Ok(binary) => binary,
        Err(error) => {
            let failed = Err(error);
            steps.summarise(&failed);
            return failed.map(drop::<()>);
        }
    };
    eprintln!("\n==> {} serve --demo", places.tell(&binary));
    let mut server = run::command(&binary);
    server.current_dir(&places.root).env("INZAGE_SITE", places.site());
    let error = server.args(["serve", "--demo"]).args(&options.pass).exec();
    Err(error).with_context(|| format!("cannot run {}", binary.display()))
}
