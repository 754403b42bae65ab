//! How the office asks others' machines over HTTP. The wire itself is passed in.

use async_trait::async_trait;
use http::{Request, Response};
use thiserror::Error;

/// A wire for requests that go out. It follows no redirects, and gives up on what is slow or large.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Sends a request and takes the whole answer, whatever its status.
    ///
    /// # Errors
    /// [`FetchError`].
    async fn fetch(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, FetchError>;
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum FetchError {
    /// Nobody took the request, or the answer broke off, or took too long.
    #[error("not reached: {0}")]
    Unreached(String),
    /// The answer is larger than anything that is asked for.
    #[error("an answer over {0} bytes")]
    TooLarge(usize),
}
