//! The office as the settings describe it.

use crate::config::{Config, Smtp};
use crate::fetch::Http;
use crate::system::{SystemClock, SystemRandom};
use crate::{keys, law};
use anyhow::{Context as _, Result};
use desk::post::Transport;
use desk::wire::HandingOver;
use desk::{Office, Settings};
use std::path::PathBuf;
use std::sync::Arc;

/// How mail leaves.
pub enum Mail {
    /// To a mail server.
    Server(Smtp),
    /// Into a folder, for demonstration.
    Folder {
        /// The folder.
        path: PathBuf,
        /// The address from which it comes.
        from: String,
    },
}

impl Mail {
    /// To the mail server of the settings.
    ///
    /// # Errors
    /// When there is none.
    pub fn of(config: &Config) -> Result<Self> {
        Ok(Self::Server(config.mail()?.clone()))
    }

    fn into_transport(self) -> Result<(Transport, String)> {
        match self {
            // The library's own message repeats the URL, in which there may be a password.
            Self::Server(smtp) => {
                let transport =
                    Transport::smtp(&smtp.url).ok().context("smtp.url is none that the mail library takes")?;
                Ok((transport, smtp.from))
            }
            Self::Folder { path, from } => {
                std::fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
                Ok((Transport::folder(&path), from))
            }
        }
    }
}

/// Opens the office: databases are migrated, the vault is unlocked.
///
/// # Errors
/// Whatever keeps it from opening, with what to do about it.
pub async fn open(config: &Config, mail: Mail) -> Result<Office> {
    let (transport, mail_from) = mail.into_transport()?;
    let settings = Settings {
        operator: config.operator.clone(),
        policy: config.policy(),
        calendar: law::calendar(config.holidays.as_deref()).context("holidays")?,
        exemptions: law::exemptions(config.exemptions.as_deref()).context("exemptions")?,
        base_url: config.base_url.clone(),
        database_url: config.database_url.clone(),
        keys_url: config.keys_url.clone(),
        files: config.files.clone(),
        master: keys::masters(config)?,
        mail_from,
        transport,
        providers: config.providers.clone(),
        fetch: Arc::new(Http::new()?),
        handing_over: HandingOver { reach: config.relay.reach, days: config.relay.try_days, ..HandingOver::default() },
        wording: app::mails::word,
        reading: app::reading::word,
    };
    Office::open(settings, Arc::new(SystemClock), Arc::new(SystemRandom)).await.context(
        "the office does not open: check database_url, keys_url, files and the master key (`inzage keys list` tells \
             under which the key store rests)",
    )
}
