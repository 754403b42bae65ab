//! What can go wrong at a desk.

use crate::conversation::FileFault;
use crate::providers::ProviderFault;
use crate::signin::{KeyFault, PasswordFault};
use domain::complaint::Complaint;
use domain::contact::ContactRefusal;
use domain::export::{CsvFault, DataFault, JsonFault};
use domain::filing::{Fault, Problem};
use domain::identity::FactId;
use domain::procedure::Refusal;
use domain::staff::AccountRefusal;
use thiserror::Error;

/// The result of a use case.
pub type Result<T> = std::result::Result<T, DeskError>;

/// What can go wrong at a desk. Texts for people belong to the catalogues, found by [`DeskError::code`].
#[derive(Debug, Error)]
pub enum DeskError {
    /// The rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The answers have faults; nothing was taken.
    #[error("{} faults in the answers", .0.len())]
    Faulty(Vec<Fault>),
    /// What was given as data cannot be read.
    #[error(transparent)]
    Unreadable(#[from] DataFault),
    /// What was given as facts are none of their kind. It is told of what was typed, never of what is expected.
    #[error("{} facts that are none", .0.len())]
    Facts(Vec<(FactId, Problem)>),
    /// A file cannot be taken.
    #[error(transparent)]
    File(#[from] FileFault),
    /// A file is larger than is taken.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The most that is taken, in bytes.
        limit: u64,
    },
    /// People complain of this, and staff did not say that they know.
    #[error("cautioned of {}", .0.len())]
    Cautioned(Vec<Complaint>),
    /// Somebody else changed it meanwhile: look again.
    #[error("changed meanwhile")]
    Conflict,
    /// There is no such thing, or not for whoever asks: both look the same.
    #[error("not found")]
    NotFound,
    /// What it was about is not kept any more; its procedure is (Art. 5(1)(e)).
    #[error("forgotten")]
    Forgotten,
    /// No session, or one whose time is over.
    #[error("not signed in")]
    NotSignedIn,
    /// Signed in, and in a role that may not.
    #[error("not permitted to this role")]
    NotPermitted,
    /// A password that cannot be chosen.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// A passkey or security key was not taken.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// What a provider of OpenID Connect said opens nothing.
    #[error(transparent)]
    Provider(#[from] ProviderFault),
    /// An account that cannot be changed.
    #[error(transparent)]
    Account(#[from] AccountRefusal),
    /// A controller's contact that cannot be settled so.
    #[error(transparent)]
    Contact(#[from] ContactRefusal),
    /// Signed in, and to show once more who they are before this.
    #[error("not confirmed lately")]
    Unconfirmed,
    /// A link that is used, over its time, or none: all look the same.
    #[error("link not good")]
    LinkSpent,
    /// A code is wrong, used up or over its time: all look the same.
    #[error("code not accepted")]
    WrongCode,
    /// Address or password are wrong: which one is not told.
    #[error("sign-in not accepted")]
    WrongPassword,
    /// Too often in too short a time.
    #[error("too many attempts")]
    Throttled,
    /// The draft is gone: sent before, or over its time.
    #[error("no draft")]
    NoDraft,
    /// Something broke that is no fault of whoever asked. Shown as a number only; the log has the cause.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl DeskError {
    /// The code under which texts are found.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Faulty(_) => "faulty",
            Self::Facts(_) => "facts",
            Self::File(FileFault::Empty) => "file_empty",
            Self::File(FileFault::TooLarge) => "file_too_large",
            Self::File(FileFault::TooMany) => "file_too_many",
            Self::File(FileFault::Kind) => "file_kind",
            Self::Unreadable(DataFault::Json(JsonFault::Syntax { .. })) => "json_syntax",
            Self::Unreadable(DataFault::Json(JsonFault::TooDeep)) => "json_too_deep",
            Self::Unreadable(DataFault::Json(JsonFault::Empty)) => "json_empty",
            Self::Unreadable(DataFault::Csv(CsvFault::NotUtf8 { .. })) => "csv_not_utf8",
            Self::Unreadable(DataFault::Csv(CsvFault::Quote { .. })) => "csv_quote",
            Self::Unreadable(DataFault::Csv(CsvFault::Cells { .. })) => "csv_cells",
            Self::Unreadable(DataFault::Csv(CsvFault::Empty)) => "csv_empty",
            Self::TooLarge { .. } => "too_large",
            Self::Cautioned(_) => "cautioned",
            Self::Conflict => "conflict",
            Self::NotFound => "not_found",
            Self::Forgotten => "forgotten",
            Self::NotSignedIn => "not_signed_in",
            Self::Unconfirmed => "unconfirmed",
            Self::LinkSpent => "link_spent",
            Self::NotPermitted => "not_permitted",
            Self::Password(PasswordFault::TooShort) => "password_too_short",
            Self::Password(PasswordFault::TooLong) => "password_too_long",
            Self::Password(PasswordFault::Guessable) => "password_guessable",
            Self::Key(fault) => fault.code(),
            Self::Provider(fault) => fault.code(),
            Self::Account(refusal) => refusal.code(),
            Self::Contact(refusal) => refusal.code(),
            Self::WrongCode => "wrong_code",
            Self::WrongPassword => "wrong_password",
            Self::Throttled => "throttled",
            Self::NoDraft => "no_draft",
            Self::Internal(_) => "internal",
        }
    }

    /// Wraps a cause that is nobody's business.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }
}

/// Wraps each error type of the libraries as an internal one.
macro_rules! internal {
    ($($source:ty),+) => {$(
        impl From<$source> for DeskError {
            fn from(cause: $source) -> Self {
                Self::internal(cause)
            }
        }
    )+};
}

internal!(serde_json::Error, object_store::Error, crate::vault::VaultError, uuid::Error);

impl From<sqlx::Error> for DeskError {
    /// Two writers of one version, or of one unique thing, meet here: the second is told.
    fn from(cause: sqlx::Error) -> Self {
        match &cause {
            sqlx::Error::Database(error) if error.is_unique_violation() => Self::Conflict,
            sqlx::Error::RowNotFound => Self::NotFound,
            _ => Self::internal(cause),
        }
    }
}
