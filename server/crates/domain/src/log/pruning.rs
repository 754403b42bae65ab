//! What of the log is over its time, and the signed statement by which it goes (GDPR Art. 5(1)(e)).
//!
//! Entries go from the first on, up to the size of a signed checkpoint, so that what stays is a tree still: it grows from
//! the edge at that size, and leads to the same roots.

use super::checkpoint::{base64, decimal, hash};
use super::note::{Note, NoteFault, Signer, Verifier};
use super::tree::Hash;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// The format of the statement.
pub const FORMAT: &str = "inzage-pruning/1";

/// A request with its forwardings. Their streams are judged as one: as long as the last entry must stay, so must the
/// first, for half of what happened proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dossier {
    /// The place of its first entry in the log, from 0.
    pub first: u64,
    /// Whether the request is forgotten. Only then will nothing more happen to it.
    pub is_forgotten: bool,
    /// When the last that happened to it happened.
    pub last: Timestamp,
}

impl Dossier {
    /// Whether all of it is from this instant or before, and nothing more will come.
    pub fn is_over(&self, limit: Timestamp) -> bool {
        self.is_forgotten && self.last <= limit
    }
}

/// The first entry that must stay because of a dossier; nothing, when no dossier holds any.
pub fn held_from(limit: Timestamp, dossiers: &[Dossier]) -> Option<u64> {
    dossiers.iter().filter(|dossier| !dossier.is_over(limit)).map(|dossier| dossier.first).min()
}

/// Up to where the log goes: the size of the largest of the checkpoints, each with when it was made, that is from this
/// instant or before and covers no entry that is held. Entries are older than the checkpoint that covers them.
pub fn point(
    limit: Timestamp,
    held_from: Option<u64>,
    checkpoints: impl IntoIterator<Item = (u64, Timestamp)>,
) -> Option<u64> {
    let is_free = |size: u64| held_from.is_none_or(|held| size <= held);
    checkpoints.into_iter().filter(|(size, made)| *made <= limit && is_free(*size)).map(|(size, _)| size).max()
}

/// Where a stream was cut that goes on, or may: the last of its events that went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// The stream.
    pub stream: String,
    /// The number of the event, from 1.
    pub number: i64,
    /// Its hash, in hexadecimal: the next event names it.
    pub hash: String,
}

/// The hash over all cuts, in whatever order they come: SHA-256 over stream, number and hash, a line each, by stream.
pub fn digest(mut cuts: Vec<Cut>) -> Hash {
    cuts.sort_unstable();
    let lines = cuts.iter().map(|Cut { stream, number, hash }| format!("{stream}\n{number}\n{hash}\n"));
    Hash(lines.fold(Sha256::new(), Sha256::chain_update).finalize().into())
}

/// That the entries before `size` were over their time and may go: what their absence rests on. A checkpoint is none, for
/// its first line is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pruning {
    /// How many entries go, from the first on; there is a checkpoint of this size.
    pub size: u64,
    /// The root over them (RFC 9162 §2.1.1).
    pub root: Hash,
    /// The [`digest`] of all cuts.
    pub cuts: Hash,
    /// When it was signed, in whole microseconds.
    pub at: Timestamp,
}

impl Pruning {
    /// Signs it.
    pub fn sign(&self, signer: &Signer) -> Note {
        let Self { size, root, cuts, at } = self;
        let (root, cuts, at) = (base64(*root), base64(*cuts), at.as_microsecond());
        signer.sign(format!("{} {FORMAT}\n{size}\n{root}\n{cuts}\n{at}\n", signer.verifier().name()))
    }

    /// Reads a pruning of the log of this key.
    ///
    /// # Errors
    /// [`NoteFault`], when it is not signed by it, or is anything else that it signed.
    pub fn open(note: &Note, verifier: &Verifier) -> Result<Self, NoteFault> {
        let text = note.open(verifier)?;
        let body = text.strip_prefix(&format!("{} {FORMAT}\n", verifier.name()));
        body.and_then(Self::read).ok_or(NoteFault::Pruning)
    }

    fn read(body: &str) -> Option<Self> {
        let lines: Vec<&str> = body.lines().collect();
        let [size, root, cuts, at] = lines[..] else { return None };
        let at = Timestamp::from_microsecond(decimal(at)?).ok()?;
        Some(Self { size: decimal(size)?, root: hash(root)?, cuts: hash(cuts)?, at })
    }
}
