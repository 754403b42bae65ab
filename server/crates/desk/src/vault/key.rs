use super::VaultError;
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use domain::seams::Random;
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The version of the sealed form: one byte, then the nonce, then the ciphertext with its tag.
const SEALED_V1: u8 = 1;
const NONCE: usize = 12;

/// 32 secret bytes. Never printed, wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key(pub(super) [u8; 32]);

/// Where a sealed thing belongs: table, row and column. It opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a>(pub &'static str, pub &'a str, pub &'static str);

impl Spot<'_> {
    pub(super) fn name(&self) -> String {
        format!("{}\0{}\0{}", self.0, self.1, self.2)
    }

    fn associated(&self) -> Vec<u8> {
        self.name().into_bytes()
    }
}

/// A keyed hash (HMAC-SHA256, hex), for looking up without knowing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Mac(pub(crate) String);

impl Mac {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl From<[u8; 32]> for Key {
    fn from(mut bytes: [u8; 32]) -> Self {
        let key = Self(bytes);
        bytes.zeroize();
        key
    }
}

impl TryFrom<&[u8]> for Key {
    type Error = std::array::TryFromSliceError;
    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self)
    }
}

impl Key {
    /// 32 fresh bytes, drawn where they stay.
    pub(crate) fn fresh(random: &dyn Random) -> Self {
        let mut key = Self([0; 32]);
        random.fill(&mut key.0);
        key
    }

    pub(crate) fn expose(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new((&self.0).into())
    }

    pub(crate) fn seal(&self, spot: Spot<'_>, plain: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
        let payload = Payload { msg: plain, aad: &spot.associated() };
        let nonce = Nonce::<Aes256Gcm>::from(nonce);
        let mut sealed = vec![SEALED_V1];
        sealed.extend_from_slice(&nonce);
        // GCM refuses only messages beyond 64 GiB, far above every limit on what comes in.
        #[expect(clippy::expect_used, reason = "the only error is a size that memory does not hold")]
        sealed.extend(self.cipher().encrypt(&nonce, payload).expect("under 64 GiB"));
        sealed
    }

    /// Opens what was sealed for this very spot.
    pub(crate) fn open(&self, spot: Spot<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let (SEALED_V1, rest) = sealed.split_first().map(|(v, rest)| (*v, rest)).ok_or(VaultError::Unopened)? else {
            return Err(VaultError::Unopened);
        };
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::Unopened)?;
        let payload = Payload { msg: ciphertext, aad: &spot.associated() };
        let plain = self.cipher().decrypt(&Nonce::<Aes256Gcm>::from(*nonce), payload);
        plain.map(Zeroizing::new).map_err(|_| VaultError::Unopened)
    }

    /// A key for another use, from which this one cannot be found (HKDF-SHA256, RFC 5869).
    pub(crate) fn derive(&self, purpose: &str) -> Self {
        let mut derived = Self([0; 32]);
        // 32 bytes are within the 255 blocks that the standard allows.
        #[expect(clippy::expect_used, reason = "the only error is an output over 8160 bytes")]
        Hkdf::<Sha256>::new(None, &self.0).expand(purpose.as_bytes(), &mut derived.0).expect("32 bytes");
        derived
    }

    /// A keyed hash of `text`.
    pub(crate) fn mac(&self, text: &str) -> Mac {
        Mac(hex::encode(self.hmac(text).finalize().into_bytes()))
    }

    /// Whether this is the keyed hash of `text`; how long it takes tells nothing.
    pub(crate) fn is_mac(&self, text: &str, mac: &str) -> bool {
        hex::decode(mac).is_ok_and(|mac| self.hmac(text).verify_slice(&mac).is_ok())
    }

    fn hmac(&self, text: &str) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("any length");
        mac.update(text.as_bytes());
        mac
    }

    /// What signs with these bytes as its seed.
    pub(crate) fn signer(&self) -> domain::jws::JwsSigner {
        domain::jws::JwsSigner::new(&self.0)
    }

    /// A commitment to a text that lies sealed under this key.
    pub(crate) fn commit(&self, text: &str) -> domain::procedure::Commitment {
        domain::procedure::Commitment(self.derive("commitment").mac(text).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPOT: Spot<'static> = Spot("table", "row", "column");

    proptest! {
        #[test]
        fn what_is_sealed_opens_in_its_spot_alone(plain: Vec<u8>, key: [u8; 32], nonce: [u8; 12]) {
            let key = Key::from(key);
            let sealed = key.seal(SPOT, &plain, nonce);
            let opened = key.open(SPOT, &sealed).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
            for elsewhere in [Spot("other", "row", "column"), Spot("table", "rowc", "olumn"), Spot("table", "row", "x")] {
                prop_assert!(key.open(elsewhere, &sealed).is_err());
            }
            prop_assert!(key.derive("other").open(SPOT, &sealed).is_err());
        }

        #[test]
        fn a_changed_bit_is_noticed(plain: Vec<u8>, at: prop::sample::Index, bit in 0u8..8) {
            let key = Key::from([7; 32]);
            let mut sealed = key.seal(SPOT, &plain, [1; 12]);
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(key.open(SPOT, &sealed).is_err());
        }
    }

    #[test]
    fn a_key_does_not_print_itself() {
        assert_eq!(format!("{:?}", Key::from([7; 32])), "Key(..)");
    }
}
