//! Where the master key comes from: exactly one source for the present one, and at most one for the one before.

use super::{Config, ConfigError};
use serde::{Deserialize, Deserializer};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The file of the master key where no source is named.
pub const KEY_FILE: &str = "data/master.key";
/// The variable that holds the master key itself.
const PRESENT: &str = "INZAGE_MASTER_KEY";
/// The variable that holds the master key before.
const PREVIOUS: &str = "INZAGE_PREVIOUS_MASTER_KEY";

/// Where a master key comes from.
#[derive(Clone, Copy)]
pub enum KeySource<'a> {
    /// A file.
    File(&'a Path),
    /// A variable of this name, and what it held.
    Variable(&'static str, &'a str),
    /// What a program prints: the setting that names it, then the program and its arguments.
    Command(&'static str, &'a [String]),
}

/// Master keys that stood in the environment. Not `Debug`, wiped when dropped.
#[derive(Clone, Default)]
pub struct KeyTexts {
    present: Option<Zeroizing<String>>,
    previous: Option<Zeroizing<String>>,
}

impl KeyTexts {
    /// Takes a variable that holds a key; gives back any other.
    pub(super) fn take(&mut self, (name, value): (String, String)) -> Option<(String, String)> {
        match name.as_str() {
            PRESENT => self.present = Some(Zeroizing::new(value)),
            PREVIOUS => self.previous = Some(Zeroizing::new(value)),
            _ => return Some((name, value)),
        }
        None
    }
}

impl Config {
    /// Wipes the master keys that stood in the environment, once they are read.
    pub fn wipe_keys(&mut self) {
        self.key_texts = KeyTexts::default();
    }

    /// Where the master key comes from.
    ///
    /// # Errors
    /// [`ConfigError::KeySources`] when two sources are named, or a command without a program.
    pub fn master_key(&self) -> Result<KeySource<'_>, ConfigError> {
        let names = ["master_key_file", PRESENT, "master_key_command"];
        let text = self.key_texts.present.as_ref();
        let source = one(names, self.master_key_file.as_ref(), text, self.master_key_command.as_ref())?;
        Ok(source.unwrap_or(KeySource::File(Path::new(KEY_FILE))))
    }

    /// Where the master key before comes from, while keys are rotated.
    ///
    /// # Errors
    /// As with the present one.
    pub fn previous_master_key(&self) -> Result<Option<KeySource<'_>>, ConfigError> {
        let names = ["previous_master_key_file", PREVIOUS, "previous_master_key_command"];
        let (file, command) = (self.previous_master_key_file.as_ref(), self.previous_master_key_command.as_ref());
        one(names, file, self.key_texts.previous.as_ref(), command)
    }
}

/// The one source that is named, if there is one.
fn one<'a>(
    names: [&'static str; 3],
    file: Option<&'a PathBuf>,
    text: Option<&'a Zeroizing<String>>,
    command: Option<&'a Vec<String>>,
) -> Result<Option<KeySource<'a>>, ConfigError> {
    let [_, variable, program] = names;
    let sources = [
        file.map(|path| KeySource::File(path)),
        text.map(|text| KeySource::Variable(variable, text)),
        command.map(|words| KeySource::Command(program, words)),
    ];
    let named: Vec<_> = names.into_iter().zip(&sources).filter(|(_, source)| source.is_some()).collect();
    if let [(first, _), (second, _), ..] = named.as_slice() {
        return Err(ConfigError::KeySources(format!(
            "{first} and {second} are both set: keep one, a key has one source"
        )));
    }
    if command.is_some_and(|words| words.first().is_none_or(String::is_empty)) {
        return Err(ConfigError::KeySources(format!(
            "{program} names no program: write it as [\"program\", \"argument\"]"
        )));
    }
    Ok(sources.into_iter().flatten().next())
}

/// A program and its arguments: a list, or in the environment a list written as JSON.
pub(super) fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        List(Vec<String>),
        Text(String),
    }
    let refused = || serde::de::Error::custom("a command is a list, such as [\"program\", \"argument\"]");
    match Written::deserialize(deserializer).map_err(|_: D::Error| refused())? {
        Written::List(words) => Ok(Some(words)),
        Written::Text(text) => serde_json::from_str(&text).map(Some).map_err(|_| refused()),
    }
}
