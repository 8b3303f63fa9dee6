//! The one row about the store of files: its id, its mark, and the sweep.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Result, Row, Tx, args, sql};

/// What the database knows of the store of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileStore {
    /// The id that the store has, or is to get.
    pub store_id: Option<Uuid>,
    /// The mark that the store is known to have.
    pub mark: Option<Uuid>,
    /// The mark that the store is being given: it has it, or the one before.
    pub next_mark: Option<Uuid>,
    /// When the mark was set.
    pub marked_at: Option<Timestamp>,
    /// Why nothing is swept, until a person says otherwise.
    pub sweep_held: Option<String>,
    /// What was made before was swept.
    pub swept_below: Option<Timestamp>,
    /// When all of it was swept last, from the first file on.
    pub swept_whole_at: Option<Timestamp>,
}

fn file_store(row: &Row) -> Result<FileStore> {
    Ok(FileStore {
        store_id: row.opt("store_id")?,
        mark: row.opt("mark")?,
        next_mark: row.opt("next_mark")?,
        marked_at: row.opt_time("marked_at")?,
        sweep_held: row.opt("sweep_held")?,
        swept_below: row.opt_time("swept_below")?,
        swept_whole_at: row.opt_time("swept_whole_at")?,
    })
}

/// The row.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx) -> Result<FileStore> {
    Ok(tx.find(sql!("SELECT * FROM file_store"), args![], file_store).await?.unwrap_or_default())
}

/// Gives the store an id unless it has one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn name(tx: &mut Tx, id: Uuid) -> Result<()> {
    let statement = sql!("UPDATE file_store SET store_id = $1 WHERE store_id IS NULL");
    tx.execute(statement, args![id]).await.map(drop)
}

/// Takes the turn to set the mark, among all copies; false while another has it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take_marking(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<bool> {
    let statement = sql!("UPDATE file_store SET marking_until = $2 WHERE marking_until < $1");
    Ok(tx.execute(statement, args![now, until]).await? == 1)
}

/// Gives the turn back.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn end_marking(tx: &mut Tx) -> Result<()> {
    tx.execute(sql!("UPDATE file_store SET marking_until = 0"), args![]).await.map(drop)
}

/// Writes down the mark that the store has, and the one that it is to get.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn propose(tx: &mut Tx, has: Option<Uuid>, next: Uuid) -> Result<()> {
    tx.execute(sql!("UPDATE file_store SET mark = $1, next_mark = $2"), args![has, next]).await.map(drop)
}

/// The store has the mark `mark` now.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn marked(tx: &mut Tx, mark: Uuid, now: Timestamp) -> Result<()> {
    let statement = sql!("UPDATE file_store SET mark = $1, next_mark = NULL, marked_at = $2 WHERE next_mark = $1");
    tx.execute(statement, args![mark, now]).await.map(drop)
}

/// Nothing is swept from now on, by any copy; a sweep under way ends at its next page.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold(tx: &mut Tx, why: &str) -> Result<()> {
    let statement = sql!("UPDATE file_store SET sweep_held = $1, sweeping_by = NULL, sweeping_until = 0");
    tx.execute(statement, args![why]).await.map(drop)
}

/// A person says that this database is the one that counts, whatever mark the store has: it is swept again.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn allow(tx: &mut Tx, mark: Option<Uuid>) -> Result<()> {
    let statement = sql!("UPDATE file_store SET sweep_held = NULL, mark = $1, next_mark = NULL, marked_at = NULL");
    tx.execute(statement, args![mark]).await.map(drop)
}

/// Takes the turn to sweep, among all copies; false while another has it, or nothing is to be swept.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take_sweep(tx: &mut Tx, by: Uuid, now: Timestamp, until: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE file_store SET sweeping_by = $1, sweeping_until = $3
          WHERE sweeping_until < $2 AND sweep_held IS NULL"
    );
    Ok(tx.execute(statement, args![by, now, until]).await? == 1)
}

/// Keeps the turn for longer; false when it is over. In a database that was set back meanwhile, nobody has it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn keep_sweep(tx: &mut Tx, by: Uuid, until: Timestamp) -> Result<bool> {
    let statement = sql!("UPDATE file_store SET sweeping_until = $2 WHERE sweeping_by = $1 AND sweep_held IS NULL");
    Ok(tx.execute(statement, args![by, until]).await? == 1)
}

/// Gives the turn back.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn end_sweep(tx: &mut Tx, by: Uuid) -> Result<()> {
    let statement = sql!("UPDATE file_store SET sweeping_by = NULL, sweeping_until = 0 WHERE sweeping_by = $1");
    tx.execute(statement, args![by]).await.map(drop)
}

/// What was made before `below` was swept; `whole_at`, where all of it was.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn swept(tx: &mut Tx, by: Uuid, below: Timestamp, whole_at: Option<Timestamp>) -> Result<()> {
    let statement = sql!(
        "UPDATE file_store SET swept_below = $2, swept_whole_at = COALESCE($3, swept_whole_at)
          WHERE sweeping_by = $1"
    );
    tx.execute(statement, args![by, below, whole_at]).await.map(drop)
}
