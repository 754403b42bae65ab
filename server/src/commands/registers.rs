use super::mailbox;
use crate::cli::{Controllers, Signers};
use crate::config::Config;
use crate::office::{self, Mail};
use anyhow::{Context as _, Result, ensure};
use desk::registers::{Change, Format, Imported};
use std::fs::File;
use std::path::Path;

/// `inzage controllers …`
///
/// # Errors
/// When the file cannot be read or a line of it is at fault; then nothing was taken.
pub async fn controllers(config: &Config, command: Controllers) -> Result<()> {
    match command {
        Controllers::Import { file, preview, format } => {
            let format = format.or_else(|| of_name(&file)).with_context(|| {
                format!("the name of {} tells no format: give --format csv or --format json", file.display())
            })?;
            let content = open(&file)?;
            let office = office::open(config, Mail::of(config)?).await?;
            if preview {
                let told = office.preview_controllers(content, format).await.context("there is no preview")?;
                return foretell(&file, &told);
            }
            let imported = office.import_controllers(content, format).await;
            report(&file, &imported.context("the import failed, and nothing was taken")?)
        }
        Controllers::Export { format } => {
            let office = office::open(config, Mail::of(config)?).await?;
            print!("{}", office.export_controllers(format).await.context("the export failed")?);
            Ok(())
        }
    }
}

/// `inzage signers …`
///
/// # Errors
/// As with controllers; when an address is none.
pub async fn signers(config: &Config, command: Signers) -> Result<()> {
    match command {
        Signers::Import { file } => {
            let csv = open(&file)?;
            let office = office::open(config, Mail::of(config)?).await?;
            report(&file, &office.import_signers(csv).await.context("the import failed, and nothing was taken")?)
        }
        Signers::Remove { email } => {
            let mailbox = mailbox(&email)?;
            let office = office::open(config, Mail::of(config)?).await?;
            println!("{email}: {} rows removed", office.remove_signer(&mailbox).await.context("nothing was removed")?);
            Ok(())
        }
    }
}

fn open(file: &Path) -> Result<File> {
    File::open(file).with_context(|| format!("cannot read {}", file.display()))
}

fn of_name(file: &Path) -> Option<Format> {
    file.extension()?.to_str()?.parse().ok()
}

/// Tells what an import did; or each fault by its line, as editors and terminals link it.
pub(crate) fn report(file: &Path, imported: &Imported) -> Result<()> {
    let Imported { added, changed, unchanged, .. } = imported;
    judge(file, imported)?;
    println!("{}: {added} added, {changed} changed, {unchanged} unchanged", file.display());
    Ok(())
}

/// Tells what an import would do.
fn foretell(file: &Path, imported: &Imported) -> Result<()> {
    let Imported { added, changed, unchanged, changes, .. } = imported;
    for change in changes {
        println!("{}:{}", file.display(), told(change));
    }
    judge(file, imported)?;
    println!("{}: {added} to add, {changed} to change, {unchanged} unchanged; nothing was taken", file.display());
    Ok(())
}

fn judge(file: &Path, imported: &Imported) -> Result<()> {
    let faults = &imported.faults;
    for (line, fault) in faults {
        eprintln!("{}:{line}: {fault}", file.display());
    }
    ensure!(faults.is_empty(), "nothing was taken: correct {} lines of {} first", faults.len(), file.display());
    Ok(())
}

/// A controller with its fields, a line each.
fn told(change: &Change) -> String {
    let Change { line, number, name, is_new, fields } = change;
    let verb = if *is_new { "add" } else { "change" };
    // Line breaks are shown as such, and so is what is empty.
    let fields = fields.iter().map(|field| match is_new {
        true => format!("\n    {}: {:?}", field.field.code(), field.after),
        false => format!("\n    {}: {:?} → {:?}", field.field.code(), field.before, field.after),
    });
    format!("{line}: {verb} {number} {name}{}", fields.collect::<String>())
}
