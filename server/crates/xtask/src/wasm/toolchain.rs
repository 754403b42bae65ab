//! Which compiler builds the browser's side.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::{LINKED, TARGET, debian};
use crate::places::Places;
use crate::run;

/// A Rust toolchain that has the wasm32 standard library.
#[derive(Debug)]
pub(crate) enum Toolchain {
    /// The one that builds the server too.
    Native,
    /// Debian's, linked into rustup as [`LINKED`]: where rustup cannot download.
    Linked,
}

impl Toolchain {
    /// Finds what is there, or installs it: by rustup, else from Debian.
    pub(crate) fn find(places: &Places) -> Result<Self> {
        if native_has_target() {
            return Ok(Self::Native);
        }
        if works() {
            eprintln!("    Debian's, by rustup's name {LINKED}");
            return Ok(Self::Linked);
        }
        eprintln!("    no standard library for {TARGET} yet: installing it by rustup");
        let added = run::run(run::command("rustup").args(["target", "add", TARGET]));
        if added.is_ok() && native_has_target() {
            return Ok(Self::Native);
        }
        eprintln!("    rustup cannot install it here: taking Debian's compiler for the browser's side");
        debian::install(places)?;
        ensure!(works(), "the toolchain {LINKED} was set up, but cannot compile for {TARGET}");
        Ok(Self::Linked)
    }

    /// Its cargo.
    pub(crate) fn cargo(&self) -> Command {
        match self {
            Self::Native => run::cargo(),
            Self::Linked => linked("cargo"),
        }
    }
}

/// A tool of the linked toolchain.
fn linked(tool: &str) -> Command {
    let mut command = run::command("rustup");
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    command.args(["run", LINKED, tool]);
    command
}

/// Whether the toolchain in use has the target installed.
fn native_has_target() -> bool {
    let ask = run::output(run::command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    ask.is_ok_and(|folder| has_std(Path::new(&folder)))
}

/// Whether a compiled standard library lies in `folder`.
pub(super) fn has_std(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Whether the linked toolchain has all its parts: it compiles and links something, and has clippy.
fn works() -> bool {
    run::which("rustup").is_some() && run::succeeds(linked("cargo").args(["clippy", "--version"])) && try_out().is_ok()
}

/// Compiles a library that needs the standard library and the linker.
fn try_out() -> Result<()> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let source = folder.path().join("probe.rs");
    std::fs::write(&source, "#[unsafe(no_mangle)] pub extern \"C\" fn f() { println!(\"{:?}\", vec![1]) }")?;
    let mut rustc = linked("rustc");
    rustc.args(["--edition=2024", "--crate-type=cdylib", "--target", TARGET, "--out-dir"]);
    run::output(rustc.arg(folder.path()).arg(&source)).map(drop)
}
