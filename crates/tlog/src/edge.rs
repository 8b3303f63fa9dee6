//! The right edge of a growing tree: what is needed to append to it and to tell its root.

use crate::{Hash, Node, TILE_HEIGHT, TILE_WIDTH, Tile, fold, leaf_hash, node_hash, nodes};

/// Tiles that are not the right edge of a tree of that size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tile {level}/{index} is missing or does not have {width} hashes")]
pub struct Misfit {
    /// The level of the tile.
    pub level: u32,
    /// Its index.
    pub index: u64,
    /// How many hashes it has to have.
    pub width: usize,
}

/// How many tiles a tree of `size` leaves has, the ones at its right edge included.
#[must_use]
pub fn tiles_in(size: u64) -> u64 {
    levels(size).map(|count| count.div_ceil(TILE_WIDTH as u64)).sum()
}

/// The number of hashes on each level, from the leaves up.
fn levels(size: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(size), |count| Some(count >> TILE_HEIGHT)).take_while(|count| *count > 0)
}

/// A tree of which only the right edge is held: the tiles that are not full, and the perfect subtrees
/// that the tree falls into.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    size: u64,
    peaks: Vec<Hash>,
    open: Vec<Tile>,
}

impl Edge {
    /// Level, index and width of the tiles that are not full in a tree of `size` leaves.
    #[must_use]
    pub fn open_at(size: u64) -> Vec<Misfit> {
        let tile = |(level, count): (u32, u64)| Misfit {
            level,
            index: count >> TILE_HEIGHT,
            width: usize::try_from(count % TILE_WIDTH as u64).unwrap_or_default(),
        };
        (0..).zip(levels(size)).map(tile).filter(|tile| tile.width > 0).collect()
    }

    /// The edge of a tree of `size` leaves out of the tiles that [`Edge::open_at`] names.
    ///
    /// # Errors
    /// [`Misfit`]: the first tile that is missing or of another width.
    pub fn load(size: u64, tiles: &[Tile]) -> Result<Self, Misfit> {
        let (mut peaks, mut open) = (Vec::new(), Vec::new());
        for wanted in Self::open_at(size).iter().rev() {
            let found = tiles.iter().find(|tile| (tile.level, tile.index) == (wanted.level, wanted.index));
            let tile = found.filter(|tile| tile.hashes.len() == wanted.width).ok_or(*wanted)?;
            let (first, width) = (tile.index * TILE_WIDTH as u64, wanted.width as u64);
            let within = nodes(first, first + width).into_iter();
            let node = |node: Node| Node { height: node.height + tile.level * TILE_HEIGHT, ..node };
            peaks.extend(within.filter_map(|found| node(found).hash_in(tile)));
            open.insert(0, tile.clone());
        }
        Ok(Self { size, peaks, open })
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root (`MTH` of RFC 6962).
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(&self.peaks).unwrap_or_else(Hash::of_nothing)
    }

    /// The tiles that are not full, from the leaves up.
    #[must_use]
    pub fn open(&self) -> &[Tile] {
        &self.open
    }

    /// Appends the hash of a leaf and gives the tiles that became full, from the leaves up.
    pub fn push(&mut self, leaf: Hash) -> Vec<Tile> {
        let (mut node, mut height, mut full) = (leaf, 0, Vec::new());
        full.extend(self.keep(0, node));
        while self.size >> height & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(left, node);
            height += 1;
            if height % TILE_HEIGHT == 0 {
                full.extend(self.keep(height / TILE_HEIGHT, node));
            }
        }
        self.peaks.push(node);
        self.size += 1;
        full
    }

    /// Appends the bytes of a leaf; see [`Edge::push`].
    pub fn push_leaf(&mut self, leaf: &[u8]) -> Vec<Tile> {
        self.push(leaf_hash(leaf))
    }

    /// Adds a hash to the open tile of its level; gives the tile when it is full.
    fn keep(&mut self, level: u32, hash: Hash) -> Option<Tile> {
        let place = self.open.iter().position(|tile| tile.level == level).unwrap_or_else(|| {
            let index = self.size >> (TILE_HEIGHT * (level + 1));
            self.open.push(Tile { level, index, hashes: Vec::new() });
            self.open.len() - 1
        });
        self.open[place].hashes.push(hash);
        let full = self.open[place].hashes.len() == TILE_WIDTH;
        full.then(|| self.open.remove(place))
    }
}
