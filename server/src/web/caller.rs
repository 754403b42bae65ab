//! Who calls, as far as limits on attempts are concerned.

use super::Web;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The header to which every proxy adds whom it heard from.
const HEARD_FROM: &str = "x-forwarded-for";

/// Puts the address of whoever called the outermost of our proxies in place of the nearest one's. What stands further
/// left in the header came with the call and can be made up.
pub(super) async fn find(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    if let Some(address) = forwarded(request.headers(), web.proxies) {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address, 0)));
    }
    next.run(request).await
}

fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let lines = headers.get_all(HEARD_FROM).iter().filter_map(|line| line.to_str().ok());
    let heard: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let ours = heard.len().checked_sub(proxies)?;
    heard.get(ours)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_own_proxies_say_counts() {
        let mut headers = HeaderMap::new();
        headers.append(HEARD_FROM, "203.0.113.9, 198.51.100.7".parse().unwrap());
        headers.append(HEARD_FROM, "192.0.2.1".parse().unwrap());
        let address = |text: &str| Some(text.parse().unwrap());
        assert_eq!(forwarded(&headers, 0), None);
        assert_eq!(forwarded(&headers, 1), address("192.0.2.1"));
        assert_eq!(forwarded(&headers, 2), address("198.51.100.7"));
        assert_eq!(forwarded(&headers, 4), None);
        assert_eq!(forwarded(&HeaderMap::new(), 1), None);
    }
}
