//! Debian's packages.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};

use crate::run;

/// Installs packages, or says which one command would.
///
/// # Errors
/// When this is not Debian, not root, or when apt fails.
pub(crate) fn install(why: &str, packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if run::which("apt-get").is_none() {
        bail!("{why}: please install what Debian calls {list}");
    }
    if !run::is_root() {
        bail!("{why}. Please run this, then try again:\n\n    sudo apt-get install --no-install-recommends {list}\n");
    }
    update()?;
    eprintln!("    {why}: installing {list} by apt");
    let mut install = run::command("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run::run(install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages))
}

/// Fetches the lists of packages, once a run; a fresh machine has none. Only root can.
pub(crate) fn update() -> Result<()> {
    static DONE: AtomicBool = AtomicBool::new(false);
    if !run::is_root() || DONE.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    run::run(run::command("apt-get").args(["update", "--quiet"]))
}
