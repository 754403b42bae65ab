//! The browser journeys in `end2end/`: Playwright on Debian's Chromium.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::places::Places;
use crate::{apt, run};

/// Where Debian puts its Chromium.
const CHROMIUM: &str = "/usr/bin/chromium";
/// The lock file as it was when `node_modules` was filled.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Checks the journeys' types.
pub(crate) fn types(places: &Places) -> Result<()> {
    packages(places)?;
    run::run(tool(places, "tsc").arg("--noEmit"))
}

/// Walks the journeys against a built `inzage`, which they start themselves.
pub(crate) fn walk(places: &Places, binary: &Path, pass: &[OsString]) -> Result<()> {
    packages(places)?;
    let chromium = chromium()?;
    let mut playwright = tool(places, "playwright");
    playwright.env("INZAGE_BIN", binary).env("INZAGE_SITE", places.site()).env("CHROMIUM", chromium);
    run::run(playwright.arg("test").args(pass))
}

/// What is known against the npm packages, where the registry tells.
pub(crate) fn audit(places: &Places) -> Result<()> {
    let mut npm = run::command("npm");
    let report = npm.current_dir(places.journeys()).args(["audit", "--json"]).output().context("cannot run npm")?;
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap_or_default();
    let Some(found) = report["metadata"]["vulnerabilities"]["total"].as_u64() else {
        eprintln!("    NOT CHECKED: the registry does not tell what is known against packages");
        return Ok(());
    };
    ensure!(found == 0, "{found} advisories stand against packages of end2end: see `npm audit` there");
    Ok(())
}

/// One of the tools that `end2end/package.json` names.
fn tool(places: &Places, name: &str) -> Command {
    let mut npx = run::command("npx");
    npx.current_dir(places.journeys()).args(["--no-install", name]);
    npx
}

/// Installs the npm packages when they are missing or of another lock file.
fn packages(places: &Places) -> Result<()> {
    if run::which("npm").is_none() {
        apt::install("the browser journeys need Node.js", &["nodejs", "npm"])?;
    }
    let folder = places.journeys();
    let lock = fs::read(folder.join("package-lock.json")).context("cannot read end2end/package-lock.json")?;
    let installed = folder.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    eprintln!("    installing the npm packages of end2end/package-lock.json into end2end/node_modules");
    let mut npm = run::command("npm");
    npm.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::run(npm.args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, lock).context("cannot remember which npm packages are installed")
}

/// The browser: what `CHROMIUM` names, else Debian's.
fn chromium() -> Result<PathBuf> {
    if let Some(own) = std::env::var_os("CHROMIUM").filter(|own| own.as_os_str() != OsStr::new("")) {
        let own = PathBuf::from(own);
        ensure!(own.is_file(), "CHROMIUM names {}, which is not there", own.display());
        return Ok(own);
    }
    let debian = PathBuf::from(CHROMIUM);
    if !debian.is_file() {
        apt::install("the browser journeys need Chromium", &["chromium"])?;
    }
    ensure!(debian.is_file(), "there is no {CHROMIUM}: name another Chromium in the environment as CHROMIUM");
    Ok(debian)
}
