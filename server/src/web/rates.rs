//! How many requests are answered, of one address and of one session. Attempts to sign in have limits of their own, which
//! the desks keep; these are against whoever takes the portal from others by asking too much of it.

use app::forms::session_cookie;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use garde::Validate;
use governor::clock::QuantaInstant;
use governor::middleware::NoOpMiddleware;
use http::{Request, Response, StatusCode, header};
use serde::Deserialize;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

/// In what rates are told; also after how long whoever has not come lately is forgotten.
const MINUTE: Duration = Duration::from_secs(60);
/// The part of an IPv6 address that one subscriber has: whoever has one address has all that begin so (RFC 6177).
const SUBSCRIBER: u128 = !0 << 64;

/// How many requests are answered in a minute; as many may come at once.
#[derive(Debug, Clone, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// From one address; of IPv6, from the 2^64 that begin alike. A whole office may stand behind one.
    #[garde(range(min = 30, max = 1_000_000))]
    pub address_per_minute: u32,
    /// In one session.
    #[garde(range(min = 30, max = 1_000_000))]
    pub session_per_minute: u32,
}

/// Answers 429 to whatever goes beyond the rates.
pub(super) fn limit<S>(router: Router<S>, rates: &Rates, is_https: bool) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let (address, session) = (Counting::Addresses, Counting::Sessions { is_https });
    let layers = layer(address, rates.address_per_minute).zip(layer(session, rates.session_per_minute));
    // Rates of nothing are refused when the settings are read.
    layers.map_or(router.clone(), |(address, session)| router.layer(session).layer(address))
}

/// What is counted.
#[derive(Debug, Clone, Copy)]
enum Counting {
    Addresses,
    /// Where there is a session; otherwise addresses again.
    Sessions {
        is_https: bool,
    },
}

/// For whom a request is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Caller {
    Address(IpAddr),
    Session(String),
}

impl KeyExtractor for Counting {
    type Key = Caller;

    fn extract<T>(&self, request: &Request<T>) -> Result<Caller, GovernorError> {
        let session = match self {
            Self::Addresses => None,
            Self::Sessions { is_https } => session_cookie(request.headers(), *is_https),
        };
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| subscriber(info.0.ip()));
        let caller = session.map(Caller::Session).or(address.map(Caller::Address));
        caller.ok_or(GovernorError::UnableToExtractKey)
    }
}

fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & SUBSCRIBER).into(),
        address => address,
    }
}

fn layer(counting: Counting, per_minute: u32) -> Option<GovernorLayer<Counting, NoOpMiddleware<QuantaInstant>, Body>> {
    let mut builder = GovernorConfigBuilder::default().key_extractor(counting);
    let config = builder.period(MINUTE.checked_div(per_minute)?).burst_size(per_minute).finish()?;
    let limiter = Arc::downgrade(config.limiter());
    tokio::spawn(async move {
        while let Some(limiter) = limiter.upgrade() {
            limiter.retain_recent();
            drop(limiter);
            tokio::time::sleep(MINUTE).await;
        }
    });
    Some(GovernorLayer::new(config).error_handler(answer))
}

/// A bare error, which is put into words further out.
fn answer(error: GovernorError) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    if let GovernorError::TooManyRequests { wait_time, .. } = error {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, (wait_time + 1).into());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::forms::SESSION;
    use axum::routing::get;
    use tower::ServiceExt as _;

    #[tokio::test]
    async fn whoever_asks_too_much_is_told_when_to_come_back_and_nobody_else_is() {
        let rates = Rates { address_per_minute: 40, session_per_minute: 30 };
        let router = limit(Router::new().route("/", get(async || "page")), &rates, false);
        let ask = async |address: &str, session: Option<&str>| {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 0)));
            if let Some(session) = session {
                let cookie = format!("{SESSION}={session}").parse().unwrap();
                request.headers_mut().insert(header::COOKIE, cookie);
            }
            router.clone().oneshot(request).await.unwrap()
        };
        for _ in 0..30 {
            assert_eq!(ask("192.0.2.1", Some("one")).await.status(), StatusCode::OK);
        }
        let refused = ask("192.0.2.1", Some("one")).await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.headers().contains_key(header::RETRY_AFTER));
        for number in 0..9 {
            assert_eq!(ask("192.0.2.1", Some(&number.to_string())).await.status(), StatusCode::OK, "another session");
        }
        assert_eq!(ask("192.0.2.1", Some("made up")).await.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(ask("192.0.2.2", None).await.status(), StatusCode::OK, "another address");
    }

    #[test]
    fn whoever_has_many_addresses_that_begin_alike_is_one() {
        let of = |text: &str| subscriber(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:aaaa::1"), of("2001:db8:1:2:bbbb::2"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
