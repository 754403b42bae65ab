use super::RecordFault;
use std::fmt;
use std::str::FromStr;
use url::Url;

/// Longest address that is taken, in bytes.
const ENDPOINT_MAX: usize = 2000;

/// Where a controller's own software takes requests. Whether the machine behind it may be called, and without encryption, is
/// for [`Reach`](crate::delivery::Reach) to say: by the scheme, and by the address to which its name resolves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint(Url);

impl Endpoint {
    /// The address, as every browser would read it.
    pub const fn url(&self) -> &Url {
        &self.0
    }
}

impl FromStr for Endpoint {
    type Err = RecordFault;

    /// Reads a URL of HTTP. One with name and password would hand them to whoever reads the register, and a fragment never
    /// reaches a server.
    ///
    /// # Errors
    /// `Endpoint` for anything else.
    fn from_str(text: &str) -> Result<Self, RecordFault> {
        let fault = || RecordFault::Endpoint(text.to_owned());
        let url = Url::parse(text).map_err(|_| fault())?;
        let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let is_good = matches!(url.scheme(), "https" | "http") && is_plain && url.as_str().len() <= ENDPOINT_MAX;
        if is_good { Ok(Self(url)) } else { Err(fault()) }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_one_of_the_web_and_holds_no_password() {
        let table = [
            ("https://api.example.org/dsr", Some("https://api.example.org/dsr")),
            ("https://API.example.org", Some("https://api.example.org/")),
            ("https://api.example.org:8443/dsr?tenant=7", Some("https://api.example.org:8443/dsr?tenant=7")),
            ("http://127.0.0.1:8080/dsr", Some("http://127.0.0.1:8080/dsr")),
            ("ftp://api.example.org/dsr", None),
            ("https://name@api.example.org/", None),
            ("https://:word@api.example.org/", None),
            ("https://api.example.org/#part", None),
            ("https://", None),
            ("api.example.org", None),
            ("", None),
        ];
        for (text, read) in table {
            assert_eq!(text.parse::<Endpoint>().ok().map(|one| one.to_string()).as_deref(), read, "{text}");
        }
        let path = |bytes: usize| format!("https://api.example.org/{}", "a".repeat(bytes));
        let own = path(0).len();
        assert!(path(ENDPOINT_MAX - own).parse::<Endpoint>().is_ok());
        assert!(path(ENDPOINT_MAX - own + 1).parse::<Endpoint>().is_err());
    }

    #[test]
    fn what_was_read_is_read_again_as_the_same() {
        let endpoint: Endpoint = "https://Bücher.example/Ä b".parse().unwrap();
        assert_eq!(endpoint.to_string().parse::<Endpoint>().as_ref(), Ok(&endpoint));
        assert_eq!(endpoint.url().host_str(), Some("xn--bcher-kva.example"));
    }
}
