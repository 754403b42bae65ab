//! The `inzage` command.

use anyhow::Result;
use clap::Parser as _;
use server::cli::{Cli, Command, Keys, Log, Mail};
use server::config::Config;
use server::{commands, law, log, logbook, returned, serve};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match carry_out(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("inzage: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(cli: Cli) -> Result<()> {
    let file = cli.config.as_deref();
    let settings = || -> Result<Config> {
        let config = Config::read(file, std::env::vars())?;
        log::begin(&config.log);
        Ok(config)
    };
    match cli.command {
        Command::Serve(options) => serve::serve(file, &options).await,
        Command::Staff(command) => commands::staff(&settings()?, command).await,
        Command::Controllers(command) => commands::controllers(&settings()?, command).await,
        Command::Signers(command) => commands::signers(&settings()?, command).await,
        Command::Mail(Mail::Returned) => returned::returned(&settings()?).await,
        Command::Keys(Keys::New { file }) => commands::new_key(&file),
        Command::Keys(Keys::List) => commands::list_keys(&settings()?).await,
        Command::Keys(Keys::Rotate) => commands::rotate_keys(&settings()?).await,
        Command::Keys(Keys::RotateRelay { distrust }) => commands::rotate_relay(&settings()?, distrust).await,
        Command::Restore => commands::restore(&settings()?).await,
        Command::Schema(command) => commands::schema(&command),
        Command::Log(Log::Prove { receipt, key }) => logbook::prove(&receipt, &key),
        Command::Log(command) => logbook::log(&settings()?, command).await,
        Command::Law(command) => law::law(&command),
    }
}
