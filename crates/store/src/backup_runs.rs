//! The backups that are made by themselves: whose turn it is, and how old the last good one is.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Result, Tx, args, sql};

/// How the backups stand.
#[derive(Clone, Copy, Debug)]
pub struct BackupRun {
    /// When they were first wanted.
    pub since: Timestamp,
    /// The moment that the last good one shows.
    pub good_at: Option<Timestamp>,
}

/// Says that backups are wanted; how they stand.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn wanted(tx: &mut Tx, now: Timestamp) -> Result<BackupRun> {
    let begun =
        sql!("INSERT INTO backup_run (name, since, claimed_until) VALUES ('scheduled', $1, 0) ON CONFLICT DO NOTHING");
    tx.execute(begun, args![now]).await?;
    let row = tx.one(sql!("SELECT since, good_at FROM backup_run WHERE name = 'scheduled'"), args![]).await?;
    Ok(BackupRun { since: row.time("since")?, good_at: row.opt_time("good_at")? })
}

/// Takes the turn until `until`, if nobody has it and the last good backup is of `due` or before.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn claim(tx: &mut Tx, holder: Uuid, now: Timestamp, until: Timestamp, due: Timestamp) -> Result<bool> {
    let statement = sql!(
        "UPDATE backup_run SET holder = $1, claimed_until = $2
          WHERE name = 'scheduled' AND claimed_until <= $3 AND (good_at IS NULL OR good_at <= $4)"
    );
    Ok(tx.execute(statement, args![holder, until, now, due]).await? == 1)
}

/// Keeps the turn until `until`; false when another has it by now.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn extend(tx: &mut Tx, holder: Uuid, until: Timestamp) -> Result<bool> {
    let statement = sql!("UPDATE backup_run SET claimed_until = $2 WHERE name = 'scheduled' AND holder = $1");
    Ok(tx.execute(statement, args![holder, until]).await? == 1)
}

/// Gives the turn back after a good backup of the moment `good_at`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn done(tx: &mut Tx, holder: Uuid, good_at: Timestamp) -> Result<()> {
    let statement = sql!(
        "UPDATE backup_run SET holder = NULL, claimed_until = 0, good_at = $2 WHERE name = 'scheduled' AND holder = $1"
    );
    tx.execute(statement, args![holder, good_at]).await.map(drop)
}
