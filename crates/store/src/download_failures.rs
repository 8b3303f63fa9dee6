//! Download passwords that did not fit, for the limits.

use domain::{EventId, Timestamp, UserId};

use crate::{Result, Tx, args, locks, sql};

/// Holds what an attempt is counted by until the commit, so that the count stays true.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold(tx: &mut Tx, account: UserId, network: &str) -> Result<()> {
    locks::hold(tx, &format!("downloads from {network}")).await?;
    locks::hold(tx, &format!("downloads of {account}")).await
}

/// Failures since a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DownloadFailures {
    /// Of this account, from anywhere.
    pub of_account: u32,
    /// The first of them.
    pub account_first: Option<Timestamp>,
    /// From this network, of anybody.
    pub of_network: u32,
    /// The first of them.
    pub network_first: Option<Timestamp>,
}

/// Counts the failures since `since`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count(tx: &mut Tx, account: UserId, network: &str, since: Timestamp) -> Result<DownloadFailures> {
    let row = tx
        .one(
            sql!(
                "SELECT COUNT(CASE WHEN account_id = $1 THEN 1 END) AS of_account,
                      MIN(CASE WHEN account_id = $1 THEN failed_at END) AS account_first,
                      COUNT(CASE WHEN address = $2 THEN 1 END) AS of_network,
                      MIN(CASE WHEN address = $2 THEN failed_at END) AS network_first
                  FROM download_failure WHERE (account_id = $1 OR address = $2) AND failed_at > $3"
            ),
            args![account, network, since],
        )
        .await?;
    Ok(DownloadFailures {
        of_account: row.count("of_account")?,
        account_first: row.opt_time("account_first")?,
        of_network: row.count("of_network")?,
        network_first: row.opt_time("network_first")?,
    })
}

/// Keeps an attempt as a failure, before it is made.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn reserve(tx: &mut Tx, id: EventId, account: UserId, network: &str, now: Timestamp) -> Result<()> {
    let statement = sql!("INSERT INTO download_failure (id, account_id, address, failed_at) VALUES ($1, $2, $3, $4)");
    tx.execute(statement, args![id, account, network, now]).await.map(drop)
}

/// Takes an attempt back that was no failure.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take_back(tx: &mut Tx, id: EventId) -> Result<()> {
    tx.execute(sql!("DELETE FROM download_failure WHERE id = $1"), args![id]).await.map(drop)
}

/// Forgets failures before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM download_failure WHERE failed_at < $1"), args![cut]).await
}
