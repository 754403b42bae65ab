use thiserror::Error;
use webauthn_rs::prelude::WebauthnError;

/// Why a passkey or security key was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// The portal's address is none for which there can be keys.
    #[error("no keys at this address")]
    NotOffered,
    /// Nothing was asked in this session, or over five minutes ago, or it was answered: ask again.
    #[error("the challenge is gone")]
    Stale,
    /// None that is known, or not of this person, or it signed something else: all look the same.
    #[error("unknown key")]
    Unknown,
    /// It was used on a page of another address.
    #[error("used at another address")]
    Elsewhere,
    /// It did not check who holds it, and had to.
    #[error("nobody was checked")]
    Unverified,
    /// It gave a count that it had given before: there may be a copy.
    #[error("a count came back")]
    Doubted,
    /// It is set up already, here or for somebody else.
    #[error("set up already")]
    Taken,
    /// What the browser sent is no answer of a key, or of a kind that is not taken.
    #[error("not readable")]
    Unreadable,
}

impl KeyFault {
    /// The code under which texts are found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOffered => "key_not_offered",
            Self::Stale => "key_stale",
            Self::Unknown => "key_unknown",
            Self::Elsewhere => "key_elsewhere",
            Self::Unverified => "key_unverified",
            Self::Doubted => "key_doubted",
            Self::Taken => "key_taken",
            Self::Unreadable => "key_unreadable",
        }
    }

    /// Why an answer to a challenge was not taken.
    pub(super) fn of_proof(error: &WebauthnError) -> Self {
        match error {
            WebauthnError::MismatchedChallenge => Self::Stale,
            WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash => Self::Elsewhere,
            WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => Self::Unverified,
            WebauthnError::CredentialPossibleCompromise => Self::Doubted,
            _ => Self::Unknown,
        }
    }

    /// Why a new key was not taken.
    pub(super) fn of_new(error: &WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialAlteredAlgFromRequest | WebauthnError::CredentialExcludedFromRequest => {
                Self::Taken
            }
            other => match Self::of_proof(other) {
                Self::Unknown => Self::Unreadable,
                fault => fault,
            },
        }
    }
}
