//! Requests to controllers' own software over HTTP, signed as Standard Webhooks.
//!
//! Where they go was given by others. So each address is checked when it was resolved, and the connection goes to that
//! very address; redirects are not followed, proxies not asked, and of an answer no more is read than says that it is
//! whole. What an answer means, and when another attempt is made, is `domain::delivery`.

mod attempt;
mod guard;
mod handing_over;

pub use attempt::{Attempt, Cause};
pub use guard::Forbidden;
pub use handing_over::HandingOver;

use crate::{DeskError, Result};
use domain::delivery::{Reach, Verdict};
use domain::webhook::{ID, SIGNATURE, Stamp, TIMESTAMP};
use guard::Guarded;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use jiff::Timestamp;
use reqwest::Client;
use reqwest::dns::Resolve;
use reqwest::redirect::Policy;
use std::sync::Arc;
use std::time::Duration;

/// How much of an answer is read, in bytes: its status says all.
const MOST: usize = 64 * 1024;

/// How long an endpoint may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until there is a connection: name, address, TLS.
    pub connect: Duration,
    /// Until the whole answer is there.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), whole: Duration::from_secs(15) }
    }
}

/// What is sent.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// Its bytes, which the stamp covers.
    pub body: Vec<u8>,
    /// Whom it is from, and when it was sent.
    pub stamp: Stamp,
}

/// The way to controllers' software.
#[derive(Debug, Clone)]
pub struct Wire {
    client: Client,
    reach: Reach,
}

impl Wire {
    /// With the names of the system.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn new(reach: Reach, patience: Patience) -> Result<Self> {
        Self::with_names(reach, patience, Arc::new(guard::System))
    }

    /// With names that are passed in.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn with_names(reach: Reach, patience: Patience, names: Arc<dyn Resolve>) -> Result<Self> {
        // The first to install one wins; all of ours are the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .dns_resolver(Guarded::new(reach, names))
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .http1_only()
            // Each attempt resolves anew: what a name meant a minute ago may not be what it means.
            .pool_max_idle_per_host(0)
            .connect_timeout(patience.connect)
            .timeout(patience.whole)
            .user_agent(concat!("inzage/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(DeskError::internal)?;
        Ok(Self { client, reach })
    }

    /// Sends a parcel to an endpoint, once; `now` is when, for an answer that asks for time by a date.
    pub async fn post(&self, endpoint: &str, parcel: Parcel, now: Timestamp) -> Attempt {
        let url = match guard::permitted(self.reach, endpoint) {
            Ok(url) => url,
            Err(forbidden) => return Attempt::forbidden(forbidden),
        };
        let Parcel { media_type, body, stamp } = parcel;
        let request = self.client.post(url).header(CONTENT_TYPE, media_type).body(body);
        let request = request.header(ID, stamp.id).header(TIMESTAMP, stamp.timestamp);
        match request.header(SIGNATURE, stamp.signature).send().await {
            Ok(answer) => answered(answer, now).await.unwrap_or_else(|error| Attempt::failed(&error)),
            Err(error) => Attempt::failed(&error),
        }
    }
}

/// What an answer says once it is whole: what breaks off may be a receipt that was taken back. Whoever answers at length
/// is not listened to.
async fn answered(mut answer: reqwest::Response, now: Timestamp) -> reqwest::Result<Attempt> {
    let mut read = 0;
    while let Some(chunk) = answer.chunk().await? {
        read += chunk.len();
        if read > MOST {
            break;
        }
    }
    let status = answer.status().as_u16();
    let asked = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    Ok(Attempt { verdict: Verdict::of(status, asked, now), cause: Cause::Answered(status) })
}
