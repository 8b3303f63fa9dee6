//! The tree over the journal: its tiles, its size and root, its checkpoints. Hashes are bytes here; what
//! they mean is the server's to know.

use domain::Timestamp;

use crate::{Result, Row, Tx, args, sql};

/// A tile as it is stored: its hashes one after the other, 32 bytes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileRow {
    /// 0 holds hashes of entries.
    pub level: i64,
    /// From the left.
    pub index: i64,
    /// The hashes.
    pub hashes: Vec<u8>,
}

fn tile_row(row: &Row) -> Result<TileRow> {
    Ok(TileRow { level: row.get("level")?, index: row.get("tile_index")?, hashes: row.get("hashes")? })
}

/// What the sequencer goes on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// Entries in the tree.
    pub size: i64,
    /// The root over them.
    pub root: Vec<u8>,
    /// Checkpoints that were made.
    pub checkpoints: i64,
    /// The size of the newest one; 0 without any.
    pub checkpoint_size: i64,
    /// The MAC over the others.
    pub seal: Vec<u8>,
}

/// A checkpoint as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// Whose tree it is.
    pub origin: String,
    /// Entries that it covers.
    pub size: i64,
    /// The root over them.
    pub root: Vec<u8>,
    /// The signed note.
    pub note: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// The MAC over note and time.
    pub seal: Vec<u8>,
}

fn checkpoint_row(row: &Row) -> Result<CheckpointRow> {
    Ok(CheckpointRow {
        origin: row.get("origin")?,
        size: row.get("size")?,
        root: row.get("root")?,
        note: row.get("note")?,
        made_at: row.time("made_at")?,
        seal: row.get("seal")?,
    })
}

/// One tile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn tile(tx: &mut Tx, level: i64, index: i64) -> Result<Option<TileRow>> {
    let statement = sql!("SELECT level, tile_index, hashes FROM journal_tile WHERE level = $1 AND tile_index = $2");
    tx.find(statement, args![level, index], tile_row).await
}

/// Writes a tile, in place of a narrower one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put_tile(tx: &mut Tx, tile: TileRow) -> Result<()> {
    let statement = sql!(
        "INSERT INTO journal_tile (level, tile_index, hashes) VALUES ($1, $2, $3)
          ON CONFLICT (level, tile_index) DO UPDATE SET hashes = excluded.hashes"
    );
    tx.execute(statement, args![tile.level, tile.index, tile.hashes]).await.map(drop)
}

/// How many tiles there are.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count_tiles(tx: &mut Tx) -> Result<i64> {
    tx.one(sql!("SELECT COUNT(*) AS n FROM journal_tile"), args![]).await?.get("n")
}

/// The tree, once it has grown.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx) -> Result<Option<TreeRow>> {
    let statement =
        sql!("SELECT size, root, checkpoints, checkpoint_size, seal FROM journal_tree WHERE name = 'journal'");
    tx.find(statement, args![], |row| {
        Ok(TreeRow {
            size: row.get("size")?,
            root: row.get("root")?,
            checkpoints: row.get("checkpoints")?,
            checkpoint_size: row.get("checkpoint_size")?,
            seal: row.get("seal")?,
        })
    })
    .await
}

/// Writes the tree. The caller holds the journal's head.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put(tx: &mut Tx, tree: TreeRow) -> Result<()> {
    let statement = sql!(
        "INSERT INTO journal_tree (name, size, root, checkpoints, checkpoint_size, seal)
          VALUES ('journal', $1, $2, $3, $4, $5)
          ON CONFLICT (name) DO UPDATE SET size = excluded.size, root = excluded.root,
              checkpoints = excluded.checkpoints, checkpoint_size = excluded.checkpoint_size, seal = excluded.seal"
    );
    let TreeRow { size, root, checkpoints, checkpoint_size, seal } = tree;
    tx.execute(statement, args![size, root, checkpoints, checkpoint_size, seal]).await.map(drop)
}

/// Keeps a checkpoint. The caller holds the journal's head.
///
/// # Errors
/// [`crate::StoreError::Constraint`] when there is one of that size.
pub async fn insert_checkpoint(tx: &mut Tx, made: CheckpointRow) -> Result<()> {
    let statement = sql!(
        "INSERT INTO journal_checkpoint (origin, size, root, note, made_at, seal) VALUES ($1, $2, $3, $4, $5, $6)"
    );
    let CheckpointRow { origin, size, root, note, made_at, seal } = made;
    tx.execute(statement, args![origin, size, root, note, made_at, seal]).await.map(drop)
}

/// The newest checkpoint.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn newest_checkpoint(tx: &mut Tx) -> Result<Option<CheckpointRow>> {
    let statement =
        sql!("SELECT origin, size, root, note, made_at, seal FROM journal_checkpoint ORDER BY size DESC LIMIT 1");
    tx.find(statement, args![], checkpoint_row).await
}

/// Checkpoints larger than `after`, the smallest first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn checkpoints(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<CheckpointRow>> {
    let statement = sql!(
        "SELECT origin, size, root, note, made_at, seal FROM journal_checkpoint WHERE size > $1 ORDER BY size, origin
          LIMIT $2"
    );
    tx.list(statement, args![after, limit], checkpoint_row).await
}

/// How many checkpoints there are.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count_checkpoints(tx: &mut Tx) -> Result<i64> {
    tx.one(sql!("SELECT COUNT(*) AS n FROM journal_checkpoint"), args![]).await?.get("n")
}
