use domain::delivery::Reach;
use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::IpAddr;
use std::sync::Arc;
use thiserror::Error;

/// Why nothing is sent to an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Forbidden {
    /// It is no URL with a host.
    #[error("it is no URL with a host")]
    Url,
    /// It is not encrypted, or no HTTP at all.
    #[error("it is no https:// URL")]
    Scheme,
    /// There is a name or a password in it, which would rest unsealed.
    #[error("there is a name or a password in it")]
    Credentials,
    /// It leads to an address that is not public.
    #[error("it leads to {0}, which is no public address")]
    Address(IpAddr),
}

/// The URL of an endpoint, if something may be sent there. An address that stands in it is checked here, for nobody
/// resolves it; a name is, once it is resolved.
pub(super) fn permitted(reach: Reach, endpoint: &str) -> Result<Url, Forbidden> {
    let url = Url::parse(endpoint).map_err(|_| Forbidden::Url)?;
    if !reach.speaks(url.scheme()) {
        return Err(Forbidden::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Forbidden::Credentials);
    }
    // The library wrote every form of an address in the one that is parsed here.
    let host = url.host_str().ok_or(Forbidden::Url)?.trim_matches(['[', ']']);
    match host.parse() {
        Ok(address) if !reach.admits(address) => Err(Forbidden::Address(address)),
        _ => Ok(url),
    }
}

/// Gives a name's addresses to whoever connects, all of them checked; so nothing is resolved a second time.
pub(super) struct Guarded {
    reach: Reach,
    names: Arc<dyn Resolve>,
}

impl Guarded {
    pub(super) fn new(reach: Reach, names: Arc<dyn Resolve>) -> Self {
        Self { reach, names }
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, found) = (self.reach, self.names.resolve(name));
        Box::pin(async move {
            let found: Vec<_> = found.await?.collect();
            // One that is not public is enough: which one is taken, chance decides.
            match found.iter().find(|address| !reach.admits(address.ip())) {
                Some(address) => Err(Forbidden::Address(address.ip()).into()),
                None => Ok(Box::new(found.into_iter()) as Addrs),
            }
        })
    }
}

/// The names of the system.
pub(super) struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_an_endpoint_is_a_table() {
        let private = |text: &str| Err(Forbidden::Address(text.parse().unwrap()));
        let table: &[(&str, Result<(), Forbidden>)] = &[
            ("https://controller.example/in", Ok(())),
            ("https://controller.example:8443/in?key=1", Ok(())),
            ("https://1.1.1.1/", Ok(())),
            ("https://[2606:4700:4700::1111]/", Ok(())),
            ("http://controller.example/in", Err(Forbidden::Scheme)),
            ("ftp://controller.example/in", Err(Forbidden::Scheme)),
            ("file:///etc/passwd", Err(Forbidden::Scheme)),
            ("controller.example", Err(Forbidden::Url)),
            ("https://", Err(Forbidden::Url)),
            ("", Err(Forbidden::Url)),
            ("https://name@controller.example/", Err(Forbidden::Credentials)),
            ("https://:word@controller.example/", Err(Forbidden::Credentials)),
            ("https://127.0.0.1/", private("127.0.0.1")),
            ("https://127.0.0.1./", private("127.0.0.1")),
            ("https://127.1/", private("127.0.0.1")),
            ("https://2130706433/", private("127.0.0.1")),
            ("https://0x7f.0.0.1/", private("127.0.0.1")),
            ("https://0177.0.0.1/", private("127.0.0.1")),
            ("https://①②⑦.0.0.1/", private("127.0.0.1")),
            ("https://169.254.169.254/latest/meta-data", private("169.254.169.254")),
            ("https://[::1]/", private("::1")),
            ("https://[::ffff:10.0.0.1]/", private("::ffff:10.0.0.1")),
            ("https://[fd00::1]/", private("fd00::1")),
        ];
        for (endpoint, expected) in table {
            assert_eq!(&permitted(Reach::Public, endpoint).map(|_| ()), expected, "{endpoint}");
        }
        assert!(permitted(Reach::Anywhere, "http://127.0.0.1:8080/in").is_ok());
        assert_eq!(permitted(Reach::Anywhere, "file:///etc/passwd"), Err(Forbidden::Scheme));
    }
}
