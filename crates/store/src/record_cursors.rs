//! How far the journal was read for the tables that follow it. A lease says which copy reads on: two at once would do
//! no harm, but the work twice.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Result, Tx, args, sql};

/// Takes the turn of reading on until `until`, and tells the last number that was read; `None` while another has it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, name: &str, by: Uuid, now: Timestamp, until: Timestamp) -> Result<Option<i64>> {
    let statement = sql!(
        "UPDATE record_cursor SET held_by = $2, held_until = $4
          WHERE name = $1 AND (held_by = $2 OR held_until <= $3) RETURNING seq"
    );
    tx.find(statement, args![name, by, now, until], |row| row.get("seq")).await
}

/// Notes that everything from `from` to `to` was read and written; false when somebody else did meanwhile.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn advance(tx: &mut Tx, name: &str, from: i64, to: i64) -> Result<bool> {
    let statement = sql!("UPDATE record_cursor SET seq = $3 WHERE name = $1 AND seq = $2 AND $3 > $2");
    Ok(tx.execute(statement, args![name, from, to]).await? == 1)
}

/// Gives the turn back.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn release(tx: &mut Tx, name: &str, by: Uuid) -> Result<()> {
    let statement = sql!("UPDATE record_cursor SET held_by = NULL, held_until = 0 WHERE name = $1 AND held_by = $2");
    tx.execute(statement, args![name, by]).await.map(drop)
}

/// The last number that was read, and the last that there is.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn place(tx: &mut Tx, name: &str) -> Result<(i64, i64)> {
    let statement =
        sql!("SELECT c.seq, h.size FROM record_cursor c JOIN journal_head h ON h.name = 'journal' WHERE c.name = $1");
    let row = tx.one(statement, args![name]).await?;
    Ok((row.get("seq")?, row.get("size")?))
}
