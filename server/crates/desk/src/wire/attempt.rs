use super::Forbidden;
use domain::delivery::Verdict;
use std::error::Error as _;
use std::fmt;

/// What came of sending something once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What follows from it.
    pub verdict: Verdict,
    /// Why, for the log.
    pub cause: Cause,
}

/// Why an attempt ended as it did. Carries no address of an endpoint: there may be a secret in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The endpoint answered with this status.
    Answered(u16),
    /// Nothing is sent there.
    Forbidden(Forbidden),
    /// It took too long.
    TimedOut,
    /// Nobody took it, or the connection broke off before the answer was whole.
    Unreached,
}

impl Attempt {
    pub(super) const fn forbidden(forbidden: Forbidden) -> Self {
        Self { verdict: Verdict::Refused, cause: Cause::Forbidden(forbidden) }
    }

    pub(super) fn failed(error: &reqwest::Error) -> Self {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(forbidden) = inner.downcast_ref::<Forbidden>() {
                return Self::forbidden(forbidden.clone());
            }
            cause = inner.source();
        }
        let cause = if error.is_timeout() { Cause::TimedOut } else { Cause::Unreached };
        Self { verdict: Verdict::Later { asked: None }, cause }
    }

    /// Whether the endpoint is there and has no trouble of its own: what its circuit counts.
    pub const fn is_reached(&self) -> bool {
        !matches!(self.verdict, Verdict::Later { .. })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(status) => write!(f, "it answered {status}"),
            Self::Forbidden(forbidden) => write!(f, "nothing is sent there: {forbidden}"),
            Self::TimedOut => f.write_str("it took too long"),
            Self::Unreached => f.write_str("it was not reached"),
        }
    }
}
