use super::{Key, VaultError};

/// The key that wraps all others; only the operator holds it.
#[derive(Debug, Clone)]
pub struct MasterKey(Key);

impl MasterKey {
    /// From the text of a key file: 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`VaultError::BadMaster`] for anything else; it does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let bytes = zeroize::Zeroizing::new(hex::decode(text.trim()).map_err(|_| VaultError::BadMaster)?);
        Key::try_from(bytes.as_slice()).map(Self).map_err(|_| VaultError::BadMaster)
    }

    /// The text of a fresh key file.
    pub fn fresh(random: &dyn domain::seams::Random) -> zeroize::Zeroizing<String> {
        zeroize::Zeroizing::new(hex::encode(random.bytes::<32>()))
    }

    /// The key that wraps; the master itself seals nothing.
    pub(super) fn into_key(self) -> Key {
        self.0.derive("wrap")
    }
}
