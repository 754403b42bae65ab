//! Signed contents that controllers keep: JSON Web Signatures in the compact form (RFC 7515) by Ed25519 (RFC 8037 §3.1),
//! and the keys that check them as a set (RFC 7517).
//!
//! Of the whole family this is one algorithm, one form and one kind of key. The libraries that do more sign JSON as they
//! write it themselves, where here the very bytes count, and bring RSA and elliptic curves that nobody here signs with.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt;

/// The one algorithm (RFC 8037 §3.1).
pub const ALGORITHM: &str = "EdDSA";
const KEY_TYPE: &str = "OKP";
const CURVE: &str = "Ed25519";

/// Why a signed content is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwsFault {
    /// It is no JWS in the compact form.
    #[error("it is no JWS in the compact form")]
    Form,
    /// It is signed by another algorithm than EdDSA, or asks for what is not understood (`crit`).
    #[error("it is signed in a way that is not taken")]
    Algorithm,
    /// It is of another type than is asked for.
    #[error("it is of another type")]
    Type,
    /// No key of the set bears its `kid`.
    #[error("it is signed by a key that is not among those given")]
    Foreign,
    /// The key is none of Ed25519.
    #[error("its key is none of Ed25519")]
    Key,
    /// Its signature is not of this content.
    #[error("its signature is not of this content")]
    Signature,
}

/// The head of a JWS (RFC 7515 §4).
#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kid: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typ: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    crit: Option<Value>,
}

/// A public key (RFC 7517 §4, RFC 8037 §2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwk {
    /// `OKP`.
    pub kty: String,
    /// `Ed25519`.
    pub crv: String,
    /// The key, base64url.
    pub x: String,
    /// Its name: its thumbprint (RFC 7638), so that no two keys share one.
    pub kid: String,
    /// `EdDSA`.
    pub alg: String,
    /// `sig`.
    #[serde(rename = "use")]
    pub usage: String,
}

/// A set of public keys (RFC 7517 §5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Jwks {
    /// Each of them; which one signed, its `kid` says.
    pub keys: Vec<Jwk>,
}

impl Jwk {
    fn of(key: &VerifyingKey) -> Self {
        let x = BASE64_URL_SAFE_NO_PAD.encode(key);
        // The members that are required, in the order of their names (RFC 7638 §3.2, RFC 8037 §2).
        let required = format!(r#"{{"crv":"{CURVE}","kty":"{KEY_TYPE}","x":"{x}"}}"#);
        let kid = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(required));
        Self { kty: KEY_TYPE.into(), crv: CURVE.into(), x, kid, alg: ALGORITHM.into(), usage: "sig".into() }
    }

    /// What checks signatures.
    ///
    /// # Errors
    /// [`JwsFault::Key`] for a key of another kind.
    pub(crate) fn key(&self) -> Result<VerifyingKey, JwsFault> {
        if self.kty != KEY_TYPE || self.crv != CURVE {
            return Err(JwsFault::Key);
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.x).map_err(|_| JwsFault::Key)?;
        VerifyingKey::try_from(bytes.as_slice()).map_err(|_| JwsFault::Key)
    }
}

/// What signs. Wiped when dropped, never printed.
pub struct JwsSigner {
    key: SigningKey,
    jwk: Jwk,
}

impl JwsSigner {
    /// From 32 secret bytes (RFC 8032 §5.1.5).
    pub fn new(seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        Self { jwk: Jwk::of(&key.verifying_key()), key }
    }

    /// What others need to believe it.
    pub const fn jwk(&self) -> &Jwk {
        &self.jwk
    }

    /// Signs these very bytes. `typ` says what they are, so that nothing is taken for what it is not (RFC 8725 §3.11).
    pub fn sign(&self, typ: &str, payload: &[u8]) -> String {
        let header =
            Header { alg: ALGORITHM.into(), kid: Some(self.jwk.kid.clone()), typ: Some(typ.into()), crit: None };
        // Four texts at most: there is nothing in it that could not be written.
        self.compact(&serde_json::to_vec(&header).unwrap_or_default(), payload)
    }

    fn compact(&self, header: &[u8], payload: &[u8]) -> String {
        let signed = format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(header), BASE64_URL_SAFE_NO_PAD.encode(payload));
        let signature = BASE64_URL_SAFE_NO_PAD.encode(self.signature(signed.as_bytes()));
        format!("{signed}.{signature}")
    }

    /// The bare signature of some bytes.
    pub(crate) fn signature(&self, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for JwsSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwsSigner").field("kid", &self.jwk.kid).finish_non_exhaustive()
    }
}

