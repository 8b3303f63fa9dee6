//! Logins that are tried, for the limits. An attempt is kept as a failure before it is made, and taken back when it
//! was none: so no rush of them is ahead of its count.

use domain::{EventId, Timestamp};

use crate::{Result, Tx, args, locks, sql};

/// Who tries, from where, with what.
#[derive(Clone, Copy, Debug)]
pub struct Try<'a> {
    /// The name of the user.
    pub username: &'a str,
    /// The network, as [`domain::network::Network`] writes it.
    pub network: &'a str,
    /// The device, as it names itself.
    pub device: Option<&'a str>,
}

/// Failures, and the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub count: u32,
    /// When the first of them was.
    pub first: Option<Timestamp>,
}

/// Failures since a moment. Those of known devices are counted by their device alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoginFailures {
    /// Of this user from this network.
    pub of_user: Counted,
    /// From this network.
    pub of_network: Counted,
    /// Of this user with this device.
    pub of_user_and_device: Counted,
    /// With this device.
    pub of_device: Counted,
}

/// Holds what an attempt is counted by until the commit, so that the count stays true.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold(tx: &mut Tx, attempt: &Try<'_>) -> Result<()> {
    locks::hold(tx, &format!("logins from {}", attempt.network)).await?;
    match attempt.device {
        Some(device) => locks::hold(tx, &format!("logins with {device}")).await,
        None => Ok(()),
    }
}

/// Counts the failures since `since`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn failures(tx: &mut Tx, attempt: &Try<'_>, since: Timestamp) -> Result<LoginFailures> {
    let row = tx
        .one(
            sql!(
                "SELECT COUNT(CASE WHEN device_id IS NULL THEN 1 END) AS of_network,
                      MIN(CASE WHEN device_id IS NULL THEN failed_at END) AS network_first,
                      COUNT(CASE WHEN device_id IS NULL AND username = $1 THEN 1 END) AS of_user,
                      MIN(CASE WHEN device_id IS NULL AND username = $1 THEN failed_at END) AS user_first,
                      COUNT(device_id) AS of_device, MIN(CASE WHEN device_id = $3 THEN failed_at END) AS device_first,
                      COUNT(CASE WHEN device_id = $3 AND username = $1 THEN 1 END) AS of_both,
                      MIN(CASE WHEN device_id = $3 AND username = $1 THEN failed_at END) AS both_first
                  FROM login_failure
                  WHERE failed_at > $4 AND ((address = $2 AND device_id IS NULL) OR device_id = $3)"
            ),
            args![attempt.username, attempt.network, attempt.device, since],
        )
        .await?;
    let counted =
        |count, first| -> Result<Counted> { Ok(Counted { count: row.count(count)?, first: row.opt_time(first)? }) };
    Ok(LoginFailures {
        of_user: counted("of_user", "user_first")?,
        of_network: counted("of_network", "network_first")?,
        of_user_and_device: counted("of_both", "both_first")?,
        of_device: counted("of_device", "device_first")?,
    })
}

/// Keeps an attempt as a failure; with a device, it is that device's alone.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn reserve(tx: &mut Tx, id: EventId, attempt: &Try<'_>, now: Timestamp) -> Result<()> {
    tx.execute(
        sql!("INSERT INTO login_failure (id, username, address, device_id, failed_at) VALUES ($1, $2, $3, $4, $5)"),
        args![id, attempt.username, attempt.network, attempt.device, now],
    )
    .await
    .map(drop)
}

/// Takes an attempt back that was no failure.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take_back(tx: &mut Tx, id: EventId) -> Result<()> {
    tx.execute(sql!("DELETE FROM login_failure WHERE id = $1"), args![id]).await.map(drop)
}

/// Whether this user has logged in with this device since `since`. Somebody else's login says nothing: who has an
/// account could else make any number of devices known, and try another one's passwords with them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn is_known(tx: &mut Tx, device: &str, username: &str, since: Timestamp) -> Result<bool> {
    let statement =
        sql!("SELECT device_id FROM login_device WHERE device_id = $1 AND username = $2 AND logged_in_at > $3");
    Ok(tx.optional(statement, args![device, username, since]).await?.is_some())
}

/// Remembers that this user has logged in with this device.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn remember(tx: &mut Tx, device: &str, username: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO login_device (device_id, username, logged_in_at) VALUES ($1, $2, $3)
              ON CONFLICT (device_id, username) DO UPDATE SET logged_in_at = excluded.logged_in_at"
        ),
        args![device, username, now],
    )
    .await
    .map(drop)
}

/// Forgets failures before `cut`, and devices that nobody has logged in with since `devices_cut`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, cut: Timestamp, devices_cut: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM login_device WHERE logged_in_at < $1"), args![devices_cut]).await?;
    tx.execute(sql!("DELETE FROM login_failure WHERE failed_at < $1"), args![cut]).await
}
