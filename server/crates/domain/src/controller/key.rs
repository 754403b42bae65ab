use super::RecordFault;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use std::fmt;
use std::str::FromStr;

/// What a PEM file holds before the 32 bytes of the key (RFC 8410, section 10.3).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// The key by which a controller's own software signs: Ed25519 (RFC 8032).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key, to check a signature with.
    pub const fn verifying(&self) -> &VerifyingKey {
        &self.0
    }
}

impl FromStr for PublicKey {
    type Err = RecordFault;

    /// Reads the `x` of a JWK (RFC 8037), the same in plain base64, or the inner lines of a PEM file.
    ///
    /// # Errors
    /// `Key` for anything else, and for keys under which signatures prove nothing (of small order).
    fn from_str(text: &str) -> Result<Self, RecordFault> {
        let plain = |c: char| match c {
            '+' => '-',
            '/' => '_',
            other => other,
        };
        let letters: String = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(letters.trim_end_matches('=')).map_err(|_| RecordFault::Key)?;
        let bytes = bytes.strip_prefix(&SPKI).unwrap_or(&bytes);
        let key = VerifyingKey::try_from(bytes).map_err(|_| RecordFault::Key)?;
        if key.is_weak() { Err(RecordFault::Key) } else { Ok(Self(key)) }
    }
}

impl fmt::Display for PublicKey {
    /// As the `x` of a JWK.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64_URL_SAFE_NO_PAD.encode(self.0.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::BASE64_STANDARD;

    /// The public key of RFC 8037, appendix A.2.
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    #[test]
    fn a_key_is_read_as_a_jwk_or_a_pem_file_holds_it() {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(X).unwrap();
        let forms = [
            X.to_owned(),
            format!("{X}="),
            BASE64_STANDARD.encode(&bytes),
            BASE64_STANDARD.encode([&SPKI[..], &bytes].concat()),
            format!(" {}\n{} ", &X[..20], &X[20..]),
        ];
        for form in forms {
            assert_eq!(form.parse::<PublicKey>().map(|key| key.to_string()).as_deref(), Ok(X), "{form}");
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        let encoded = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let mut neutral = [0; 32];
        neutral[0] = 1;
        // The first whose y belongs to no point of the curve.
        let mut off_curve = [0; 32];
        off_curve[0] = 2;
        let forms = [
            String::new(),
            "no base64".to_owned(),
            X[1..].to_owned(),
            encoded(&[7; 31]),
            encoded(&[7; 33]),
            encoded(&neutral),
            encoded(&off_curve),
            "-----BEGIN PUBLIC KEY-----".to_owned(),
        ];
        for form in forms {
            assert_eq!(form.parse::<PublicKey>(), Err(RecordFault::Key), "{form}");
        }
    }
}
