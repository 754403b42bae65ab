//! The root of a log at a size, in the format of C2SP `tlog-checkpoint`: a line each for origin, size and root.

use super::note::{Note, NoteFault, Signer, Verifier};
use super::tree::Hash;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

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
        let root = BASE64_STANDARD.encode(self.root.0);
        signer.sign(format!("{}\n{}\n{root}\n", signer.verifier().name(), self.size))
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
        let root = lines.next().and_then(|line| BASE64_STANDARD.decode(line).ok()).ok_or(NoteFault::Checkpoint)?;
        let root = root.try_into().map(Hash).map_err(|_| NoteFault::Checkpoint)?;
        Ok(Self { size, root })
    }
}

/// Digits alone, without any in front that say nothing.
fn decimal(line: &str) -> Option<u64> {
    let number: u64 = line.parse().ok()?;
    (number.to_string() == line).then_some(number)
}
