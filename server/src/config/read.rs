//! Reading: defaults, then the file, then the environment.

use super::{Config, KeyTexts};
use config::{Environment, File, FileFormat};
use garde::Validate;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What holds wherever the operator says nothing.
const DEFAULTS: &str = include_str!("defaults.toml");
/// The file that is read where the command line names none.
const FILE: &str = "inzage.toml";
/// What every variable of ours begins with.
const PREFIX: &str = "INZAGE";
/// Variables of the build tool and the tests, which bear our prefix and set nothing.
const NOT_SETTINGS: [&str; 2] = ["INZAGE_BIN", "INZAGE_TEST_POSTGRES"];

/// Why the settings do not hold. An engineer reads it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file that the command line names is not there.
    #[error("there is no {}: copy inzage.example.toml there and fill it in", .0.display())]
    NoFile(PathBuf),
    /// The file or the environment cannot be read as settings.
    #[error(
        "{0}\n(every setting is explained in inzage.example.toml; to look around without any, run `inzage serve --demo`)"
    )]
    Unreadable(#[from] config::ConfigError),
    /// A setting has an impossible value.
    #[error("these settings cannot be:\n{0}(every setting is explained in inzage.example.toml)")]
    Impossible(garde::Report),
    /// The master key has two sources, or one that is none.
    #[error("{0} (every setting is explained in inzage.example.toml)")]
    KeySources(String),
    /// No mail server.
    #[error(
        "no mail server is set, so nobody could get the code that proves a mailbox: set url and from under [smtp] in \
         {FILE}, or INZAGE_SMTP__URL and INZAGE_SMTP__FROM; to look around without one, run `inzage serve --demo`"
    )]
    NoMail,
    /// The demonstration was to listen to others.
    #[error(
        "the demonstration has no secrets worth the name, so it listens on this machine alone: {0} is not a loopback \
         address; give --address 127.0.0.1:3000, or run without --demo"
    )]
    DemoInPublic(std::net::SocketAddr),
}

impl Config {
    /// Reads the settings: `file`, or `inzage.toml` if it is there, and over it `environment` (`INZAGE_…`, with two
    /// underscores between the names of a section and of its setting).
    ///
    /// # Errors
    /// [`ConfigError`]: an unknown setting, a missing one, or an impossible value; nothing is guessed.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        if let Some(missing) = file.filter(|path| !path.is_file()) {
            return Err(ConfigError::NoFile(missing.to_owned()));
        }
        let file = File::from(file.unwrap_or(Path::new(FILE))).format(FileFormat::Toml).required(file.is_some());
        settle(file, environment)
    }

    /// Reads the settings of a demonstration from `toml`, and over it `environment`.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn parse(toml: &str, environment: impl IntoIterator<Item = (String, String)>) -> Result<Self, ConfigError> {
        settle(File::from_str(toml, FileFormat::Toml), environment)
    }
}

fn settle<S: config::Source + Send + Sync + 'static>(
    file: S,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    // Keys are no settings: those go from hand to hand through a library that does not wipe them.
    let mut keys = KeyTexts::default();
    let settings = environment.into_iter().filter_map(|variable| keys.take(variable));
    let variables: HashMap<_, _> = settings.filter(|(name, _)| !NOT_SETTINGS.contains(&name.as_str())).collect();
    let environment = Environment::with_prefix(PREFIX).prefix_separator("_").separator("__").source(Some(variables));
    let mut config: Config = config::Config::builder()
        .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
        .add_source(file)
        .add_source(environment)
        .build()?
        .try_deserialize()?;
    config.validate().map_err(ConfigError::Impossible)?;
    config.key_texts = keys;
    config.master_key()?;
    config.previous_master_key()?;
    Ok(config)
}
