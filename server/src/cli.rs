//! The command line.

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use desk::registers::Format;
use domain::law::{ExtensionReading, MemberState};
use domain::staff::Role;
use domain::words::Language;
use jiff::civil::Date;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A portal for data subject requests under the GDPR.
#[derive(Debug, Parser)]
#[command(name = "inzage", version)]
pub struct Cli {
    /// The settings [default: inzage.toml]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the portal
    Serve(Serve),
    /// Accounts of staff
    #[command(subcommand)]
    Staff(Staff),
    /// The clients of the operator for whom documents are signed
    #[command(subcommand)]
    Controllers(Controllers),
    /// Who signed for which of them
    #[command(subcommand)]
    Signers(Signers),
    /// Mail that the portal sent
    #[command(subcommand)]
    Mail(Mail),
    /// The key that wraps all others, and those that sign what goes to controllers
    #[command(subcommand)]
    Keys(Keys),
    /// After a backup was put back: destroy again what had been destroyed, and tell what cannot be read any more
    Restore,
    /// The JSON Schemas of what goes out
    #[command(subcommand)]
    Schema(Schema),
    /// The log of everything that happened: verified, and its checkpoints to be kept elsewhere
    #[command(subcommand)]
    Log(Log),
    /// What the law says: dates computed, cases checked, rules listed
    #[command(subcommand)]
    Law(Law),
}

/// How to run the portal.
#[derive(Debug, Args)]
pub struct Serve {
    /// With a fictional operator, demo data in data/demo/ and mail that goes nowhere
    #[arg(long, conflicts_with = "config")]
    pub demo: bool,
    /// Where to listen, instead of what the settings say
    #[arg(long, value_name = "IP:PORT")]
    pub address: Option<SocketAddr>,
}

/// Accounts of staff.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// Add an account, or give one a new name and password; the password is asked for, or read from standard input
    Add {
        /// The mail address to sign in with
        #[arg(long)]
        email: String,
        /// The name that colleagues see
        #[arg(long)]
        name: String,
        /// What the person is there for: agents and the DPO work on requests, an administrator manages accounts, an
        /// auditor reads
        #[arg(long, default_value = "agent", value_parser = role())]
        role: Role,
    },
    /// Invite somebody by mail: a link, good once and for a week, lets them choose a password
    Invite {
        /// The mail address to sign in with
        #[arg(long)]
        email: String,
        /// The name that colleagues see
        #[arg(long)]
        name: String,
        /// What the person is there for
        #[arg(long, default_value = "agent", value_parser = role())]
        role: Role,
        /// The language of the mail [default: that of the operator]
        #[arg(long, value_parser = language())]
        language: Option<Language>,
    },
    /// Let somebody who lost app and recovery codes set up a second factor anew at the next sign-in
    ResetFactor {
        /// The mail address of the account
        #[arg(long)]
        email: String,
    },
}

/// The register of controllers.
#[derive(Debug, Subcommand)]
pub enum Controllers {
    /// Import a file: all of it, or nothing when a line is at fault
    Import {
        /// The file, CSV or JSON
        file: PathBuf,
        /// Tell what would change, field by field, and change nothing
        #[arg(long)]
        preview: bool,
        /// csv or json [default: as the file's name ends]
        #[arg(long)]
        format: Option<Format>,
    },
    /// Print all of it, so that it can be imported again; with the mailboxes to which notices go
    Export {
        /// csv or json
        #[arg(long, default_value = "csv")]
        format: Format,
    },
}

/// The index of signers.
#[derive(Debug, Subcommand)]
pub enum Signers {
    /// Import a CSV file: all of it, or nothing when a line is at fault
    Import {
        /// The file
        file: PathBuf,
    },
    /// Forget all that the index holds under a mail address, of every controller
    Remove {
        /// The mail address
        #[arg(long)]
        email: String,
    },
}

/// Mail that the portal sent.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Take in, from standard input, what a mail server reports of a mail that it could not deliver (RFC 3464)
    Returned,
}

/// The key that wraps all others, and those that sign what goes to controllers.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a fresh key
    New {
        /// The file to write; never one that is there
        file: PathBuf,
    },
    /// Tell how many keys rest under which master key, by id
    List,
    /// Wrap every key anew under the present master key, while the portal runs
    Rotate,
    /// Make a new key that signs what goes to controllers, while the portal runs
    RotateRelay {
        /// Let nothing be believed any more that the keys before it signed: one may be in other hands
        #[arg(long)]
        distrust: bool,
    },
}

