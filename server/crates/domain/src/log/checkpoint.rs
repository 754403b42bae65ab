//! The root of a log at a size, in the format of C2SP `tlog-checkpoint`: a line each for origin, size and root.

use super::note::{Note, NoteFault, Signer, Verifier};
use super::tree::Hash;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::str::FromStr;

/// What a log said of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries it had.
    pub size: u64,
    /// The root over them (RFC 9162 §2.1.1).
    pub root: Hash,
}

impl Checkpoint {
    /// Signs it. Origin is the name of the key.
    pub fn sign(&self, signer: &Signer) -> Note {
        signer.sign(format!("{}\n{}\n{}\n", signer.verifier().name(), self.size, base64(self.root)))
    }

    /// Reads a checkpoint of the log of this key. Further lines are let pass.
    ///
    /// # Errors
    /// [`NoteFault`], when it is not signed by it, no checkpoint, or of another log.
    pub fn open(note: &Note, verifier: &Verifier) -> Result<Self, NoteFault> {
        let mut lines = note.open(verifier)?.lines();
        if lines.next() != Some(verifier.name()) {
            return Err(NoteFault::Origin);
        }
        let size = lines.next().and_then(decimal).ok_or(NoteFault::Checkpoint)?;
        let root = lines.next().and_then(hash).ok_or(NoteFault::Checkpoint)?;
        Ok(Self { size, root })
    }
}

/// Digits alone, without any in front that say nothing.
pub(super) fn decimal<N: FromStr + ToString>(line: &str) -> Option<N> {
    let number: N = line.parse().ok()?;
    (number.to_string() == line).then_some(number)
}

/// A hash as signed texts have it.
pub(super) fn base64(hash: Hash) -> String {
    BASE64_STANDARD.encode(hash.0)
}

/// The hash of such a line.
pub(super) fn hash(line: &str) -> Option<Hash> {
    BASE64_STANDARD.decode(line).ok()?.try_into().map(Hash).ok()
}