impl Jwks {
    /// The bytes that were signed, once a key of this set is found to have signed them as `typ`.
    ///
    /// # Errors
    /// [`JwsFault`].
    pub fn open(&self, jws: &str, typ: &str) -> Result<Vec<u8>, JwsFault> {
        let decode = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsFault::Form);
        let (signed, signature) = jws.rsplit_once('.').ok_or(JwsFault::Form)?;
        let (header, payload) = signed.split_once('.').ok_or(JwsFault::Form)?;
        let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| JwsFault::Form)?;
        if header.alg != ALGORITHM || header.crit.is_some() {
            return Err(JwsFault::Algorithm);
        }
        if header.typ.as_deref() != Some(typ) {
            return Err(JwsFault::Type);
        }
        let named = |jwk: &&Jwk| header.kid.as_deref() == Some(&jwk.kid);
        let key = self.keys.iter().find(named).ok_or(JwsFault::Foreign)?.key()?;
        let signature = Signature::from_slice(&decode(signature)?).map_err(|_| JwsFault::Signature)?;
        key.verify_strict(signed.as_bytes(), &signature).map_err(|_| JwsFault::Signature)?;
        decode(payload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TYPE: &str = "test+jws";

    /// The key of RFC 8037, appendix A.1.
    fn of_the_rfc() -> JwsSigner {
        let seed = BASE64_URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        JwsSigner::new(&seed.try_into().unwrap())
    }

    fn set(signer: &JwsSigner) -> Jwks {
        Jwks { keys: vec![signer.jwk().clone()] }
    }

    #[test]
    fn keys_thumbprints_and_signatures_are_those_of_rfc_8037() {
        let signer = of_the_rfc();
        assert_eq!(signer.jwk().x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "appendix A.2");
        assert_eq!(signer.jwk().kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "appendix A.3");
        let jws = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQ\
                   R6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        assert_eq!(signer.compact(br#"{"alg":"EdDSA"}"#, b"Example of Ed25519 signing"), jws, "appendix A.4");
    }

    #[test]
    fn a_key_is_published_as_a_jwk_and_a_signer_does_not_print_itself() {
        let published = serde_json::to_value(set(&of_the_rfc())).unwrap();
        let kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let key = serde_json::json!(
            { "kty": "OKP", "crv": "Ed25519", "x": x, "kid": kid, "alg": "EdDSA", "use": "sig" }
        );
        assert_eq!(published, serde_json::json!({ "keys": [key] }));
        assert_eq!(format!("{:?}", of_the_rfc()), format!("JwsSigner {{ kid: {kid:?}, .. }}"));
    }

    #[test]
    fn what_is_not_signed_so_is_not_believed_and_the_fault_says_why() {
        let signer = of_the_rfc();
        let (keys, other) = (set(&signer), set(&JwsSigner::new(&[7; 32])));
        let good = signer.sign(TYPE, b"content");
        assert_eq!(keys.open(&good, TYPE), Ok(b"content".to_vec()));
        assert_eq!(keys.open(&good, "other+jws"), Err(JwsFault::Type));
        assert_eq!(other.open(&good, TYPE), Err(JwsFault::Foreign));
        let kid = &signer.jwk().kid;
        let with = |header: String| signer.compact(header.as_bytes(), b"content");
        let table = [
            (format!(r#"{{"alg":"none","kid":"{kid}","typ":"{TYPE}"}}"#), JwsFault::Algorithm),
            (format!(r#"{{"alg":"HS256","kid":"{kid}","typ":"{TYPE}"}}"#), JwsFault::Algorithm),
            (
                format!(r#"{{"alg":"EdDSA","kid":"{kid}","typ":"{TYPE}","crit":["b64"],"b64":false}}"#),
                JwsFault::Algorithm,
            ),
            (format!(r#"{{"alg":"EdDSA","kid":"{kid}"}}"#), JwsFault::Type),
            (format!(r#"{{"alg":"EdDSA","typ":"{TYPE}"}}"#), JwsFault::Foreign),
            ("nothing".to_owned(), JwsFault::Form),
        ];
        for (header, fault) in table {
            assert_eq!(keys.open(&with(header.clone()), TYPE), Err(fault), "{header}");
        }
        let (signed, _) = good.rsplit_once('.').unwrap();
        let (head, _) = signed.split_once('.').unwrap();
        for none in ["", ".", "..", "a.b", &format!("{good}="), &format!("{good}.x"), &format!("{head}.{head}")] {
            assert!(keys.open(none, TYPE).is_err(), "{none}");
        }
        assert_eq!(keys.open(&format!("{signed}."), TYPE), Err(JwsFault::Signature));
        let mut foreign = keys;
        foreign.keys[0].crv = "Ed448".into();
        assert_eq!(foreign.open(&good, TYPE), Err(JwsFault::Key));
    }

    proptest! {
        #[test]
        fn any_content_comes_back_to_the_byte_and_no_changed_character_is_believed(
            content: Vec<u8>, seed: [u8; 32], at: prop::sample::Index, put in "[A-Za-z0-9_.-]",
        ) {
            let signer = JwsSigner::new(&seed);
            let jws = signer.sign(TYPE, &content);
            prop_assert_eq!(set(&signer).open(&jws, TYPE), Ok(content));
            let mut changed = jws.clone();
            let at = at.index(jws.len());
            changed.replace_range(at..=at, &put);
            prop_assert!(changed == jws || set(&signer).open(&changed, TYPE).is_err());
        }
    }
}
