//! What a restored store does not do until an admin allows it.

use domain::Timestamp;

use crate::{Result, Tx, args, sql};

/// Holds the sweep back.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold_sweep(tx: &mut Tx, now: Timestamp) -> Result<()> {
    let statement = sql!("INSERT INTO store_hold (name, since) VALUES ('sweep', $1) ON CONFLICT DO NOTHING");
    tx.execute(statement, args![now]).await.map(drop)
}

/// Since when the sweep is held back; `None` when it is not.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sweep_held(tx: &mut Tx) -> Result<Option<Timestamp>> {
    tx.find(sql!("SELECT since FROM store_hold WHERE name = 'sweep'"), args![], |row| row.time("since")).await
}

/// Lets the store sweep again; false when nothing held it back.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn allow_sweep(tx: &mut Tx) -> Result<bool> {
    Ok(tx.execute(sql!("DELETE FROM store_hold WHERE name = 'sweep'"), args![]).await? > 0)
}
