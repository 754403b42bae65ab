//! Merkle trees (RFC 9162 §2.1) of which only complete subtrees are kept: their hashes never change when the tree grows.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The hash of a leaf, of a node or of a whole tree: SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

/// The text is no hash: 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits")]
pub struct NoHash;

impl Hash {
    /// The hash of a leaf (RFC 9162 §2.1.1).
    pub fn leaf(data: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(data).finalize().into())
    }

    /// The hash of a node (RFC 9162 §2.1.1).
    pub fn node(left: Self, right: Self) -> Self {
        Self(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }

    /// The root over complete subtrees that lie side by side, the largest first; over none it is that of an empty tree.
    pub fn over(peaks: &[Self]) -> Self {
        let joined = peaks.iter().rev().copied().reduce(|right, left| Self::node(left, right));
        joined.unwrap_or_else(|| Self(Sha256::digest([]).into()))
    }

    /// From 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`NoHash`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NoHash> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NoHash)?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl TryFrom<String> for Hash {
    type Error = NoHash;
    fn try_from(text: String) -> Result<Self, NoHash> {
        Self::parse(&text)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

/// A complete subtree: 2^`level` leaves, the `index`th of its level from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subtree {
    /// The number of levels above the leaves; a leaf is 0.
    pub level: u32,
    /// Its place among those of its level, from 0.
    pub index: u64,
}

impl Subtree {
    /// The leaf with which it was complete.
    pub const fn last_leaf(self) -> u64 {
        ((self.index + 1) << self.level) - 1
    }
}

/// The leaves from `start` up to, not including, `end`, of which RFC 9162 takes the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first leaf, from 0.
    pub start: u64,
    /// The leaf after the last.
    pub end: u64,
}

impl Span {
    /// The whole tree of this size.
    pub const fn whole(size: u64) -> Self {
        Self { start: 0, end: size }
    }

    /// The complete subtrees of which it consists, the largest first: at most 64. [`Hash::over`] theirs is its root.
    pub fn subtrees(self) -> impl Iterator<Item = Subtree> {
        let leaves = self.end - self.start;
        (0..u64::BITS).rev().filter(move |level| leaves >> level & 1 == 1).scan(self.start, |next, level| {
            let subtree = Subtree { level, index: *next >> level };
            *next += 1 << level;
            Some(subtree)
        })
    }

    /// Both halves, as RFC 9162 §2.1.1 splits them: the left one is the largest complete subtree that is not the whole.
    const fn halves(self) -> (Self, Self) {
        let leaves = self.end - self.start;
        let middle = self.start + (1 << (u64::BITS - 1 - (leaves - 1).leading_zeros()));
        (Self { start: self.start, end: middle }, Self { start: middle, end: self.end })
    }
}

/// What proves that leaf `index` is in a tree of `size`: the roots of these spans, in this order (PATH, RFC 9162
/// §2.1.3.1). Nothing, when the tree does not reach that far.
pub fn inclusion(index: u64, size: u64) -> Option<Vec<Span>> {
    let (mut span, mut path) = (Span::whole(size), Vec::new());
    if index >= size {
        return None;
    }
    while span.end - span.start > 1 {
        let (left, right) = span.halves();
        let (within, beside) = if index < left.end { (left, right) } else { (right, left) };
        path.push(beside);
        span = within;
    }
    path.reverse();
    Some(path)
}

/// What proves that a tree of `new` leaves began as one of `old`: the roots of these spans, in this order (PROOF, RFC
/// 9162 §2.1.4.1). Nothing for an empty or a longer old one.
pub fn consistency(old: u64, new: u64) -> Option<Vec<Span>> {
    let (mut span, mut path, mut is_old_root) = (Span::whole(new), Vec::new(), true);
    if old == 0 || old > new {
        return None;
    }
    while old != span.end {
        let (left, right) = span.halves();
        let (within, beside) = if old <= left.end { (left, right) } else { (right, left) };
        is_old_root &= old <= left.end;
        path.push(beside);
        span = within;
    }
    if !is_old_root {
        path.push(span);
    }
    path.reverse();
    Some(path)
}

/// The right edge of a tree: all that is needed to let it grow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    peaks: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of this size, from the hashes of `Span::whole(size).subtrees()`.
    pub const fn new(size: u64, peaks: Vec<Hash>) -> Self {
        Self { size, peaks }
    }

    /// The same, from peaks of which nobody knows whether they are as many as a tree of this size has.
    pub fn checked(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// The hashes of `Span::whole(size).subtrees()`.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// The hash of a complete subtree that is no part of a larger one here. Every complete subtree left of a later leaf
    /// that a larger tree is computed or proven with is one of these, or goes beyond this tree.
    pub fn peak(&self, subtree: Subtree) -> Option<Hash> {
        let mut peaks = Span::whole(self.size).subtrees().zip(&self.peaks);
        peaks.find(|(peak, _)| *peak == subtree).map(|(_, hash)| *hash)
    }

    /// How many leaves the tree has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        Hash::over(&self.peaks)
    }

    /// Adds a leaf. Answers with the hashes of the subtrees that are complete with it, by level: its own is the first.
    pub fn append(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut completed = vec![leaf];
        let mut top = leaf;
        let joined = self.peaks.len().saturating_sub(self.size.trailing_ones() as usize);
        for left in self.peaks.split_off(joined).into_iter().rev() {
            top = Hash::node(left, top);
            completed.push(top);
        }
        self.peaks.push(top);
        self.size += 1;
        completed
    }
}
