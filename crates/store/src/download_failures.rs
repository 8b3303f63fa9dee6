//! Download passwords that did not fit, for the limits.

use domain::{EventId, Timestamp, UserId};

use crate::{Result, Tx, args, sql};

/// Failures since a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DownloadFailures {
    /// Of this account, from anywhere.
    pub of_account: u32,
    /// From this address, of anybody.
    pub of_address: u32,
    /// The first of either.
    pub first: Option<Timestamp>,
}

/// Counts the failures since `since`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count(tx: &mut Tx, account: UserId, address: &str, since: Timestamp) -> Result<DownloadFailures> {
    let row = tx
        .one(
            sql!(
                "SELECT COUNT(CASE WHEN account_id = $1 THEN 1 END) AS of_account,
                      COUNT(CASE WHEN address = $2 THEN 1 END) AS of_address, MIN(failed_at) AS first_at
                  FROM download_failure WHERE (account_id = $1 OR address = $2) AND failed_at > $3"
            ),
            args![account, address, since],
        )
        .await?;
    Ok(DownloadFailures {
        of_account: row.count("of_account")?,
        of_address: row.count("of_address")?,
        first: row.opt_time("first_at")?,
    })
}

/// Keeps a failure.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, id: EventId, account: UserId, address: &str, now: Timestamp) -> Result<()> {
    let statement = sql!("INSERT INTO download_failure (id, account_id, address, failed_at) VALUES ($1, $2, $3, $4)");
    tx.execute(statement, args![id, account, address, now]).await.map(drop)
}

/// Forgets failures before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM download_failure WHERE failed_at < $1"), args![cut]).await
}
