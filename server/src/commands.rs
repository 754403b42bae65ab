//! The commands besides `serve`.

mod keys;
mod registers;
mod restore;

pub use keys::{list_keys, new_key, rotate_keys, rotate_relay};
pub(crate) use registers::report;
pub use registers::{controllers, signers};
pub use restore::restore;

use crate::cli::{Published, Schema, Staff};
use crate::config::Config;
use crate::office::{self, Mail};
use crate::schema;
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use desk::DeskError;
use desk::signin::{Invitee, PASSWORD_MAX, PASSWORD_MIN, PasswordFault};
use domain::filing::Mailbox;
use domain::staff::Role;
use std::io::{BufRead as _, IsTerminal as _};
use zeroize::Zeroizing;

/// `inzage staff …`
///
/// # Errors
/// When the address, the name or the password will not do, or the office does not open.
pub async fn staff(config: &Config, command: Staff) -> Result<()> {
    match command {
        Staff::Add { email, name, role } => add(config, &email, name.trim(), role).await,
        Staff::Invite { email, name, role, language } => {
            ensure!(!name.trim().is_empty(), "give the name that colleagues see: --name \"…\"");
            let language = language.unwrap_or(config.operator.language);
            let invitee = Invitee { email: mailbox(&email)?, name: name.trim().to_owned(), role, language };
            let office = office::open(config, Mail::of(config)?).await?;
            office.invite_staff(&invitee).await.with_context(|| format!("{email} was not invited"))?;
            println!("the running portal sends {email} an invitation as {}", role.code());
            Ok(())
        }
        Staff::ResetFactor { email } => {
            let mailbox = mailbox(&email)?;
            let office = office::open(config, Mail::of(config)?).await?;
            office.reset_second_factor(&mailbox).await.with_context(|| format!("there is no open account {email}"))?;
            println!("{email} sets up a second factor at the next sign-in; open sessions have ended");
            Ok(())
        }
    }
}

async fn add(config: &Config, email: &str, name: &str, role: Role) -> Result<()> {
    let mailbox = mailbox(email)?;
    ensure!(!name.is_empty(), "give the name that colleagues see: --name \"…\"");
    let office = office::open(config, Mail::of(config)?).await?;
    let password = password()?;
    match office.add_staff(&mailbox, name, role, &password).await {
        Err(DeskError::Password(fault)) => bail!("{}: nothing was added", told(fault)),
        added => added.context("the account was not added")?,
    }
    println!(
        "{email} can sign in at {}/staff as {}, and sets up a second factor there first",
        config.base_url,
        role.code()
    );
    Ok(())
}

fn mailbox(email: &str) -> Result<Mailbox> {
    Mailbox::parse(email).map_err(|_| anyhow!("{email} is not a mail address: give --email like name@example.org"))
}

fn told(fault: PasswordFault) -> String {
    match fault {
        PasswordFault::TooShort => {
            format!("the password is too short: at least {PASSWORD_MIN} characters; a few unrelated words do well")
        }
        PasswordFault::TooLong => format!("the password is too long: at most {PASSWORD_MAX} characters"),
        PasswordFault::Guessable => "the password is guessed too soon: take a few unrelated words, none of them of \
                                     the name or the mail address"
            .to_owned(),
    }
}

/// Asks for a password at the terminal, twice and unseen; or reads one line from a pipe.
fn password() -> Result<Zeroizing<String>> {
    let password = if std::io::stdin().is_terminal() {
        let first =
            Zeroizing::new(rpassword::prompt_password(format!("Password (at least {PASSWORD_MIN} characters): "))?);
        let second = Zeroizing::new(rpassword::prompt_password("Once more: ")?);
        ensure!(first == second, "the two passwords differ: nothing was added, try again");
        first
    } else {
        let mut line = Zeroizing::new(String::new());
        std::io::stdin().lock().read_line(&mut line)?;
        Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned())
    };
    Ok(password)
}

/// `inzage schema …`
///
/// # Errors
/// When it cannot be written out.
pub fn schema(command: &Schema) -> Result<()> {
    let Schema::Export { of } = command;
    let schema = match of {
        Published::Answer => schema::export(),
        Published::Envelope => schema::envelope(),
    };
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
