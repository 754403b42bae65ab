//! The wire to others' machines.

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use desk::outgoing::{Fetch, FetchError};
use http::{Request, Response};
use reqwest::Client;
use reqwest::redirect::Policy;
use std::time::Duration;

/// How long an answer may take, whole.
const PATIENCE: Duration = Duration::from_secs(10);
/// The largest answer that is taken, in bytes: what providers say of themselves takes a few kilobytes.
const MOST: usize = 1 << 20;

/// HTTP, with the certificates that the system trusts. It follows no redirects: who is asked answers.
pub struct Http(Client);

impl Http {
    /// A wire of its own.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn new() -> Result<Self> {
        // The first to install one wins; all of ours are the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).timeout(PATIENCE).no_proxy().build();
        client.map(Self).context("no HTTP client")
    }
}

#[async_trait]
impl Fetch for Http {
    async fn fetch(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, FetchError> {
        let request = reqwest::Request::try_from(request).map_err(unreached)?;
        let mut answer = self.0.execute(request).await.map_err(unreached)?;
        let mut taken = Response::builder().status(answer.status());
        if let Some(headers) = taken.headers_mut() {
            *headers = std::mem::take(answer.headers_mut());
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(unreached)? {
            if body.len() + chunk.len() > MOST {
                return Err(FetchError::TooLarge(MOST));
            }
            body.extend_from_slice(&chunk);
        }
        taken.body(body).map_err(|error| FetchError::Unreached(error.to_string()))
    }
}

/// Without the address: there may be a secret in it.
fn unreached(error: reqwest::Error) -> FetchError {
    let error = error.without_url();
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    FetchError::Unreached(causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
}
