//! `cargo xtask fuzz`: nonsense for every parser of what comes from outside.
//!
//! Each target begins with the corpus that is kept beside it. A hunt of some seconds goes on by chance, and what it finds on
//! the way stays under `target/fuzz`; an input that breaks something is named there, and belongs into the corpus once it is
//! mended. Without a time the inputs are the same on every machine: a test does not depend on luck.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::cli::Fuzz;
use crate::places::Places;
use crate::steps::Steps;
use crate::{apt, run};

/// What tells the fuzzer which ways were taken and what was compared (as `cargo fuzz` sets it, without a sanitizer: our crates
/// have no `unsafe`).
const WATCHED: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// The inputs of a run that is always the same, after those of the corpus.
const SAME: [&str; 2] = ["-seed=1", "-runs=20000"];

/// Builds the targets and runs them, one after the other.
pub(crate) fn fuzz(places: &Places, steps: &mut Steps, options: &Fuzz) -> Result<()> {
    if run::which("c++").is_none() {
        apt::install("the fuzzer is written in C++", &["g++"])?;
    }
    let folder = places.root.join("server/fuzz");
    let target = places.target.join("fuzz");
    // Named, so that what runs while it is built is not watched too.
    let triple = run::output(run::command("rustc").args(["--print", "host-tuple"]))?;
    let mut cargo = run::cargo();
    cargo.args(["build", "--release", "--locked", "--target", &triple, "--target-dir"]).arg(&target);
    cargo.arg("--manifest-path").arg(folder.join("Cargo.toml"));
    cargo.env("CARGO_ENCODED_RUSTFLAGS", WATCHED.join("\u{1f}"));
    steps.step("fuzz targets", || run::run(&mut cargo))?;
    let built = target.join(triple).join("release");
    steps.step("fuzzing", || names(&folder)?.iter().try_for_each(|name| feed(&folder, &target, &built, name, options)))
}

/// The targets: each has a folder of the corpus.
fn names(folder: &Path) -> Result<Vec<String>> {
    let corpus = folder.join("corpus");
    let folders = std::fs::read_dir(&corpus).with_context(|| corpus.display().to_string())?;
    let mut names = Vec::new();
    for entry in folders {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn feed(folder: &Path, target: &Path, built: &Path, name: &str, options: &Fuzz) -> Result<()> {
    let made = |kind: &str| -> Result<PathBuf> {
        let path = target.join(kind).join(name);
        std::fs::create_dir_all(&path)?;
        Ok(path)
    };
    let breaking = made("breaking")?;
    let mut program = run::command(built.join(name));
    // What is found goes into the first folder that is named.
    match options.seconds {
        Some(seconds) => program.arg(made("found")?).arg(format!("-max_total_time={seconds}")),
        None => program.arg(emptied(&made("same")?)?).args(SAME),
    };
    program.arg(folder.join("corpus").join(name));
    program.arg(format!("-artifact_prefix={}/", breaking.display()));
    program.args(["-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"]);
    run::run(&mut program)
}

fn emptied(path: &Path) -> Result<&Path> {
    std::fs::remove_dir_all(path)?;
    std::fs::create_dir(path)?;
    Ok(path)
}
