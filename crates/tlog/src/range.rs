//! Ranges of leaves as perfect subtrees, and where their hashes lie in tiles.

use crate::{Hash, TILE_HEIGHT, TILE_WIDTH, Tile, node_hash};

/// A perfect subtree: the one with number `index`, from 0, among those of 2^`height` leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// 0 is a leaf.
    pub height: u32,
    /// From the left.
    pub index: u64,
}

impl Node {
    /// The level and the index of the tile from which its hash can be computed.
    #[must_use]
    pub fn tile(self) -> (u32, u64) {
        let within = self.height % TILE_HEIGHT;
        (self.height / TILE_HEIGHT, (self.index << within) / TILE_WIDTH as u64)
    }

    /// Its hash, out of its tile; `None` when the tile does not reach so far.
    #[must_use]
    pub fn hash_in(self, tile: &Tile) -> Option<Hash> {
        let width = 1_usize << (self.height % TILE_HEIGHT);
        let first = usize::try_from(self.index % (TILE_WIDTH / width) as u64).ok()? * width;
        ((tile.level, tile.index) == self.tile()).then_some(())?;
        perfect(tile.hashes.get(first..first + width)?)
    }
}

/// The root over a power of two of hashes.
pub(crate) fn perfect(hashes: &[Hash]) -> Option<Hash> {
    match hashes {
        [] => None,
        [one] => Some(*one),
        more => {
            let (left, right) = more.split_at(more.len() / 2);
            Some(node_hash(perfect(left)?, perfect(right)?))
        }
    }
}

/// The perfect subtrees that the leaves from `first` up to and without `end` fall into, from the left.
/// The range is one that occurs in a tree: it begins at a multiple of the power of two that is not
/// smaller than it is long.
#[must_use]
pub fn nodes(mut first: u64, end: u64) -> Vec<Node> {
    let mut found = Vec::new();
    while first < end {
        let height = (end - first).ilog2();
        found.push(Node { height, index: first >> height });
        first += 1 << height;
    }
    found
}

/// The hash of a range out of the hashes of its [`nodes`].
#[must_use]
pub fn fold(hashes: &[Hash]) -> Option<Hash> {
    let (last, before) = hashes.split_last()?;
    Some(before.iter().rev().fold(*last, |right, left| node_hash(*left, right)))
}
