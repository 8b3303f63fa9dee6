//! Tiles: the hashes of a tree, cut into pieces that never change once they are full.

use crate::Hash;

/// The height of a tile: it holds up to 2^8 hashes.
pub const TILE_HEIGHT: u32 = 8;
/// The most hashes of a tile.
pub const TILE_WIDTH: usize = 256;

/// A tile: the hashes of up to 256 neighbouring subtrees of 256^`level` leaves each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// 0 holds hashes of leaves.
    pub level: u32,
    /// From the left.
    pub index: u64,
    /// 1 to 256 of them; fewer than 256 only at the tree's right edge.
    pub hashes: Vec<Hash>,
}
