//! Passwords: judged when they are chosen, hashed with argon2id, hashed anew when the parameters changed.

use crate::{DeskError, Office, Result};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Argon2, Params};
use thiserror::Error;
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

/// The least number of characters of a password (NIST SP 800-63B-4 asks for 8 beside a second factor).
pub const PASSWORD_MIN: usize = 12;
/// The most, so that nobody keeps a core busy with a book.
pub const PASSWORD_MAX: usize = 128;

/// The hash of nobody's password: an unknown account takes as long as a known one. Same parameters as a fresh hash.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$aW56YWdlIG5vYm9keSA$3ZGwxWJ0wQ0i8HnJPAE6SxYJvWxkBR0H7hQqf0uJp5w";

/// Why a password cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordFault {
    /// Fewer than [`PASSWORD_MIN`] characters.
    #[error("under {PASSWORD_MIN} characters")]
    TooShort,
    /// More than [`PASSWORD_MAX`] characters.
    #[error("over {PASSWORD_MAX} characters")]
    TooLong,
    /// A program guesses it soon: a common word, a pattern, or something of the person's own.
    #[error("guessed too soon")]
    Guessable,
}

/// What became of a password that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    /// It is another one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, and its hash was made with other parameters than today's.
    RightButOld,
}

/// Whether a password can be chosen by somebody of whom `about` is known: mail address and name.
fn judge(password: &str, about: &[&str]) -> std::result::Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(PasswordFault::TooShort);
    }
    if length > PASSWORD_MAX {
        return Err(PasswordFault::TooLong);
    }
    let parts = about.iter().flat_map(|text| text.split(['@', '.', ' ', '-']));
    let own: Vec<&str> = parts.chain(about.iter().copied()).filter(|part| !part.is_empty()).collect();
    if zxcvbn(password, &own).score() < Score::Three { Err(PasswordFault::Guessable) } else { Ok(()) }
}

/// The hash of a password that was judged (OWASP: argon2id with 19 MiB, two passes, one lane).
pub(crate) async fn hash(office: &Office, password: &str, about: &[&str]) -> Result<String> {
    let salt: [u8; 16] = office.random.bytes();
    let password = Zeroizing::new(password.to_owned());
    let about: Vec<String> = about.iter().map(|text| (*text).to_owned()).collect();
    blocking(move || {
        judge(&password, &about.iter().map(String::as_str).collect::<Vec<_>>())?;
        hashed(&password, &salt)
    })
    .await?
}

/// Tries a password on a hash; never right on that of nobody.
pub(crate) async fn check(hash: Option<String>, password: &str) -> Result<Checked> {
    let password = Zeroizing::new(password.to_owned());
    blocking(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
        let parsed = PasswordHash::new(&hash).map_err(|error| DeskError::internal(error.to_string()))?;
        if Argon2::default().verify_password(password.as_bytes(), &parsed).is_err() || !known {
            return Ok(Checked::Wrong);
        }
        let made_with = Params::try_from(&parsed).map_err(|error| DeskError::internal(error.to_string()))?;
        Ok(if is_current(&made_with) { Checked::Right } else { Checked::RightButOld })
    })
    .await?
}

/// The hash anew, of a password that is right: it was judged when it was chosen.
pub(crate) async fn renewed(office: &Office, password: &str) -> Result<String> {
    let salt: [u8; 16] = office.random.bytes();
    let password = Zeroizing::new(password.to_owned());
    blocking(move || hashed(&password, &salt)).await?
}

fn is_current(made_with: &Params) -> bool {
    let wanted = Params::DEFAULT;
    (made_with.m_cost(), made_with.t_cost(), made_with.p_cost()) == (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
}

fn hashed(password: &str, salt: &[u8]) -> Result<String> {
    let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hash.map(|hash| hash.to_string()).map_err(|error| DeskError::internal(error.to_string()))
}

/// Runs what keeps a core busy for a while where it holds nobody up.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(DeskError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_by_how_soon_they_are_guessed() {
        let about = ["demo.officer@example.org", "Demo Officer"];
        let long = "anchor violet ladder toast ".repeat(5);
        let table = [
            ("", Err(PasswordFault::TooShort)),
            ("k7#Vq!x", Err(PasswordFault::TooShort)),
            ("password1234", Err(PasswordFault::Guessable)),
            ("aaaaaaaaaaaaaaaa", Err(PasswordFault::Guessable)),
            ("qwertyuiop123", Err(PasswordFault::Guessable)),
            ("demo officer", Err(PasswordFault::Guessable)),
            (long.as_str(), Err(PasswordFault::TooLong)),
            ("anchor violet ladder toast", Ok(())),
            ("K7QF-M2RT-X4PW-9HDC", Ok(())),
            ("lantaarn fiets wolkje zes", Ok(())),
        ];
        for (password, verdict) in table {
            assert_eq!(judge(password, &about), verdict, "{password}");
        }
    }

    #[test]
    fn the_hash_of_nobody_costs_what_a_fresh_one_costs() {
        let fresh = hashed("password", b"sixteen bytes ok").unwrap();
        let params = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(params(NOBODY), params(&fresh));
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn the_parameters_are_at_least_those_that_owasp_advises() {
        assert!(Params::DEFAULT.m_cost() >= 19_456 && Params::DEFAULT.t_cost() >= 2 && Params::DEFAULT.p_cost() >= 1);
    }
}
