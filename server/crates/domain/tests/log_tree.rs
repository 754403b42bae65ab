//! Trees and their proofs, against a second implementation and against whoever alters them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use domain::log::proof::{is_consistent, is_included};
use domain::log::tree::{consistency, inclusion};
use domain::log::{Edge, Hash, Span, Subtree};
use proptest::prelude::*;
use sha2::Sha256;

const SIZES: u64 = 130;

/// A tree as the store keeps it: with each leaf, the subtrees that it completed.
struct Tree {
    rows: Vec<Vec<Hash>>,
    roots: Vec<Hash>,
}

impl Tree {
    fn of(leaves: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut edge = Edge::default();
        let (mut rows, mut roots) = (Vec::new(), vec![edge.root()]);
        for leaf in leaves {
            rows.push(edge.append(Hash::leaf(&leaf)));
            roots.push(edge.root());
        }
        Self { rows, roots }
    }

    fn find(&self, subtree: Subtree) -> Hash {
        self.rows[usize::try_from(subtree.last_leaf()).unwrap()][subtree.level as usize]
    }

    fn hashes(&self, spans: &[Span]) -> Vec<Hash> {
        let peaks = |span: &Span| span.subtrees().map(|subtree| self.find(subtree)).collect::<Vec<_>>();
        spans.iter().map(|span| Hash::over(&peaks(span))).collect()
    }

    fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        self.hashes(&inclusion(index, size).unwrap())
    }

    fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        self.hashes(&consistency(old, new).unwrap())
    }

    fn leaf(&self, index: u64) -> Hash {
        self.rows[usize::try_from(index).unwrap()][0]
    }

    fn root(&self, size: u64) -> Hash {
        self.roots[usize::try_from(size).unwrap()]
    }
}

fn numbered(size: u64) -> impl Iterator<Item = Vec<u8>> {
    (0..size).map(|number| number.to_be_bytes().to_vec())
}

fn bent(hash: Hash, bit: usize) -> Hash {
    let mut bytes = hash.0;
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash(bytes)
}

/// The proof with one hash changed, left out, doubled, and exchanged with the one before it; and one that goes on. Where,
/// goes by `bit`.
fn altered(path: &[Hash], bit: usize) -> Vec<Vec<Hash>> {
    let mut all = vec![[path, &[Hash::leaf(b"more")]].concat()];
    if let Some(at) = bit.checked_rem(path.len()) {
        let mut changed = path.to_vec();
        changed[at] = bent(changed[at], bit);
        let mut shorter = path.to_vec();
        shorter.remove(at);
        let mut longer = path.to_vec();
        longer.insert(at, path[at]);
        all.extend([changed, shorter, longer]);
        if at > 0 {
            let mut exchanged = path.to_vec();
            exchanged.swap(at - 1, at);
            all.push(exchanged);
        }
    }
    all
}

/// Other numbers that differ from this one by a turn in the tree, and its neighbours.
fn others(number: u64) -> impl Iterator<Item = u64> {
    let turns = (0..8).map(move |bit| number ^ (1 << bit));
    turns.chain([number + 2, number.saturating_sub(1)]).filter(move |other| *other != number)
}

