//! Proofs: RFC 9162, section 2.1.3 (an entry is in a tree) and 2.1.4 (a tree extends another one).

use crate::{Hash, node_hash};

/// Leaves from the first up to and without the second.
type Range = (u64, u64);

/// The largest power of two that is smaller than `length`, which is 2 or more.
fn split(length: u64) -> u64 {
    1 << (length - 1).ilog2()
}

/// The ranges whose hashes prove that leaf `index` is in a tree of `size` leaves, from the leaf up.
#[must_use]
pub fn inclusion_path(index: u64, size: u64) -> Vec<Range> {
    let (mut first, mut end, mut path) = (0, size, Vec::new());
    while end - first > 1 {
        let middle = first + split(end - first);
        if index < middle {
            path.push((middle, end));
            end = middle;
        } else {
            path.push((first, middle));
            first = middle;
        }
    }
    path.reverse();
    path
}

/// Whether `proof` shows that `leaf` is number `index`, from 0, of the tree with this size and root.
#[must_use]
pub fn includes(root: Hash, size: u64, index: u64, leaf: Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut node) = (index, size - 1, leaf);
    for hash in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            node = node_hash(*hash, node);
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            node = node_hash(node, *hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && node == root
}

/// The ranges whose hashes prove that a tree of `size` leaves extends the one of its first `old`.
#[must_use]
pub fn consistency_path(old: u64, size: u64) -> Vec<Range> {
    if old == 0 || old >= size {
        return Vec::new();
    }
    let (mut first, mut end, mut whole, mut path) = (0, size, true, Vec::new());
    while end > old {
        let middle = first + split(end - first);
        if old <= middle {
            path.push((middle, end));
            end = middle;
        } else {
            path.push((first, middle));
            (first, whole) = (middle, false);
        }
    }
    if !whole {
        path.push((first, end));
    }
    path.reverse();
    path
}

/// Whether `proof` shows that the tree of `size` and `root` extends the one of `old_size` and `old_root`.
#[must_use]
pub fn extends(old_root: Hash, old_size: u64, root: Hash, size: u64, proof: &[Hash]) -> bool {
    if old_size == 0 || old_size >= size {
        return proof.is_empty() && (old_size == 0 || (old_size == size && old_root == root));
    }
    let mut hashes = proof.iter().copied();
    let first = if old_size.is_power_of_two() { Some(old_root) } else { hashes.next() };
    let Some(first) = first else { return false };
    let (mut at, mut last) = (old_size - 1, size - 1);
    while at & 1 == 1 {
        (at, last) = (at >> 1, last >> 1);
    }
    let (mut old, mut new) = (first, first);
    for hash in hashes {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            (old, new) = (node_hash(hash, old), node_hash(hash, new));
            while at & 1 == 0 && at != 0 {
                (at, last) = (at >> 1, last >> 1);
            }
        } else {
            new = node_hash(new, hash);
        }
        (at, last) = (at >> 1, last >> 1);
    }
    last == 0 && old == old_root && new == root
}