/// The JSON Schemas of what goes out.
#[derive(Debug, Subcommand)]
pub enum Schema {
    /// Print one
    Export {
        /// Of what: the answer to a data subject, or the envelope of a request that is forwarded to a controller
        #[arg(value_enum, default_value_t = Published::Answer)]
        of: Published,
    },
}

/// What has a published schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Published {
    /// `export.json`
    Answer,
    /// A request that is forwarded to a controller
    Envelope,
}

/// The log of everything that happened.
#[derive(Debug, Subcommand)]
pub enum Log {
    /// Check every event, the tree over them and its signed checkpoints; name the first that does not fit
    Verify {
        /// A checkpoint that was kept elsewhere: the log must begin with what it covers
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
    /// Print the newest signed checkpoint, to be kept elsewhere
    Checkpoint,
    /// Print the key by which others check what the log signed
    Key,
    /// Check a receipt; needs no settings and no database
    Prove {
        /// The receipt
        receipt: PathBuf,
        /// The key, as `inzage log key` prints it: from somebody who is not suspected
        #[arg(long, value_name = "KEY")]
        key: String,
    },
}

/// What the law says.
#[derive(Debug, Subcommand)]
pub enum Law {
    /// When an answer is due, and why (GDPR Art. 12(3), Regulation 1182/71)
    Due(Due),
    /// Compute a file of cases: one JSON object a line, with the id and every key that the case expects
    Check(Check),
    /// The rules in force, with their articles
    Rules {
        /// The rules of this day [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<Date>,
    },
}

/// What is known of a request, and how the operator reads what is contested.
#[derive(Debug, Args)]
pub struct Due {
    /// When the request was received: a local day (2026-03-27) or an instant (2026-03-27T10:00:00+01:00)
    #[arg(long, value_name = "WHEN")]
    pub received: String,
    /// The state of the controller, whose holidays count: two letters, such as NL
    #[arg(long, value_name = "CODE")]
    pub member_state: MemberState,
    /// The time zone of the controller, such as Europe/Amsterdam [default: that of the capital]
    #[arg(long, value_name = "ZONE")]
    pub time_zone: Option<String>,
    /// By how many months the period was extended, within the first
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub extended_by: Option<u8>,
    /// When the person was asked who they are; can be given again
    #[arg(long, value_name = "WHEN")]
    pub identity_requested: Vec<String>,
    /// When the person said who they are; can be given again
    #[arg(long, value_name = "WHEN")]
    pub identity_supplied: Vec<String>,
    /// Contested: the month stands still while the person was asked who they are
    #[arg(long)]
    pub pause_while_identity_unclear: bool,
    /// Contested: within how many days after receipt they must be asked for that
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub identity_ask_within_days: u16,
    /// Contested: how an extended period is counted
    #[arg(long, value_name = "READING", default_value = "earlier_of_both", value_parser = reading())]
    pub extension_reading: ExtensionReading,
    /// The language of the explanation
    #[arg(long, default_value = "en", value_parser = language())]
    pub language: Language,
    /// A file of public holidays, over those that the program brings
    #[arg(long, value_name = "FILE")]
    pub holidays: Option<PathBuf>,
}

/// Which cases are computed, and with what.
#[derive(Debug, Args)]
pub struct Check {
    /// The file: deadline-cases/1, breach-cases/1 or retention-cases/1
    pub file: PathBuf,
    /// Fail when a case gives something else than it expects, and say which
    #[arg(long)]
    pub compare: bool,
    /// A file of public holidays, over those that the program brings
    #[arg(long, value_name = "FILE")]
    pub holidays: Option<PathBuf>,
}

fn reading() -> impl clap::builder::TypedValueParser<Value = ExtensionReading> {
    let codes = ExtensionReading::ALL.map(ExtensionReading::code);
    PossibleValuesParser::new(codes).map(|code| ExtensionReading::from_code(&code).unwrap_or_default())
}

fn role() -> impl clap::builder::TypedValueParser<Value = Role> {
    let codes = Role::ALL.iter().map(|role| role.code());
    PossibleValuesParser::new(codes).map(|code| Role::from_code(&code).unwrap_or(Role::Auditor))
}

fn language() -> impl clap::builder::TypedValueParser<Value = Language> {
    let codes = Language::ALL.iter().map(|language| language.code());
    PossibleValuesParser::new(codes).map(|code| Language::from_code(&code).unwrap_or(Language::English))
}
