//! Turns among all copies of the program, for what no row stands for.

use crate::{Result, Tx, args, sql};

/// Holds what `name` names until the commit. On SQLite whoever writes is alone already.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold(tx: &mut Tx, name: &str) -> Result<()> {
    let statement = sql!(
        sqlite: "SELECT $1 AS held",
        postgres: "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text AS held"
    );
    tx.all(statement, args![name]).await.map(drop)
}
