//! `inzage log …`: the log verified, its checkpoints and its key printed, receipts checked.

use crate::cli::Log;
use crate::config::Config;
use crate::office::{self, Mail};
use anyhow::{Context as _, Result, bail};
use desk::Office;
use desk::log::LogFindings;
use domain::log::{Receipt, Verifier};
use std::path::Path;

/// `inzage log …`, but for `prove`.
///
/// # Errors
/// When the office does not open, a file cannot be read, or something in the log does not fit: the first is named.
pub async fn log(config: &Config, command: Log) -> Result<()> {
    let office = office::open(config, Mail::of(config)?).await?;
    match command {
        Log::Verify { checkpoint } => verify(&office, checkpoint.as_deref()).await,
        Log::Checkpoint => {
            let newest = office.newest_checkpoint().await?;
            print!("{}", newest.context("nothing is signed yet: a running portal signs once something was received")?);
            Ok(())
        }
        Log::Key => {
            println!("{}", office.log_key().await?);
            Ok(())
        }
        Log::Prove { receipt, key } => prove(&receipt, &key),
    }
}

async fn verify(office: &Office, checkpoint: Option<&Path>) -> Result<()> {
    let exported = checkpoint.map(read).transpose()?;
    let LogFindings { entries, pruned, checkpoints, broken } = office.verify_log(exported.as_deref()).await?;
    if let Some(broken) = broken {
        bail!("{broken}");
    }
    println!("{entries} entries and {checkpoints} signed checkpoints fit");
    if pruned > 0 {
        println!("the {pruned} entries before them were over their time and went, as was signed");
    }
    if let Some(file) = checkpoint {
        println!("the log begins with what {} covers", file.display());
    }
    Ok(())
}

/// `inzage log prove`: needs the receipt and the key, nothing else.
///
/// # Errors
/// When the file cannot be read, or does not prove what it says.
pub fn prove(receipt: &Path, key: &str) -> Result<()> {
    let verifier: Verifier = key.parse().context("--key takes the line that `inzage log key` prints")?;
    let read: Receipt = serde_json::from_str(&read(receipt)?)
        .with_context(|| format!("{} is no receipt that can be read", receipt.display()))?;
    let checkpoint = read.check(&verifier).with_context(|| format!("{} proves nothing", receipt.display()))?;
    let Receipt { reference, right, channel, received, position, .. } = &read;
    println!(
        "{reference}: a request ({right}, {channel}) was received at {received}.\nIt is entry {position} of the log \
         {log}, under a signed checkpoint over {size} entries.",
        right = right.code(),
        channel = channel.code(),
        log = verifier.name(),
        size = checkpoint.size,
    );
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
