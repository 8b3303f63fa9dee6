//! The queue of faces that were kept, and are scored behind.

use domain::Timestamp;

use crate::{
    Result, Tx, args, sql,
    sync_records::{Record, record},
};

/// Takes up to `most` records that are to be scored, of whom every operator has a share; until they are judged nobody
/// else takes them, unless they were taken before `stale`: whoever did is gone.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn take(tx: &mut Tx, now: Timestamp, stale: Timestamp, most: i64) -> Result<Vec<Record>> {
    let statement = sql!(
        "UPDATE sync_record SET judged_at = $1
          WHERE code = 'SCORING' AND status = 'pending' AND COALESCE(judged_at, 0) < $2 AND id IN (
              SELECT id FROM (
                  SELECT id, ROW_NUMBER() OVER (PARTITION BY operator_id ORDER BY id) AS turn FROM (
                      SELECT id, operator_id FROM sync_record
                       WHERE code = 'SCORING' AND status = 'pending' AND COALESCE(judged_at, 0) < $2 ORDER BY id LIMIT 2000
                  ) oldest
              ) everyone ORDER BY turn, id LIMIT $3)
          RETURNING *"
    );
    let mut taken = tx.list(statement, args![now, stale, most], record).await?;
    taken.sort_by_key(|one| one.id);
    Ok(taken)
}

/// How many wait to be scored; more than 10,000 are told as that.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn count(tx: &mut Tx) -> Result<i64> {
    tx.one(
        sql!("SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM sync_record WHERE code = 'SCORING' AND status = 'pending' LIMIT 10000) counted"),
        args![],
    )
    .await?
    .get("n")
}
