//! The master key: 64 hexadecimal digits, from a file for its owner's eyes only, from the environment, or from a program.

mod program;

use crate::config::{Config, KeySource};
use anyhow::{Context as _, Result, anyhow, ensure};
use desk::vault::{MasterId, MasterKey, MasterKeys};
use domain::seams::Random;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use zeroize::Zeroizing;

/// More than any text of a key, with whatever stands around it, in bytes.
const LONGEST: usize = 4096;

/// The master keys of the settings: the present one, and the one before while keys are rotated.
///
/// # Errors
/// When a source gives none, with what to do about it; a key is never repeated.
pub fn masters(config: &Config) -> Result<MasterKeys> {
    let present = obtain(config.master_key()?)?;
    let Some(source) = config.previous_master_key()? else { return Ok(present.into()) };
    let previous = obtain(source)?;
    ensure!(
        present.id() != previous.id(),
        "the previous master key is the present one ({}): name the one that was used before, or none",
        present.id()
    );
    Ok(MasterKeys::from(present).with_previous(previous))
}

fn obtain(source: KeySource<'_>) -> Result<MasterKey> {
    match source {
        KeySource::File(path) => read(path),
        KeySource::Variable(name, text) => {
            MasterKey::parse(text).with_context(|| format!("{name} holds no master key"))
        }
        KeySource::Command(setting, words) => {
            let text = program::ask(words, program::PATIENCE).context(setting)?;
            MasterKey::parse(&text).with_context(|| format!("{setting}: what the program printed is no master key"))
        }
    }
}

/// Writes a fresh key into a new file, mode 0600, and gives its id.
///
/// # Errors
/// When the file is there already (a key that is overwritten takes everything that it sealed along), or cannot be made.
pub fn write_new(path: &Path, random: &dyn Random) -> Result<MasterId> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = made.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => {
            anyhow!("{} is there already, and a key is never overwritten: name another file", path.display())
        }
        _ => anyhow!("cannot make {}: {error}; its folder must be there and writable", path.display()),
    })?;
    let key = MasterKey::fresh(random);
    writeln!(file, "{}", *key)
        .and_then(|()| file.sync_all())
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(MasterKey::parse(&key)?.id())
}

/// Reads a key file.
///
/// # Errors
/// When it is not there, or holds anything else.
pub fn read(path: &Path) -> Result<MasterKey> {
    let file = File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow!("there is no master key: make one with `inzage keys new {}`", path.display()),
        _ => anyhow!("cannot read the master key {}: {error}", path.display()),
    })?;
    if file.metadata().is_ok_and(|about| about.permissions().mode() & 0o077 != 0) {
        tracing::warn!(file = %path.display(), "others on this machine can read the master key: chmod 600 it");
    }
    // With room for all of it: a text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(LONGEST));
    file.take(LONGEST as u64)
        .read_to_string(&mut text)
        .with_context(|| format!("cannot read the master key {}", path.display()))?;
    MasterKey::parse(&text).with_context(|| format!("{} is not the master key that was made", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemRandom;

    #[test]
    fn a_fresh_key_is_its_owners_alone_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        write_new(&path, &SystemRandom).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written.trim().len(), 64);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(read(&path).is_ok());
        let refused = write_new(&path, &SystemRandom).unwrap_err().to_string();
        assert!(refused.contains("never overwritten"), "{refused}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
    }

    #[test]
    fn two_keys_differ() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        write_new(&one, &SystemRandom).unwrap();
        write_new(&two, &SystemRandom).unwrap();
        assert_ne!(std::fs::read(one).unwrap(), std::fs::read(two).unwrap());
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_repeated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        assert!(read(&path).unwrap_err().to_string().contains("inzage keys new"));
        for text in ["", "nearly-a-secret", &"0".repeat(63), &"g".repeat(64), &"0".repeat(66)] {
            std::fs::write(&path, text).unwrap();
            let refused = format!("{:#}", read(&path).unwrap_err());
            assert!(refused.contains("64 hexadecimal digits"), "{refused}");
            assert!(text.is_empty() || !refused.contains(text), "{refused}");
        }
    }
}
