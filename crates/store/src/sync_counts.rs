//! How many records of whom stand where.

use domain::{CentreId, ExamId, Timestamp, UserId, sync::RecordStatus};

use crate::{Result, Row, Statement, Tx, args, sql};

/// How many records of an operator and a device stand where.
#[derive(Clone, Debug)]
pub struct Count {
    /// Who captured.
    pub operator_id: UserId,
    /// With which device.
    pub device_id: Option<String>,
    /// Where they stand.
    pub status: RecordStatus,
    /// How many.
    pub records: i64,
    /// When the newest of them came.
    pub newest_received_at: Timestamp,
    /// When the oldest of them was captured.
    pub oldest_captured_at: Timestamp,
}

fn count(row: &Row) -> Result<Count> {
    Ok(Count {
        operator_id: row.id("operator_id")?,
        device_id: row.opt("device_id")?,
        status: row.parse("status")?,
        records: row.get("records")?,
        newest_received_at: row.time("newest")?,
        oldest_captured_at: row.time("oldest")?,
    })
}

macro_rules! counts_text {
    ($scope:literal) => {
        concat!(
            "SELECT operator_id, device_id, status, COUNT(*) AS records, MAX(received_at) AS newest, \
             MIN(captured_at) AS oldest FROM (SELECT exam_id, centre_id, operator_id, device_id, status, received_at, \
                 captured_at FROM sync_record \
             UNION ALL SELECT exam_id, centre_id, operator_id, device_id, \
                 CASE WHEN decided_at IS NULL THEN 'failed' ELSE 'superseded' END, received_at, \
                 COALESCE(captured_at, received_at) FROM sync_unread) r \
             WHERE exam_id = $1 AND (operator_id = $2 OR $3) ",
            $scope,
            " GROUP BY operator_id, device_id, status ORDER BY operator_id, device_id, status LIMIT $4"
        )
    };
}

/// Counts by operator, device and status: of one operator or all, of one centre or all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn counts(
    tx: &mut Tx,
    exam: ExamId,
    operator: Option<UserId>,
    centre: Option<CentreId>,
    limit: i64,
) -> Result<Vec<Count>> {
    let mut args = args![exam, operator, operator.is_none(), limit];
    let statement: &'static Statement = match centre {
        None => sql!(counts_text!("")),
        Some(centre) => {
            args.push(centre.into());
            sql!(counts_text!("AND centre_id = $5"))
        }
    };
    tx.list(statement, args, count).await
}

macro_rules! totals_text {
    ($scope:literal) => {
        concat!(
            "SELECT status, COUNT(*) AS records FROM sync_record WHERE exam_id = $1 AND (operator_id = $2 OR $3) ",
            $scope,
            " GROUP BY status ORDER BY status"
        )
    };
}

/// How many records stand where, over all operators and devices of the same scope as [`counts`].
///
/// # Errors
/// [`crate::StoreError`].
pub async fn totals(
    tx: &mut Tx,
    exam: ExamId,
    operator: Option<UserId>,
    centre: Option<CentreId>,
) -> Result<Vec<(RecordStatus, i64)>> {
    let mut args = args![exam, operator, operator.is_none()];
    let statement: &'static Statement = match centre {
        None => sql!(totals_text!("")),
        Some(centre) => {
            args.push(centre.into());
            sql!(totals_text!("AND centre_id = $4"))
        }
    };
    tx.list(statement, args, |row| Ok((row.parse("status")?, row.get("records")?))).await
}
