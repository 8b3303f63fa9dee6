//! The one row that readiness writes, to see that the engine takes writes.

use crate::{Result, Tx, args, sql};

/// Writes it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn beat(tx: &mut Tx) -> Result<()> {
    tx.execute(sql!("UPDATE pulse SET beats = beats + 1 WHERE name = 'ready'"), args![]).await.map(drop)
}