#[test]
fn the_roots_are_those_of_the_standard() {
    let tree = Tree::of([]);
    assert_eq!(tree.root(0).to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let leaf = Hash::leaf(b"");
    assert_eq!(leaf.to_string(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    assert_eq!(Tree::of([Vec::new()]).root(1), leaf);
}

#[test]
fn every_inclusion_is_proven_and_nothing_altered_is() {
    let tree = Tree::of(numbered(SIZES));
    for size in 0..=SIZES {
        assert_eq!(inclusion(size, size), None, "there is no such leaf");
        for index in 0..size {
            let (path, leaf, root) = (tree.inclusion(index, size), tree.leaf(index), tree.root(size));
            assert!(is_included(index, size, leaf, &path, root), "{index} of {size}");
            let bit = usize::try_from(index * 7 + size).unwrap();
            assert!(!is_included(index, size, bent(leaf, bit), &path, root), "another leaf at {index} of {size}");
            assert!(!is_included(index, size, leaf, &path, bent(root, bit)), "another root for {index} of {size}");
            for path in altered(&path, bit) {
                assert!(!is_included(index, size, leaf, &path, root), "an altered proof for {index} of {size}");
            }
            for other in others(index) {
                assert!(!is_included(other, size, leaf, &path, root), "{index} of {size} passed for {other}");
            }
        }
    }
}

#[test]
fn a_size_is_bound_by_its_root() {
    let tree = Tree::of(numbered(SIZES));
    for size in 1..=SIZES {
        for index in 0..size {
            let (path, leaf) = (tree.inclusion(index, size), tree.leaf(index));
            for other in others(size).filter(|other| *other <= SIZES) {
                assert!(!is_included(index, other, leaf, &path, tree.root(other)), "{index} of {size}, told {other}");
            }
        }
    }
}

#[test]
fn every_prefix_is_proven_and_nothing_altered_is() {
    let tree = Tree::of(numbered(SIZES));
    let root = Hash::leaf(b"root");
    assert!(!is_consistent(0, 0, root, root, &[]), "nor does it of another");
    for new in 0..=SIZES {
        assert_eq!(consistency(0, new), None, "an empty tree proves nothing");
        assert_eq!(consistency(new + 1, new), None, "a longer tree is no prefix");
        for old in 1..=new {
            let (path, older, newer) = (tree.consistency(old, new), tree.root(old), tree.root(new));
            assert!(is_consistent(old, new, older, newer, &path), "{old} of {new}");
            let bit = usize::try_from(old * 7 + new).unwrap();
            assert!(!is_consistent(old, new, bent(older, bit), newer, &path), "another old root, {old} of {new}");
            assert!(!is_consistent(old, new, older, bent(newer, bit), &path), "another new root, {old} of {new}");
            for path in altered(&path, bit) {
                assert!(!is_consistent(old, new, older, newer, &path), "an altered proof, {old} of {new}");
            }
            for other in others(old) {
                let is_passed = is_consistent(other, new, older, newer, &path);
                assert!(!is_passed, "{old} of {new} passed for {other}");
            }
        }
    }
}

proptest! {
    #[test]
    fn another_implementation_finds_the_same(leaves: Vec<Vec<u8>>, index: prop::sample::Index, old: prop::sample::Index) {
        let tree = Tree::of(leaves.clone());
        let size = leaves.len() as u64;
        let mut oracle = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        for leaf in &leaves {
            oracle.push(leaf.clone());
        }
        let root = tree.root(size);
        let found = oracle.root();
        prop_assert_eq!(found.as_bytes().as_slice(), root.0.as_slice());
        if !leaves.is_empty() {
            let index = index.index(leaves.len());
            let path: Vec<u8> = tree.inclusion(index as u64, size).iter().flat_map(|hash| hash.0).collect();
            let proof = oracle.prove_inclusion(index);
            prop_assert_eq!(proof.as_bytes(), path.as_slice());
            let old = old.index(leaves.len()) + 1;
            if old < leaves.len() {
                let path: Vec<u8> = tree.consistency(old as u64, size).iter().flat_map(|hash| hash.0).collect();
                let proof = oracle.prove_consistency(leaves.len() - old);
                prop_assert_eq!(proof.as_bytes(), path.as_slice());
            }
        }
    }

    #[test]
    fn a_tree_grows_from_its_edge_alone(size in 0u64..=300, more in 0u64..=40) {
        let tree = Tree::of(numbered(size + more));
        let peaks = Span::whole(size).subtrees().map(|subtree| tree.find(subtree)).collect();
        let mut edge = Edge::new(size, peaks);
        prop_assert_eq!(edge.root(), tree.root(size));
        for number in size..size + more {
            let row = edge.append(tree.leaf(number));
            prop_assert_eq!(&row, &tree.rows[usize::try_from(number).unwrap()]);
        }
        prop_assert_eq!((edge.size(), edge.root()), (size + more, tree.root(size + more)));
    }

    #[test]
    fn what_is_no_proof_is_refused_without_a_panic(
        numbers: (u64, u64), path: Vec<[u8; 32]>, roots: ([u8; 32], [u8; 32])
    ) {
        let path: Vec<Hash> = path.into_iter().map(Hash).collect();
        let (one, other) = (Hash(roots.0), Hash(roots.1));
        prop_assert!(!is_included(numbers.0, numbers.1, one, &path, other));
        prop_assert!(!is_consistent(numbers.0, numbers.1, one, other, &path));
    }
}

#[test]
fn a_hash_is_shown_in_hexadecimal_digits() {
    let hash = Hash::leaf(b"");
    let digits = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    assert_eq!((hash.to_string(), format!("{hash:?}")), (digits.to_owned(), format!("Hash({digits})")));
}
