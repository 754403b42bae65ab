//! The command line.

use clap::{Args, Parser, Subcommand};
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
    Controllers(Import),
    /// Who signed for which of them
    #[command(subcommand)]
    Signers(Import),
    /// The key that wraps all others
    #[command(subcommand)]
    Keys(Keys),
    /// The JSON Schema of an answer
    #[command(subcommand)]
    Schema(Schema),
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
    },
}

/// Registers that are imported.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Import a CSV file: all of it, or nothing when a line is at fault
    Import {
        /// The file
        file: PathBuf,
    },
}

/// The key that wraps all others.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make a fresh key
    New {
        /// The file to write; never one that is there
        file: PathBuf,
    },
}

/// The JSON Schema of an answer.
#[derive(Debug, Subcommand)]
pub enum Schema {
    /// Print it
    Export,
}
