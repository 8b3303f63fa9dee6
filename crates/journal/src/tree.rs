//! The tree as it is stored: appending to it, and its hashes.

use std::collections::HashMap;

use store::{
    StoreError, Tx,
    journal::Entry,
    tree::{self, CheckpointRow, TileRow, TreeRow},
};
use tlog::{Edge, HASH_BYTES, Hash, Tile, consistency_path, fold, inclusion_path, nodes};

use crate::Journal;

/// A tile out of its row.
///
/// # Errors
/// [`StoreError::Corrupt`].
pub fn tile_of(row: &TileRow) -> store::Result<Tile> {
    let broken = || StoreError::Corrupt { column: "hashes" };
    let hashes = row.hashes.chunks(HASH_BYTES).map(Hash::from_slice).collect::<Option<Vec<Hash>>>();
    Ok(Tile {
        level: u32::try_from(row.level).map_err(|_| broken())?,
        index: u64::try_from(row.index).map_err(|_| broken())?,
        hashes: hashes.ok_or_else(broken)?,
    })
}

fn row_of(tile: &Tile) -> TileRow {
    let index = i64::try_from(tile.index).unwrap_or(i64::MAX);
    TileRow { level: i64::from(tile.level), index, hashes: tile.hashes.iter().flat_map(|hash| hash.0).collect() }
}

/// A tile that was stored.
///
/// # Errors
/// [`StoreError`].
pub async fn load(tx: &mut Tx, level: u32, index: u64) -> store::Result<Option<Tile>> {
    let row = tree::tile(tx, i64::from(level), i64::try_from(index).unwrap_or(i64::MAX)).await?;
    row.as_ref().map(tile_of).transpose()
}

/// The right edge of the stored tree, which has `size` entries.
///
/// # Errors
/// [`StoreError::Corrupt`] when the tiles are those of another size.
pub async fn edge(tx: &mut Tx, size: u64) -> store::Result<Edge> {
    let mut tiles = Vec::new();
    for open in Edge::open_at(size) {
        tiles.extend(load(tx, open.level, open.index).await?);
    }
    Edge::load(size, &tiles).map_err(|misfit| {
        tracing::error!(size, %misfit, "the tree over the journal is not whole; run mpa audit verify");
        StoreError::Corrupt { column: "hashes" }
    })
}

/// The bytes that the seal of the tree is over.
#[must_use]
pub fn tree_bytes(tree: &TreeRow) -> Vec<u8> {
    let numbers = [tree.size, tree.checkpoints, tree.checkpoint_size].map(i64::to_be_bytes).concat();
    [b"mpa tree 1\n".as_slice(), &numbers, &tree.root].concat()
}

/// The bytes that the seal of a checkpoint is over.
#[must_use]
pub fn checkpoint_bytes(made: &CheckpointRow) -> Vec<u8> {
    [b"mpa checkpoint 1\n".as_slice(), &made.made_at.0.to_be_bytes(), made.note.as_bytes()].concat()
}

/// The tree's row, if its seal is true.
///
/// # Errors
/// [`StoreError::Corrupt`] when somebody else wrote it.
pub async fn sealed(journal: &Journal, tx: &mut Tx) -> store::Result<Option<TreeRow>> {
    let row = tree::get(tx).await?;
    if row.as_ref().is_some_and(|row| journal.seal(&tree_bytes(row)) != row.seal) {
        tracing::error!("the row of the tree over the journal was changed; run mpa audit verify");
        return Err(StoreError::Corrupt { column: "journal_tree.seal" });
    }
    Ok(row)
}

/// Writes the tree's row with its seal.
///
/// # Errors
/// [`StoreError`].
pub async fn put_sealed(journal: &Journal, tx: &mut Tx, mut row: TreeRow) -> store::Result<()> {
    row.seal = journal.seal(&tree_bytes(&row));
    tree::put(tx, row).await
}

/// Appends entries that have just got their numbers, in the transaction that gave them; before them
/// `size` entries had one. The caller holds the head.
///
/// # Errors
/// [`StoreError::Corrupt`] when the stored tree is not the one that this program left.
pub async fn append(journal: &Journal, tx: &mut Tx, size: i64, entries: &[Entry]) -> store::Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let before = sealed(journal, tx).await?;
    let mut edge = edge(tx, u64::try_from(size).unwrap_or_default()).await?;
    let known = before.as_ref().map_or((0, Hash::of_nothing().0.to_vec()), |row| (row.size, row.root.clone()));
    if known != (size, edge.root().0.to_vec()) {
        tracing::error!(size, tree = known.0, "the tree over the journal was changed; run mpa audit verify");
        return Err(StoreError::Corrupt { column: "journal_tree" });
    }
    let mut tiles = Vec::new();
    for entry in entries {
        let leaf = entry.event.leaf()?;
        if journal.seal(&leaf) != entry.seal {
            tracing::error!(id = %entry.event.id, "an entry of the journal was not written by this program");
        }
        tiles.extend(edge.push_leaf(&leaf));
    }
    for tile in tiles.iter().chain(edge.open()) {
        tree::put_tile(tx, row_of(tile)).await?;
    }
    let (checkpoints, checkpoint_size) = before.map_or((0, 0), |row| (row.checkpoints, row.checkpoint_size));
    let size = i64::try_from(edge.size()).unwrap_or(i64::MAX);
    let row = TreeRow { size, root: edge.root().0.to_vec(), checkpoints, checkpoint_size, seal: Vec::new() };
    put_sealed(journal, tx, row).await
}

/// The hashes of ranges of entries, out of the stored tiles.
async fn hashes(tx: &mut Tx, ranges: Vec<(u64, u64)>) -> store::Result<Vec<Hash>> {
    let mut tiles: HashMap<(u32, u64), Tile> = HashMap::new();
    let mut found = Vec::new();
    for (first, end) in ranges {
        let mut parts = Vec::new();
        for node in nodes(first, end) {
            let place = node.tile();
            if !tiles.contains_key(&place) {
                tiles.extend(load(tx, place.0, place.1).await?.map(|tile| (place, tile)));
            }
            let hash = tiles.get(&place).and_then(|tile| node.hash_in(tile));
            parts.push(hash.ok_or(StoreError::Corrupt { column: "hashes" })?);
        }
        found.extend(fold(&parts));
    }
    Ok(found)
}

/// The proof that entry `index`, from 0, is in the tree of the first `size`.
///
/// # Errors
/// [`StoreError`].
pub async fn inclusion(tx: &mut Tx, index: u64, size: u64) -> store::Result<Vec<Hash>> {
    hashes(tx, inclusion_path(index, size)).await
}

/// The proof that the tree of the first `size` entries extends that of the first `old`.
///
/// # Errors
/// [`StoreError`].
pub async fn consistency(tx: &mut Tx, old: u64, size: u64) -> store::Result<Vec<Hash>> {
    hashes(tx, consistency_path(old, size)).await
}
