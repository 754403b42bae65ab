//! What the operator sets: `inzage.toml`, and over it the environment.
//!
//! Every setting is explained in `inzage.example.toml`. An unknown or impossible one is refused at start, by name.

mod check;
mod key_source;
mod read;
#[cfg(test)]
mod tests;

pub use key_source::{KEY_FILE, KeySource, KeyTexts};
pub use read::ConfigError;

use crate::web::Rates;
use desk::Operator;
use desk::providers::Provider;
use domain::delivery::Reach;
use domain::forwarding::SilencePolicy;
use domain::identity::IdentityPolicy;
use domain::law::{ClockPolicy, ExtensionReading, RelayStart};
use domain::procedure::Policy;
use garde::Validate;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Everything that the operator sets. Not `Debug`: it holds passwords.
#[derive(Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the portal listens.
    #[garde(skip)]
    pub address: SocketAddr,
    /// How many proxies stand in front, each of which adds whom it heard from to `X-Forwarded-For`.
    #[garde(range(max = 8))]
    pub proxies: usize,
    /// Where people reach it: scheme and host, without a slash at the end.
    #[garde(custom(check::base_url))]
    pub base_url: String,
    /// The main database: `sqlite://…` or `postgres://…`.
    #[garde(custom(check::database_url))]
    pub database_url: String,
    /// The database of wrapped keys, apart from the main one.
    #[garde(custom(check::database_url), custom(check::apart_from(&self.database_url)))]
    pub keys_url: String,
    /// The folder of sealed files.
    #[garde(skip)]
    pub files: PathBuf,
    /// The file that holds the master key, as `inzage keys new` makes it; that, or one of the other two sources.
    #[garde(skip)]
    pub master_key_file: Option<PathBuf>,
    /// The program and its arguments that print the master key.
    #[garde(skip)]
    #[serde(default, deserialize_with = "key_source::words")]
    pub master_key_command: Option<Vec<String>>,
    /// The file of the master key before, while keys are rotated.
    #[garde(skip)]
    pub previous_master_key_file: Option<PathBuf>,
    /// The program and its arguments that print the master key before, while keys are rotated.
    #[garde(skip)]
    #[serde(default, deserialize_with = "key_source::words")]
    pub previous_master_key_command: Option<Vec<String>>,
    /// Master keys that stood in the environment.
    #[garde(skip)]
    #[serde(skip)]
    pub key_texts: KeyTexts,
    /// The folder of the built site.
    #[garde(skip)]
    pub site: PathBuf,
    /// How mail goes out; without it, nobody can prove a mailbox.
    #[garde(dive)]
    pub smtp: Option<Smtp>,
    /// Who runs the portal.
    #[garde(custom(check::operator))]
    pub operator: Operator,
    /// A file of public holidays (`public-holidays/1`), over those that the program brings: the next year's lists.
    #[garde(skip)]
    pub holidays: Option<PathBuf>,
    /// A file of national exemptions (`national-exemptions/1`), over those that the program brings.
    #[garde(skip)]
    pub exemptions: Option<PathBuf>,
    /// How many requests are answered.
    #[garde(dive)]
    pub rates: Rates,
    /// The operator's choices within the law.
    #[garde(dive)]
    pub policy: Choices,
    /// How requests are handed over to controllers' own software.
    #[garde(dive)]
    pub relay: Relay,
    /// What is asked of whom to show who they are.
    #[garde(custom(check::identity))]
    pub identity: IdentityPolicy,
    /// What is done when a controller says nothing.
    #[garde(custom(check::silence))]
    pub silence: SilencePolicy,
    /// Who says of people who they are, besides the portal.
    #[garde(custom(check::providers))]
    #[serde(default)]
    pub providers: Vec<Provider>,
    /// What is logged, and how.
    #[garde(skip)]
    pub log: Log,
}

/// How mail goes out.
#[derive(Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// The mail server, as `smtp://…` or `smtps://…`.
    #[garde(custom(check::smtp_url))]
    pub url: String,
    /// The address from which mails come.
    #[garde(custom(check::mail_address))]
    pub from: String,
}

/// The operator's choices within the law: [`Policy`], with the limits that the law sets.
#[derive(Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Choices {
    /// For how many days an answer can be downloaded.
    #[garde(range(min = 1, max = 90))]
    pub available_days: i64,
    /// After how many working days an unproven signer's request goes to staff: promptly (Decision 2021/915, 8(a)).
    #[garde(range(min = 1, max = 5))]
    pub unproven_working_days: u32,
    /// After how many days a request whose mailbox was never proven lapses.
    #[garde(range(min = 30, max = 365))]
    pub lapse_days: i64,
    /// For how many days after its end a request is kept whole.
    #[garde(range(min = 30, max = 3650))]
    pub matter_days: i64,
    /// For how many days an entry of the log is kept, and what is left of a request after its last.
    #[garde(range(min = 365, max = 7300), custom(check::at_least(self.matter_days, "matter_days")))]
    pub log_days: i64,
    /// For how many days after somebody signed the index knows it.
    #[garde(range(min = 1, max = 36500))]
    pub signer_days: Option<i64>,
    /// Whether the month stands still while the person was asked who they are.
    #[garde(skip)]
    pub pause_while_identity_unclear: bool,
    /// Within how many days after receipt the question must be asked to stop the month.
    #[garde(range(max = 28))]
    pub identity_ask_within_days: u16,
    /// How an extended period is counted.
    #[garde(skip)]
    pub extension_reading: ExtensionReading,
    /// Which receipt starts a controller's month.
    #[garde(skip)]
    pub relay_start: RelayStart,
}

impl Choices {
    /// With what is asked of whom, and what is done about silence.
    fn with(self, identity: IdentityPolicy, silence: SilencePolicy) -> Policy {
        let choices = self;
        let Choices { available_days, unproven_working_days, lapse_days, matter_days, log_days, signer_days, .. } =
            choices;
        let clock = ClockPolicy {
            pause_while_identity_unclear: choices.pause_while_identity_unclear,
            identity_ask_within_days: choices.identity_ask_within_days,
            extension_reading: choices.extension_reading,
            relay_start: choices.relay_start,
        };
        Policy {
            available_days,
            unproven_working_days,
            lapse_days,
            matter_days,
            log_days,
            signer_days,
            clock,
            identity,
            silence,
        }
    }
}

/// How requests are handed over to controllers' own software.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    /// Which endpoints are called.
    #[garde(skip)]
    pub reach: Reach,
    /// For how many days one that does not take a request is tried, before a notice goes by mail.
    #[garde(range(min = 1, max = 7))]
    pub try_days: u32,
}

/// What is logged, and how.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Lines for people or for machines.
    pub format: LogFormat,
    /// From which weight on.
    pub level: LogLevel,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The weight from which on something is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What broke.
    Error,
    /// And what may be about to.
    Warn,
    /// And what was done: one line per request.
    Info,
    /// And how.
    Debug,
    /// And every step.
    Trace,
}

impl Config {
    /// The operator's choices within the law.
    pub fn policy(&self) -> Policy {
        self.policy.clone().with(self.identity.clone(), self.silence.clone())
    }

    /// Whether people reach the portal encrypted: then cookies and browsers are told to insist on it.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// How mail goes out.
    ///
    /// # Errors
    /// [`ConfigError::NoMail`]: without mail nobody can prove a mailbox, so nobody could file anything.
    pub fn mail(&self) -> Result<&Smtp, ConfigError> {
        self.smtp.as_ref().ok_or(ConfigError::NoMail)
    }
}
