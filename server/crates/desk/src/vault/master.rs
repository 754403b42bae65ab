use super::{Key, VaultError};
use zeroize::Zeroizing;

/// How many hexadecimal digits of an id are kept: enough that two keys of one house never meet.
const ID_DIGITS: usize = 16;

/// The key that wraps all others; only the operator holds it. Never printed, wiped when dropped.
#[derive(Clone)]
pub struct MasterKey(Key);

/// By what a master key is named beside what it wraps: HMAC-SHA256 of a label under it, shortened. It says nothing about
/// the key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MasterId(String);

impl std::fmt::Display for MasterId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl MasterId {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl MasterKey {
    /// From the text of a key: 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`VaultError::BadMaster`] for anything else; it does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim(), bytes.as_mut_slice()).map_err(|_| VaultError::BadMaster)?;
        Key::try_from(bytes.as_slice()).map(Self).map_err(|_| VaultError::BadMaster)
    }

    /// The text of a fresh key.
    pub fn fresh(random: &dyn domain::seams::Random) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(Key::fresh(random).expose()))
    }

    /// Its name beside what it wraps.
    pub fn id(&self) -> MasterId {
        let mut digits = self.0.mac("inzage: the id of a master key").0;
        digits.truncate(ID_DIGITS);
        MasterId(digits)
    }
}

/// The master keys that are known at once: the one that wraps, and during a rotation the one before, which only opens.
#[derive(Debug, Clone)]
pub struct MasterKeys {
    present: Wrapping,
    previous: Option<Wrapping>,
}

/// What wraps; the master itself seals nothing.
#[derive(Debug, Clone)]
pub(super) struct Wrapping {
    pub(super) id: MasterId,
    pub(super) key: Key,
}

impl From<MasterKey> for Wrapping {
    fn from(master: MasterKey) -> Self {
        Self { id: master.id(), key: master.0.derive("wrap") }
    }
}

impl From<MasterKey> for MasterKeys {
    fn from(present: MasterKey) -> Self {
        Self { present: present.into(), previous: None }
    }
}

impl MasterKeys {
    /// Opens what rests under `previous` too.
    #[must_use]
    pub fn with_previous(self, previous: MasterKey) -> Self {
        Self { previous: Some(previous.into()), ..self }
    }

    /// The id of the key that wraps.
    pub const fn present(&self) -> &MasterId {
        &self.present.id
    }

    /// The id of the key that only opens, if there is one.
    pub fn previous(&self) -> Option<&MasterId> {
        self.previous.as_ref().map(|previous| &previous.id)
    }

    pub(super) const fn wrapping(&self) -> &Wrapping {
        &self.present
    }

    pub(super) fn known(&self) -> impl Iterator<Item = &Wrapping> {
        std::iter::once(&self.present).chain(&self.previous)
    }

    /// The key of this id, if it is known.
    pub(super) fn find(&self, id: &str) -> Option<&Wrapping> {
        self.known().find(|known| known.id.as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    const NEW: &str = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

    #[test]
    fn master_keys_print_their_ids_and_nothing_else() {
        let (old, new) = (MasterKey::parse(OLD).unwrap(), MasterKey::parse(NEW).unwrap());
        assert_eq!(format!("{old:?}"), "MasterKey(..)");
        let ids = [&new, &old].map(|key| key.id().to_string());
        let printed = format!("{:?}", MasterKeys::from(new).with_previous(old));
        assert!(ids.iter().all(|id| printed.contains(id)), "{printed}");
        let secret: Vec<u8> = hex::decode(OLD).unwrap().into_iter().chain(hex::decode(NEW).unwrap()).collect();
        for leaked in [OLD, NEW, &OLD[..8], &NEW[..8], &format!("{:?}", &secret[..4])[1..]] {
            assert!(!printed.contains(leaked), "{printed}");
        }
    }

    #[test]
    fn an_id_is_the_keys_own_and_no_part_of_it() {
        let (old, new) = (MasterKey::parse(OLD).unwrap(), MasterKey::parse(NEW).unwrap());
        assert_eq!(old.id(), MasterKey::parse(&format!(" {}\n", OLD.to_uppercase())).unwrap().id());
        assert_ne!(old.id(), new.id());
        assert_eq!(old.id().as_str().len(), ID_DIGITS);
        assert!(!OLD.contains(old.id().as_str()) && !NEW.contains(new.id().as_str()));
        let wraps = Wrapping::from(old.clone());
        assert!(!hex::encode(wraps.key.expose()).contains(wraps.id.as_str()));
    }
}
