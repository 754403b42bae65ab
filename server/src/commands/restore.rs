//! `inzage restore`

use crate::config::Config;
use crate::office::{self, Mail};
use anyhow::{Context as _, Result, bail};

/// `inzage restore`
///
/// # Errors
/// When the office does not open, or when there is something that cannot be read though nobody forgot it.
pub async fn restore(config: &Config) -> Result<()> {
    let office = office::open(config, Mail::of(config)?).await?;
    let restored = office.restore().await.context("the restoration broke off: run `inzage restore` again")?;
    println!("keys destroyed again, that a backup had brought back:         {}", restored.destroyed_again);
    println!("requests forgotten again, that a backup had brought back:     {}", restored.forgotten_again);
    println!("requests that can be read:                                    {}", restored.readable);
    println!("requests that cannot be read, though nobody forgot them:      {}", restored.unreadable.len());
    println!("sealed files that are missing:                                {}", restored.files_missing);
    let mut faults = Vec::new();
    if !restored.unreadable.is_empty() {
        let references: Vec<_> = restored.unreadable.iter().map(ToString::to_string).collect();
        faults.push(format!(
            "no key opens {}: the key store is older than they are; put a younger backup of it back, if there is one, \
             and run `inzage restore` again",
            references.join(", ")
        ));
    }
    if restored.files_missing > 0 {
        faults.push("files are missing: put back the copy of `files` that belongs to the main database".to_owned());
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("; "));
    }
    Ok(())
}
