//! `inzage keys …`

use crate::config::Config;
use crate::keys;
use crate::office::{self, Mail};
use crate::schema::JWKS_PATH;
use crate::system::{SystemClock, SystemRandom};
use anyhow::{Context as _, Result, bail};
use desk::signing::Earlier;
use desk::vault::{KeyStore, MasterStanding, Progress, Resting};
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::Arc;

/// How many keys a transaction wraps anew: few enough that no portal waits for it.
const AT_ONCE: u32 = 100;

/// `inzage keys new`
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn new_key(file: &Path) -> Result<()> {
    let id = keys::write_new(file, &SystemRandom)?;
    println!(
        "{} holds a fresh master key, with the id {id}. Keep a copy of it where the databases are not: without it, \
         nobody can read what they hold.",
        file.display()
    );
    Ok(())
}

/// `inzage keys list`
///
/// # Errors
/// When the master key or the key store cannot be had.
pub async fn list_keys(config: &Config) -> Result<()> {
    let resting = open(config).await?.resting().await?;
    for group in &resting {
        println!("{:16}  {:>9}  {}", named(group), group.keys, about(group.standing));
    }
    if resting.is_empty() {
        println!("there are no keys yet");
    }
    Ok(())
}

fn named(group: &Resting) -> &str {
    if group.master.is_empty() { "no id" } else { &group.master }
}

const fn about(standing: MasterStanding) -> &'static str {
    match standing {
        MasterStanding::Present => "the present master key",
        MasterStanding::Previous => "the previous master key: `inzage keys rotate` brings them under the present one",
        MasterStanding::Unknown => "a master key that is not given: name it as previous_master_key_file",
    }
}

/// `inzage keys rotate`
///
/// # Errors
/// When the master keys or the key store cannot be had, or keys are left under another master key.
pub async fn rotate_keys(config: &Config) -> Result<()> {
    let store = open(config).await?;
    let mut told = None;
    let rotated = store
        .rotate(AT_ONCE, |progress| tell(progress, &mut told))
        .await
        .context("the rotation broke off; what it did stays done: run `inzage keys rotate` again for the rest")?;
    println!("{} keys wrapped anew, under the master key {}", rotated.rewrapped, rotated.present);
    if !rotated.left.is_empty() {
        bail!("{}", rotated.left.iter().map(left).collect::<Vec<_>>().join("; "));
    }
    println!(
        "Every key rests under it: this key store does not need the old master key any more. Take it out of the settings \
         and restart the portal. Backups of the key store from before now still need it: keep it apart until the last \
         of them has expired, then destroy it."
    );
    Ok(())
}

/// `inzage keys rotate-relay`
///
/// # Errors
/// When the office does not open, or somebody else makes a key at this moment.
pub async fn rotate_relay(config: &Config, distrust: bool) -> Result<()> {
    let office = office::open(config, Mail::of(config)?).await?;
    let earlier = if distrust { Earlier::Distrusted } else { Earlier::Trusted };
    let (kid, from) = office.rotate_signing(earlier).await.context("there is no new key: try again")?;
    println!("{kid} signs what goes to controllers from {from} on; it is published at {}{JWKS_PATH}", config.base_url);
    if distrust {
        println!(
            "The keys before it are published no more: nobody should believe what they signed. Controllers that hold \
             such an envelope as proof can download it again."
        );
    }
    Ok(())
}

fn left(group: &Resting) -> String {
    let (keys, id) = (group.keys, named(group));
    match group.standing {
        MasterStanding::Unknown => format!(
            "{keys} keys rest under a master key that is not given ({id}): name it as previous_master_key_file, \
             previous_master_key_command or INZAGE_PREVIOUS_MASTER_KEY, and rotate again"
        ),
        MasterStanding::Previous | MasterStanding::Present => format!(
            "{keys} keys rest under the previous master key ({id}): a portal that was not restarted makes new ones \
             under it, or they are damaged; restart every portal and rotate again"
        ),
    }
}

/// One line that changes on a terminal; elsewhere, such as in a log, a line for every tenth.
fn tell(progress: Progress, told: &mut Option<u64>) {
    let Progress { done, all } = progress;
    let tenth = (done * 10).checked_div(all).unwrap_or(10);
    let mut out = std::io::stderr();
    let written = if out.is_terminal() {
        let end = if done == all { "\n" } else { "" };
        write!(out, "\r{done} of {all} keys{end}").and_then(|()| out.flush())
    } else if told.replace(tenth) != Some(tenth) {
        writeln!(out, "{done} of {all} keys")
    } else {
        Ok(())
    };
    // Nobody reads it any more; the work goes on.
    drop(written);
}

async fn open(config: &Config) -> Result<KeyStore> {
    KeyStore::open(&config.keys_url, keys::masters(config)?, Arc::new(SystemClock), Arc::new(SystemRandom))
        .await
        .context("the key store does not open: check keys_url")
}
