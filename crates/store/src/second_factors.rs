//! Second factors of accounts. Their secrets are sealed by whoever writes them.

use domain::{Timestamp, UserId};

use crate::{Result, Tx, args, sql};

/// The sealed secret of an account's second factor, whether a login needs a code of it yet or not.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn sealed(tx: &mut Tx, account: UserId) -> Result<Option<Vec<u8>>> {
    let statement = sql!("SELECT factor_secret FROM account WHERE id = $1");
    Ok(tx.find(statement, args![account], |row| row.opt("factor_secret")).await?.flatten())
}

/// Keeps a secret of which no code was seen yet, in place of another such; false when one is on.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn put(tx: &mut Tx, account: UserId, sealed_secret: &[u8]) -> Result<bool> {
    let statement = sql!("UPDATE account SET factor_secret = $2 WHERE id = $1 AND factor_confirmed_at IS NULL");
    Ok(tx.execute(statement, args![account, sealed_secret]).await? == 1)
}

/// Turns it on with the code of this step of time; false when there is none to turn on.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn confirm(tx: &mut Tx, account: UserId, step: i64, now: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE account SET factor_confirmed_at = $3, factor_step = $2
          WHERE id = $1 AND factor_secret IS NOT NULL AND factor_confirmed_at IS NULL"
    );
    Ok(tx.execute(statement, args![account, step, now]).await? == 1)
}

/// Takes the code of this step of time; false when that one or a later one was taken, so that of several who bring
/// the same code one alone is let in.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take(tx: &mut Tx, account: UserId, step: i64) -> Result<bool> {
    let statement = sql!("UPDATE account SET factor_step = $2 WHERE id = $1 AND factor_step < $2");
    Ok(tx.execute(statement, args![account, step]).await? == 1)
}

/// Forgets it; false when there was none.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn clear(tx: &mut Tx, account: UserId) -> Result<bool> {
    let statement = sql!(
        "UPDATE account SET factor_secret = NULL, factor_confirmed_at = NULL, factor_step = NULL
          WHERE id = $1 AND factor_secret IS NOT NULL"
    );
    Ok(tx.execute(statement, args![account]).await? == 1)
}

/// Sets whether an account has to have one.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn require(tx: &mut Tx, account: UserId, required: bool) -> Result<()> {
    let statement = sql!("UPDATE account SET factor_required = $2 WHERE id = $1");
    tx.execute(statement, args![account, required]).await.map(drop)
}
