//! A code of a second factor, held against the secret that it is made of.

use domain::{Timestamp, UserId};
use store::{Tx, second_factors};
use vault::{FactorSecret, ScopeKey};

use crate::error::Result;

/// The step of time of a code, if it is one of an account's second factor now.
///
/// # Errors
/// When the store fails, or the secret does not open.
pub(crate) async fn step(
    tx: &mut Tx,
    key: &ScopeKey,
    account: UserId,
    code: &str,
    now: Timestamp,
) -> Result<Option<i64>> {
    let Some(sealed) = second_factors::sealed(tx, account).await? else { return Ok(None) };
    Ok(FactorSecret::open(key, account, &sealed)?.step_of(code, now))
}

/// Takes a code: false when it is none of now, or one of its step or a later one was taken before.
///
/// # Errors
/// As [`step`].
pub(crate) async fn take(tx: &mut Tx, key: &ScopeKey, account: UserId, code: &str, now: Timestamp) -> Result<bool> {
    match step(tx, key, account, code, now).await? {
        Some(step) => Ok(second_factors::take(tx, account, step).await?),
        None => Ok(false),
    }
}
