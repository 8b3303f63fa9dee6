//! Devices as they are listed.

use domain::{
    CentreId, DownloadId, ExamId, Timestamp, UserId,
    order::{DeviceSort, Sorting},
};

use crate::{Result, Row, Statement, Tx, args, sql};

/// A device, as it was last heard of.
#[derive(Clone, Debug)]
pub struct ListedDevice {
    /// As it names itself.
    pub device_id: String,
    /// Where it is.
    pub centre_id: CentreId,
    /// Who works with it.
    pub operator_id: UserId,
    /// When it was last heard of.
    pub heard_at: Timestamp,
    /// What time it was there.
    pub device_time: Timestamp,
    /// Records that wait on it.
    pub waiting: i64,
    /// When the oldest of them was captured.
    pub oldest_captured_at: Option<Timestamp>,
    /// The version of its program.
    pub app_version: Option<String>,
    /// What works on it, as JSON.
    pub ready: Option<String>,
    /// The last package that was sent to it as a whole, and when that was.
    pub package: Option<(DownloadId, Timestamp)>,
}

fn device(row: &Row) -> Result<ListedDevice> {
    Ok(ListedDevice {
        device_id: row.get("device_id")?,
        centre_id: row.id("centre_id")?,
        operator_id: row.id("operator_id")?,
        heard_at: row.time("heard_at")?,
        device_time: row.time("device_time")?,
        waiting: row.get("waiting")?,
        oldest_captured_at: row.opt_time("oldest_captured_at")?,
        app_version: row.opt("app_version")?,
        ready: row.opt("ready")?,
        package: row.opt_id("package_id")?.zip(row.opt_time("package_at")?),
    })
}

// $4: by what.
macro_rules! order {
    ($way:literal) => {
        concat!(
            "CASE $4 WHEN 'Waiting' THEN v.waiting WHEN 'ClockOffset' THEN ABS(v.device_time - v.heard_at) \
             WHEN 'DeviceId' THEN 0 ELSE v.heard_at END",
            $way,
            ", v.device_id",
            $way,
            ", v.centre_id",
            $way
        )
    };
}

// $1 the exam; $2 a centre, $3 any; $5 how many come before, $6 the most.
macro_rules! page_text {
    ($way:literal) => {
        concat!(
            "SELECT v.*, (SELECT d.id FROM download d WHERE d.exam_id = v.exam_id AND d.sent_to = v.device_id \
                 AND d.completed_at IS NOT NULL ORDER BY d.completed_at DESC, d.id DESC LIMIT 1) AS package_id, \
             (SELECT MAX(d.completed_at) FROM download d WHERE d.exam_id = v.exam_id AND d.sent_to = v.device_id \
                 AND d.completed_at IS NOT NULL) AS package_at \
             FROM (SELECT * FROM device v WHERE v.exam_id = $1 AND (v.centre_id = $2 OR $3) ORDER BY ",
            order!($way),
            " LIMIT $6 OFFSET $5) v ORDER BY ",
            order!($way)
        )
    };
}

/// The devices of an exam, of one centre or of all: at most `limit` of them after the first `skipped`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    exam: ExamId,
    centre: Option<CentreId>,
    sorting: Sorting<DeviceSort>,
    (skipped, limit): (i64, i64),
) -> Result<Vec<ListedDevice>> {
    let statement: &'static Statement =
        if sorting.descending { sql!(page_text!(" DESC")) } else { sql!(page_text!(" ASC")) };
    let args = args![exam, centre, centre.is_none(), <&str>::from(sorting.by), skipped, limit];
    tx.list(statement, args, device).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, exam: ExamId, centre: Option<CentreId>) -> Result<i64> {
    let statement = sql!("SELECT COUNT(*) AS n FROM device v WHERE v.exam_id = $1 AND (v.centre_id = $2 OR $3)");
    tx.one(statement, args![exam, centre, centre.is_none()]).await?.get("n")
}
