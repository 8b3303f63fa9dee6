//! Failed logins, for the limits.

use domain::{EventId, Timestamp};

use crate::{Result, Tx, args, sql};

/// Failures since a moment, of one username and of all, from one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoginFailures {
    /// Of this username.
    pub of_user: u32,
    /// Of all.
    pub of_address: u32,
}

/// Counts the failures from `address` since `since`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn failures(tx: &mut Tx, username: &str, address: &str, since: Timestamp) -> Result<LoginFailures> {
    let row = tx
        .one(
            sql!(
                "SELECT COUNT(*) AS of_address, COUNT(CASE WHEN username = $1 THEN 1 END) AS of_user
                  FROM login_failure WHERE address = $2 AND failed_at > $3"
            ),
            args![username, address, since],
        )
        .await?;
    Ok(LoginFailures { of_user: row.count("of_user")?, of_address: row.count("of_address")? })
}

/// Keeps a failure.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn fail(tx: &mut Tx, id: EventId, username: &str, address: &str, now: Timestamp) -> Result<()> {
    let statement = sql!("INSERT INTO login_failure (id, username, address, failed_at) VALUES ($1, $2, $3, $4)");
    tx.execute(statement, args![id, username, address, now]).await.map(drop)
}

/// Forgets failures before `cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM login_failure WHERE failed_at < $1"), args![cut]).await
}
