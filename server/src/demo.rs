//! The demonstration: a fictional operator with controllers and signers, in a folder of its own.
//!
//! It is the real portal throughout: SQLite, sealed data, a master key, the very imports. Mail alone stays at home, as
//! files in a folder, which a page shows.

mod mailbox;
mod seed;

pub use mailbox::read as read_mail;
pub(crate) use seed::FACTOR;
pub use seed::{SignIn, seed};

use crate::config::{Config, ConfigError, KeySource};
use crate::keys;
use crate::office::Mail;
use crate::system::SystemRandom;
use anyhow::{Context as _, Result};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The settings of the demonstration.
const SETTINGS: &str = include_str!("demo/inzage.toml");
/// Where all of it lies; the settings say so too.
const FOLDER: &str = "data/demo";
/// The address from which its mails come.
const FROM: &str = "privacy@example.com";
/// A signer of whom the index knows, to try with.
const SIGNER: &str = "signer@example.org";

/// The settings of the demonstration, with the environment over them.
///
/// # Errors
/// [`ConfigError::DemoInPublic`] for an address that others can reach.
pub fn config(
    address: Option<SocketAddr>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let mut config = Config::parse(SETTINGS, environment)?;
    config.address = address.unwrap_or(config.address);
    if !config.address.ip().is_loopback() {
        return Err(ConfigError::DemoInPublic(config.address));
    }
    Ok(config)
}

/// What people type to reach a loopback address: passkeys want a name, so do we where there is one.
pub fn base_url(address: SocketAddr) -> String {
    if address.ip() == std::net::Ipv4Addr::LOCALHOST {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// The folder of the mails.
pub fn mail_folder() -> PathBuf {
    Path::new(FOLDER).join("mail")
}

/// Makes folder and master key where there are none yet, and gives how mail leaves.
///
/// # Errors
/// When they cannot be made.
pub fn prepare(config: &Config) -> Result<Mail> {
    std::fs::create_dir_all(FOLDER).with_context(|| format!("cannot make {FOLDER}"))?;
    if let KeySource::File(key) = config.master_key()?
        && !key.exists()
    {
        keys::write_new(key, &SystemRandom)?;
    }
    Ok(Mail::Folder { path: mail_folder(), from: FROM.to_owned() })
}

/// What to do when what lies there is of another version, or of another key.
pub fn begin_anew() -> String {
    format!("the demo data in {FOLDER}/ do not open: delete {FOLDER}/ to begin anew")
}

/// Tells where to go.
pub fn welcome(base_url: &str, staff: &SignIn) {
    println!(
        "\n  Inzage runs with demo data in {FOLDER}/ (delete the folder to begin anew).\n\n  \
         People file requests at   {base_url}\n  \
         Staff sign in at          {base_url}/staff\n      \
             mail address          {}\n      \
             password              {}\n      \
             code                  on {base_url}/demo/mail, a new one every half minute\n  \
         Mail can be read at       {base_url}/demo/mail\n\n  \
         A signer to try with: {SIGNER} signed for two of the demo's organisations.\n",
        staff.email, staff.password
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_listens_on_this_machine_alone() {
        for address in ["0.0.0.0:3000", "[::]:3000", "192.168.1.2:3000"] {
            let refused = config(Some(address.parse().unwrap()), []).err().map(|error| error.to_string());
            assert!(refused.is_some_and(|text| text.contains(address) && text.contains("loopback")), "{address}");
        }
        let by_environment = [("INZAGE_ADDRESS".to_owned(), "0.0.0.0:3000".to_owned())];
        assert!(matches!(config(None, by_environment), Err(ConfigError::DemoInPublic(_))));
        for address in ["127.0.0.1:4000", "[::1]:4000"] {
            assert!(config(Some(address.parse().unwrap()), []).is_ok(), "{address}");
        }
    }

    #[test]
    fn everything_lies_in_its_own_folder() {
        let config = config(None, []).unwrap_or_else(|error| panic!("{error}"));
        for url in [&config.database_url, &config.keys_url] {
            assert!(url.starts_with(&format!("sqlite://{FOLDER}/")), "{url}");
        }
        assert!(config.files.starts_with(FOLDER));
        assert!(config.master_key_file.is_some_and(|key| key.starts_with(FOLDER)));
    }

    #[test]
    fn links_in_mails_lead_to_where_it_listens() {
        assert_eq!(base_url("127.0.0.1:3000".parse().unwrap()), "http://localhost:3000");
        assert_eq!(base_url("[::1]:4000".parse().unwrap()), "http://[::1]:4000");
    }
}
