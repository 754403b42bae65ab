//! Running other programs.

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, ensure};

/// A program ended with an error of its own, which it has told already.
#[derive(Debug)]
pub(crate) struct Failed {
    line: String,
    status: ExitStatus,
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` failed ({})", self.line, self.status)
    }
}

impl std::error::Error for Failed {}

/// Whether somebody has pressed Ctrl-C.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C ends the running program, which gets it too, and this tool as soon as it has tidied up.
pub(crate) fn tidy_up_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed)).context("cannot listen for Ctrl-C")
}

/// The exit code that passes on why a step failed: the failed program's own where there is one.
pub(crate) fn exit_code(error: &anyhow::Error) -> u8 {
    let code = error.downcast_ref::<Failed>().and_then(|failed| failed.status.code());
    code.and_then(|code| u8::try_from(code).ok()).filter(|code| *code != 0).unwrap_or(1)
}

/// A program with the environment of whoever called `cargo xtask`: what `cargo run` adds for this tool is taken off,
/// for other people's build scripts look at it and would be built anew at each change of hands.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_from_cargo_run) {
            command.env_remove(name);
        }
    }
    if let Some(paths) = std::env::var_os("LD_LIBRARY_PATH") {
        let own: Vec<_> = std::env::split_paths(&paths).filter(|path| !is_library_path_of_cargo(path)).collect();
        match std::env::join_paths(own) {
            Ok(own) if !own.is_empty() => command.env("LD_LIBRARY_PATH", own),
            _ => command.env_remove("LD_LIBRARY_PATH"),
        };
    }
    command
}

fn is_from_cargo_run(name: &str) -> bool {
    let exact = ["CARGO", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR", "RUST_RECURSION_COUNT"];
    let families = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"];
    exact.contains(&name) || families.iter().any(|family| name.starts_with(family))
}

fn is_library_path_of_cargo(path: &Path) -> bool {
    let tool = std::env::current_exe().ok();
    let beside = tool.as_deref().and_then(Path::parent).is_some_and(|folder| path.starts_with(folder));
    beside || path.components().any(|part| part.as_os_str() == "rustlib" || part.as_os_str() == "toolchains")
}

/// The cargo that runs this tool, on the toolchain that it was called with.
pub(crate) fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // A machine that builds once has no use for gigabytes that would speed up its second build.
    if std::env::var_os("CI").is_some() {
        cargo.env("CARGO_INCREMENTAL", "0");
    }
    cargo
}

/// Runs to the end with its output shown.
///
/// # Errors
/// When it cannot be started, and [`Failed`] when it ends with an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    ensure!(!INTERRUPTED.load(Ordering::Relaxed), "interrupted");
    eprintln!("    $ {line}");
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot run `{line}`"))?;
    if status.success() { Ok(()) } else { Err(Failed { line, status }.into()) }
}

/// Runs to the end and gives what it printed; nothing is shown.
///
/// # Errors
/// When it cannot be started or ends with an error, with what it said.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot run `{line}`"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(anyhow::Error::from(Failed { line, status: output.status }).context(said));
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Whether it runs and ends well; nothing is shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// A program's place on the `PATH`.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Whether this is root, who may install packages.
pub(crate) fn is_root() -> bool {
    output(command("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// What is run, as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_gets_no_leavings_of_cargo_run() {
        let taken = ["CARGO", "CARGO_PKG_VERSION", "CARGO_MANIFEST_DIR", "OUT_DIR"];
        assert!(taken.into_iter().all(is_from_cargo_run));
        let kept = ["PATH", "CARGO_HOME", "CARGO_TARGET_DIR", "RUSTUP_TOOLCHAIN", "CARGO_NET_OFFLINE"];
        assert!(!kept.into_iter().any(is_from_cargo_run));
    }

    #[test]
    fn a_failure_passes_its_code_on() {
        let error = run(command("sh").args(["-c", "exit 7"])).unwrap_err();
        assert_eq!(exit_code(&error), 7);
        assert_eq!(exit_code(&error.context("and why")), 7);
        assert_eq!(exit_code(&anyhow::anyhow!("something else")), 1);
    }
}
