//! Debian's compiler for the browser's side, where rustup cannot download the wasm32 standard library.
//!
//! Debian ships the library's sources, not its build for wasm32. So: install compiler and sources, build the library
//! once, lay it into that compiler's sysroot, and make rustup know the compiler under a name of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{LINKED, TARGET};
use crate::places::Places;
use crate::{apt, run};

/// Debian's compiler, cargo, clippy and library sources; the linker comes beside them, of LLVM's version.
const PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "libstd-rust-web-dev", "rust-web-clippy"];
/// The linker's version when apt does not tell which LLVM the compiler stands on.
const LLVM: &str = "22";

/// Sets the toolchain up, whatever part of it is there already.
pub(super) fn install(places: &Places) -> Result<()> {
    packages()?;
    let sysroot = PathBuf::from(run::output(debian("rustc").args(["--print", "sysroot"]))?);
    let library = build_library()?;
    lay_into(places, &sysroot, &library)?;
    eprintln!("    making it known to rustup as {LINKED}");
    run::run(run::command("rustup").args(["toolchain", "link", LINKED]).arg(&sysroot))
}

/// Installs what is missing of the packages.
fn packages() -> Result<()> {
    if wanted().iter().all(|package| is_installed(package)) {
        return Ok(());
    }
    apt::update()?;
    let wanted = wanted();
    let names: Vec<&str> = wanted.iter().map(String::as_str).collect();
    apt::install("the browser's side needs a compiler for wasm32", &names)
}

/// The packages, with the linker of the version that apt's lists ask for.
fn wanted() -> Vec<String> {
    let linker = format!("lld-{}", llvm_version().unwrap_or_else(|| LLVM.to_owned()));
    PACKAGES.into_iter().map(str::to_owned).chain([linker]).collect()
}

fn is_installed(package: &str) -> bool {
    let mut ask = run::command("dpkg-query");
    let status = run::output(ask.args(["--show", "--showformat=${db:Status-Status}", package]));
    status.is_ok_and(|status| status == "installed")
}

/// The LLVM that Debian's compiler stands on, such as `22`.
fn llvm_version() -> Option<String> {
    let depends = run::output(run::command("apt-cache").args(["depends", "rust-web-llvm"])).ok()?;
    let version = depends.lines().find_map(|line| line.trim().strip_prefix("Depends: llvm-"))?;
    Some(version.to_owned())
}

/// One of Debian's own tools, however the `PATH` stands and whatever rustup has set.
fn debian(tool: &str) -> Command {
    let mut command = run::command(Path::new("/usr/bin").join(tool));
    let path = std::env::var("PATH").unwrap_or_default();
    command.env("PATH", format!("/usr/bin:/bin:{path}"));
    for name in ["RUSTUP_TOOLCHAIN", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER", "RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(name);
    }
    command
}

/// Builds the standard library through an empty crate.
fn build_library() -> Result<tempfile::TempDir> {
    eprintln!("    building the standard library for {TARGET}, once (about a minute)");
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    fs::write(folder.path().join("Cargo.toml"), manifest)?;
    fs::create_dir(folder.path().join("src"))?;
    fs::write(folder.path().join("src/lib.rs"), "")?;
    let mut cargo = debian("cargo");
    cargo.current_dir(folder.path()).env("RUSTC_BOOTSTRAP", "1");
    cargo.args(["build", "--quiet", "--release", "-Zbuild-std=std,panic_abort", "--target", TARGET]);
    run::run(cargo.args(["--target-dir", "target"]))?;
    Ok(folder)
}

/// Copies the built libraries to where the compiler looks for them, in the place of older ones.
fn lay_into(places: &Places, sysroot: &Path, built: &tempfile::TempDir) -> Result<()> {
    let staged = places.wasm().join("std");
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    fs::create_dir_all(&staged)?;
    let deps = built.path().join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&deps)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&path, staged.join(name))?;
        }
    }
    let home = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let command = format!(
        "sudo sh -c 'rm -rf {home} && mkdir -p {home} && cp {staged}/* {home}'",
        home = home.display(),
        staged = staged.display()
    );
    if replace(&staged, &home).is_err() {
        let parent = home.parent().unwrap_or(&home).display();
        bail!("cannot write to {parent}. Please run this, then try again:\n\n    {command}\n");
    }
    Ok(())
}

/// Makes `home` hold exactly what `staged` holds.
fn replace(staged: &Path, home: &Path) -> std::io::Result<()> {
    if home.exists() {
        fs::remove_dir_all(home)?;
    }
    fs::create_dir_all(home)?;
    for entry in fs::read_dir(staged)? {
        let entry = entry?;
        fs::copy(entry.path(), home.join(entry.file_name()))?;
    }
    Ok(())
}
