//! A master key that a program prints: the way to a key management service or a hardware module.

use super::LONGEST;
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How long a program may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked whether it ended.
const LOOK: Duration = Duration::from_millis(20);
/// Keys that are not for it.
const NOT_PASSED_ON: [&str; 2] = ["INZAGE_MASTER_KEY", "INZAGE_PREVIOUS_MASTER_KEY"];

/// What a program writes to its standard output. No shell reads `words`; standard input is empty, and what it writes to
/// standard error is shown.
///
/// # Errors
/// When it cannot be started, fails, takes longer than `patience`, or prints what is no text. What it printed is never
/// repeated, nor are its arguments.
pub(super) fn ask(words: &[String], patience: Duration) -> Result<Zeroizing<String>> {
    let (program, arguments) = words.split_first().context("no program is named")?;
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped());
    for name in NOT_PASSED_ON {
        command.env_remove(name);
    }
    let mut child =
        command.spawn().map_err(|error| anyhow!("cannot start {program}: {error}; name it by its whole path"))?;
    let until = Instant::now() + patience;
    let answer = listen(&mut child, until);
    let Some(answer) = answer else {
        // It may have ended this very moment; either way nobody waits for it any more.
        drop(child.kill());
        drop(child.wait());
        bail!("{program} gave no key within {patience:?} and was stopped: run it by hand and see what it waits for");
    };
    let (text, status) = answer?;
    ensure!(status.success(), "{program} failed ({status}): run it by hand and see why");
    Ok(text)
}

type Answer = Result<(Zeroizing<String>, std::process::ExitStatus)>;

/// What it printed and how it ended; nothing when time is over before.
fn listen(child: &mut Child, until: Instant) -> Option<Answer> {
    let output = child.stdout.take()?;
    let (tell, hear) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = Zeroizing::new(String::with_capacity(LONGEST));
        let read = output.take(LONGEST as u64).read_to_string(&mut text);
        // Whoever asked may have gone.
        drop(tell.send(read.map(|_| text)));
    });
    let text = hear.recv_timeout(until.saturating_duration_since(Instant::now())).ok()?;
    while Instant::now() < until {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(LOOK),
            Ok(Some(status)) => return Some(text.map(|text| (text, status)).context("what it printed is no text")),
            Err(error) => return Some(Err(error.into())),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(script: &str, patience: Duration) -> Result<Zeroizing<String>> {
        ask(&["/bin/sh".to_owned(), "-c".to_owned(), script.to_owned()], patience)
    }

    fn refusal(script: &str, patience: Duration) -> String {
        format!("{:#}", run(script, patience).unwrap_err())
    }

    #[test]
    fn what_a_program_prints_is_the_key() {
        assert_eq!(*run("echo 00ff", PATIENCE).unwrap(), "00ff\n");
        let words = ["/bin/echo", "-n", "$HOME;"].map(ToOwned::to_owned);
        assert_eq!(*ask(&words, PATIENCE).unwrap(), "$HOME;", "no shell reads it");
    }

    #[test]
    fn a_program_that_fails_is_told_and_what_it_printed_is_not() {
        let refused = refusal("echo nearly-a-secret; exit 3", PATIENCE);
        assert!(refused.contains("/bin/sh failed") && refused.contains('3'), "{refused}");
        assert!(!refused.contains("secret"), "{refused}");
        let refused = refusal("printf '\\377secret'", PATIENCE);
        assert!(refused.contains("no text") && !refused.contains("secret"), "{refused}");
        let refused = format!("{:#}", ask(&["/nowhere/kms".to_owned()], PATIENCE).unwrap_err());
        assert!(refused.contains("cannot start /nowhere/kms"), "{refused}");
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped() {
        let patience = Duration::from_millis(300);
        for script in ["exec sleep 60", "echo 00ff; exec sleep 60", "exec >&-; exec sleep 60"] {
            let begun = Instant::now();
            let refused = refusal(script, patience);
            assert!(refused.contains("gave no key within 300ms"), "{refused}");
            assert!(begun.elapsed() < Duration::from_secs(20), "it was waited for");
        }
    }

    #[test]
    fn no_more_is_read_than_a_key_can_be() {
        let read = run("exec head -c 5000 /dev/zero", PATIENCE);
        assert!(read.is_err() || read.is_ok_and(|text| text.len() == LONGEST));
    }
}
