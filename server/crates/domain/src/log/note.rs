//! Signed texts and the keys that sign them, in the format of C2SP `signed-note`: a text, an empty line, and a line
//! `— <name> <base64>` for each signature, Ed25519 (RFC 8032).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The byte that stands for Ed25519, in keys and in their ids.
const ED25519: u8 = 1;
/// What a line with a signature begins with: an em dash.
const DASH: &str = "\u{2014} ";
/// How many bytes of a hash name a key.
const ID: usize = 4;

/// Why a note or a key is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// It is no signed note: a text, an empty line, a line for each signature.
    #[error("it is no signed note")]
    Form,
    /// It is no key of the form `name+id+base64`.
    #[error("it is no key of the form name+id+base64")]
    Key,
    /// It bears no signature of this key.
    #[error("it bears no signature of this key")]
    Foreign,
    /// It bears a signature of this key that is not of this text.
    #[error("its signature is not of this text")]
    Signature,
    /// What was signed is no checkpoint: origin, size, root.
    #[error("it is no checkpoint")]
    Checkpoint,
    /// It is a checkpoint of another log.
    #[error("it is of another log")]
    Origin,
    /// What was signed is no pruning: format, size, root, cuts, time.
    #[error("it is no pruning")]
    Pruning,
}

impl NoteFault {
    /// The code of the error.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "note_form",
            Self::Key => "note_key",
            Self::Foreign => "note_foreign",
            Self::Signature => "note_signature",
            Self::Checkpoint => "note_checkpoint",
            Self::Origin => "note_origin",
            Self::Pruning => "note_pruning",
        }
    }
}

/// Who a signature is from. Names can be chosen by anybody: the key decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// The name under which it signs.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 over name, line break, algorithm and key, cut off.
    fn id(&self) -> [u8; ID] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', ED25519]).chain_update(self.key);
        let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
        [a, b, c, d]
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519][..], self.key.as_bytes()].concat();
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id()), BASE64_STANDARD.encode(key))
    }
}

impl FromStr for Verifier {
    type Err = NoteFault;

    /// From `name+id+base64`, as [`Verifier`] displays.
    ///
    /// # Errors
    /// [`NoteFault::Key`] for anything else.
    fn from_str(text: &str) -> Result<Self, NoteFault> {
        let (name, rest) = text.trim().split_once('+').ok_or(NoteFault::Key)?;
        let (id, key) = rest.split_once('+').ok_or(NoteFault::Key)?;
        let key = BASE64_STANDARD.decode(key).map_err(|_| NoteFault::Key)?;
        let Some((&ED25519, key)) = key.split_first() else { return Err(NoteFault::Key) };
        let key = VerifyingKey::try_from(key).map_err(|_| NoteFault::Key)?;
        let verifier = Self { name: name.to_owned(), key };
        if is_name(name) && id == hex::encode(verifier.id()) { Ok(verifier) } else { Err(NoteFault::Key) }
    }
}

/// What signs. Wiped when dropped, never printed.
pub struct Signer {
    name: String,
    key: SigningKey,
}

impl Signer {
    /// From 32 secret bytes (RFC 8032 §5.1.5).
    ///
    /// # Errors
    /// [`NoteFault::Key`] for a name that is empty or has spaces or a plus sign.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, NoteFault> {
        let signer = Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) };
        if is_name(name) { Ok(signer) } else { Err(NoteFault::Key) }
    }

    /// What others need to believe it.
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs a text, which ends with a line break.
    pub fn sign(&self, text: String) -> Note {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let bytes = [&self.verifier().id()[..], &signature].concat();
        Note { text, signatures: vec![(self.name.clone(), bytes)] }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A text with signatures that nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<(String, Vec<u8>)>,
}

impl Note {
    /// The text, once a signature of this key is on it. Signatures of others are nobody's business here.
    ///
    /// # Errors
    /// [`NoteFault::Foreign`] when there is none, [`NoteFault::Signature`] when one does not fit.
    pub fn open(&self, verifier: &Verifier) -> Result<&str, NoteFault> {
        let id = verifier.id();
        let mut is_signed = false;
        for (name, bytes) in &self.signatures {
            let Some((of, signature)) = bytes.split_first_chunk::<ID>() else { continue };
            if *name != verifier.name || *of != id {
                continue;
            }
            let signature = Signature::from_slice(signature).map_err(|_| NoteFault::Signature)?;
            let fits = verifier.key.verify_strict(self.text.as_bytes(), &signature);
            fits.map_err(|_| NoteFault::Signature)?;
            is_signed = true;
        }
        if is_signed { Ok(&self.text) } else { Err(NoteFault::Foreign) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|(name, bytes)| writeln!(f, "{DASH}{name} {}", BASE64_STANDARD.encode(bytes)))
    }
}

impl FromStr for Note {
    type Err = NoteFault;

    /// Reads a note; believes nothing yet.
    ///
    /// # Errors
    /// [`NoteFault::Form`].
    fn from_str(note: &str) -> Result<Self, NoteFault> {
        let at = note.rfind("\n\n").ok_or(NoteFault::Form)?;
        let (text, signatures) = (&note[..=at], &note[at + 2..]);
        let is_plain = |text: &str| text.chars().all(|c| c >= ' ' || c == '\n');
        if !signatures.ends_with('\n') || !is_plain(note) {
            return Err(NoteFault::Form);
        }
        let signatures = signatures.lines().map(signature).collect::<Option<Vec<_>>>().ok_or(NoteFault::Form)?;
        Ok(Self { text: text.to_owned(), signatures })
    }
}

fn signature(line: &str) -> Option<(String, Vec<u8>)> {
    let (name, bytes) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = BASE64_STANDARD.decode(bytes).ok()?;
    (is_name(name) && bytes.len() > ID).then(|| (name.to_owned(), bytes))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}
