//! The verifiers: who has a root, a proof and these needs nothing else.

use std::cmp::Ordering;

use super::tree::Hash;

/// Whether this leaf is the `index`th, from 0, of the tree of this size and root (RFC 9162 §2.1.3.2).
pub fn is_included(index: u64, size: u64, leaf: Hash, path: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = Hash::node(*beside, hash);
            climb_to_right_child(&mut node, &mut last);
        } else {
            hash = Hash::node(hash, *beside);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether the tree of size `new` began as the one of size `old` (RFC 9162 §2.1.4.2). Trees of one size are one tree, and
/// an empty one proves nothing.
pub fn is_consistent(old: u64, new: u64, old_root: Hash, new_root: Hash, path: &[Hash]) -> bool {
    match old.cmp(&new) {
        Ordering::Equal => return old > 0 && path.is_empty() && old_root == new_root,
        Ordering::Greater => return false,
        Ordering::Less => {}
    }
    if old == 0 {
        return false;
    }
    let (first, rest) = match path {
        path if old.is_power_of_two() && !path.is_empty() => (old_root, path),
        [first, rest @ ..] => (*first, rest),
        [] => return false,
    };
    let skipped = (old - 1).trailing_ones();
    let (mut node, mut last) = ((old - 1) >> skipped, (new - 1) >> skipped);
    let (mut older, mut newer) = (first, first);
    for beside in rest {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            older = Hash::node(*beside, older);
            newer = Hash::node(*beside, newer);
            climb_to_right_child(&mut node, &mut last);
        } else {
            newer = Hash::node(newer, *beside);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && older == old_root && newer == new_root
}

/// A last node without a sibling is its own parent: up, until it is the right one of two.
const fn climb_to_right_child(node: &mut u64, last: &mut u64) {
    while *node & 1 == 0 && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}
