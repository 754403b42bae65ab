//! What the demonstration begins with, once.

use super::FOLDER;
use crate::commands::report;
use crate::system::SystemRandom;
use anyhow::{Context as _, Result};
use desk::Office;
use desk::registers::Format;
use desk::signin::TOTP_SECRET;
use domain::filing::Mailbox;
use domain::reference::ALPHABET;
use domain::seams::Random;
use domain::staff::Role;
use serde::{Deserialize, Serialize};
use std::path::Path;

const CONTROLLERS: &str = include_str!("controllers.csv");
const SIGNERS: &str = include_str!("signers.csv");
/// The account of staff.
const STAFF: &str = "staff@example.com";
/// The secret of its authenticator, the same in every demonstration: whoever reaches one may come in.
pub(crate) const FACTOR: [u8; TOTP_SECRET] = *b"inzage demonstration";
/// The name of the file that keeps how to sign in, written when everything else is there.
const SIGN_IN: &str = "staff.json";

/// How to sign in as staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The mail address.
    pub email: String,
    /// The password, generated once.
    pub password: String,
}

/// Adds controllers, signers and an account of staff to a new demonstration, and gives that account its second factor;
/// gives how to sign in.
///
/// # Errors
/// When the office does not take them.
pub async fn seed(office: &Office) -> Result<SignIn> {
    let mailbox = Mailbox::parse(STAFF).ok().context("the address of the demo's staff")?;
    let sign_in = seed_once(office, &mailbox).await?;
    office.give_second_factor(&mailbox, FACTOR).await?;
    Ok(sign_in)
}

async fn seed_once(office: &Office, mailbox: &Mailbox) -> Result<SignIn> {
    let kept = Path::new(FOLDER).join(SIGN_IN);
    if let Ok(json) = std::fs::read(&kept) {
        return serde_json::from_slice(&json)
            .with_context(|| format!("{} is damaged: delete the folder {FOLDER} to begin anew", kept.display()));
    }
    report(Path::new("demo controllers"), &office.import_controllers(CONTROLLERS.as_bytes(), Format::Csv).await?)?;
    report(Path::new("demo signers"), &office.import_signers(SIGNERS.as_bytes()).await?)?;
    let sign_in = SignIn { email: STAFF.to_owned(), password: password() };
    office.add_staff(mailbox, "Demo Person", Role::Dpo, &sign_in.password).await?;
    std::fs::write(&kept, serde_json::to_vec_pretty(&sign_in)?)
        .with_context(|| format!("cannot write {}", kept.display()))?;
    Ok(sign_in)
}

/// Four groups of four characters that nobody mistakes for others: 72 bits.
fn password() -> String {
    let bytes = (&SystemRandom as &dyn Random).bytes::<16>();
    let characters = bytes.map(|byte| ALPHABET.get(usize::from(byte) % ALPHABET.len()).map_or('2', |c| char::from(*c)));
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_differ_and_can_be_typed() {
        assert_ne!(password(), password());
        assert_eq!(password().len(), 19);
    }
}
