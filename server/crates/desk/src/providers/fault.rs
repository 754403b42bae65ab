use thiserror::Error;

/// Why what a provider of OpenID Connect said, or did not say, opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProviderFault {
    /// Nothing was asked in this session, or too long ago, or it was answered: begin anew.
    #[error("nothing was asked")]
    Stale,
    /// The person, or the provider, did not go through with it.
    #[error("declined")]
    Declined,
    /// The provider does not answer, or not as the standard says.
    #[error("the provider does not answer")]
    Unreached,
    /// What it says is not proven: signed by another, meant for another, over its time.
    #[error("not proven")]
    Untrue,
    /// It was not established as surely as is wanted.
    #[error("not assured")]
    NotAssured,
    /// No account is linked with whoever this is.
    #[error("not linked")]
    NotLinked,
    /// It is linked with an account already.
    #[error("linked already")]
    Taken,
}

impl ProviderFault {
    /// The code under which texts are found.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stale => "provider_stale",
            Self::Declined => "provider_declined",
            Self::Unreached => "provider_unreached",
            Self::Untrue => "provider_untrue",
            Self::NotAssured => "provider_not_assured",
            Self::NotLinked => "provider_not_linked",
            Self::Taken => "provider_taken",
        }
    }
}
