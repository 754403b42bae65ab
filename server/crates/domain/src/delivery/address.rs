//! To which addresses a request may go. Whoever gives an endpoint chooses where a request leaves to: without this rule
//! that could be a machine that only we can reach.

use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which endpoints are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Public addresses, over TLS.
    #[default]
    Public,
    /// Any address, encrypted or not: for tests, and for controllers within the operator's own network.
    Anywhere,
}

impl Reach {
    /// Whether a request may go to this address.
    pub fn admits(self, address: IpAddr) -> bool {
        self == Self::Anywhere || is_public(address)
    }

    /// Whether it may go by this scheme.
    pub fn speaks(self, scheme: &str) -> bool {
        scheme == "https" || (self == Self::Anywhere && scheme == "http")
    }
}

const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(a: u16, b: u16, c: u16, bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), bits)
}

/// What is not public of IPv4, after IANA's registry of special purposes (RFC 6890).
const NOT_PUBLIC_V4: [Ipv4Net; 15] = [
    v4(0, 0, 0, 0, 8),       // this network
    v4(10, 0, 0, 0, 8),      // private
    v4(100, 64, 0, 0, 10),   // shared by the customers of a carrier
    v4(127, 0, 0, 0, 8),     // loopback
    v4(169, 254, 0, 0, 16),  // link-local, and where clouds tell secrets
    v4(172, 16, 0, 0, 12),   // private
    v4(192, 0, 0, 0, 24),    // protocols
    v4(192, 0, 2, 0, 24),    // documentation
    v4(192, 88, 99, 0, 24),  // relays from IPv6, deprecated
    v4(192, 168, 0, 0, 16),  // private
    v4(198, 18, 0, 0, 15),   // benchmarks
    v4(198, 51, 100, 0, 24), // documentation
    v4(203, 0, 113, 0, 24),  // documentation
    v4(224, 0, 0, 0, 4),     // multicast
    v4(240, 0, 0, 0, 4),     // reserved, and broadcast
];

/// What of IPv6 is handed out to the public at all (RFC 4291 §2.4). Loopback, unique-local, link-local and multicast lie
/// outside.
const UNICAST_V6: Ipv6Net = v6(0x2000, 0, 0, 3);

/// What is not public of that: protocols with Teredo and ORCHID, documentation, 6to4.
const NOT_PUBLIC_V6: [Ipv6Net; 4] =
    [v6(0x2001, 0, 0, 23), v6(0x2001, 0x0db8, 0, 32), v6(0x2002, 0, 0, 16), v6(0x3fff, 0, 0, 20)];

/// Addresses of IPv4 as machines see them that speak IPv6 alone (RFC 6052).
const TRANSLATED: Ipv6Net = v6(0x0064, 0xff9b, 0, 96);

/// Whether an address is one of the public Internet, whoever looks from where.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !NOT_PUBLIC_V4.iter().any(|net| net.contains(&address)),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => is_public(inner.into()),
            None => UNICAST_V6.contains(&address) && !NOT_PUBLIC_V6.iter().any(|net| net.contains(&address)),
        },
    }
}

/// The address of IPv4 that one of IPv6 stands for.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    if TRANSLATED.contains(&address) {
        let [.., a, b, c, d] = address.octets();
        return Some(Ipv4Addr::new(a, b, c, d));
    }
    address.to_ipv4_mapped()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PUBLIC: &[&str] = &[
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700:4700::1111",
        "2a00::1",
        "::ffff:1.1.1.1",
        "64:ff9b::1.1.1.1",
    ];

    const NOT_PUBLIC: &[&str] = &[
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::1.1.1.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:20::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ];

    #[test]
    fn every_address_is_public_or_not_as_the_registries_say() {
        let parse = |text: &str| text.parse::<IpAddr>().unwrap();
        for text in PUBLIC {
            assert!(is_public(parse(text)), "{text}");
        }
        for text in NOT_PUBLIC {
            assert!(!is_public(parse(text)), "{text}");
            assert!(!Reach::Public.admits(parse(text)) && Reach::Anywhere.admits(parse(text)), "{text}");
        }
    }

    #[test]
    fn the_public_is_spoken_to_over_tls_alone() {
        let table = [("https", true, true), ("http", false, true), ("ftp", false, false), ("file", false, false)];
        for (scheme, public, anywhere) in table {
            assert_eq!((Reach::Public.speaks(scheme), Reach::Anywhere.speaks(scheme)), (public, anywhere), "{scheme}");
        }
    }

    proptest! {
        #[test]
        fn an_address_in_another_dress_is_no_more_public_than_it_is(bits: u32) {
            let address = Ipv4Addr::from(bits);
            let translated = Ipv6Addr::from((0x0064_ff9b_u128 << 96) | u128::from(bits));
            prop_assert_eq!(is_public(address.into()), is_public(address.to_ipv6_mapped().into()));
            prop_assert_eq!(is_public(address.into()), is_public(translated.into()));
        }

        #[test]
        fn what_the_standard_library_calls_private_is_never_public(bits: u32) {
            let a = Ipv4Addr::from(bits);
            let special = a.is_private() || a.is_loopback() || a.is_link_local() || a.is_broadcast()
                || a.is_documentation() || a.is_multicast() || a.is_unspecified();
            prop_assert!(!special || !is_public(a.into()));
        }
    }
}
