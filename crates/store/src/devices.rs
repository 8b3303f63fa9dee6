//! Devices, as their heartbeats tell of them.

use domain::{CentreId, ExamId, Timestamp, UserId};

use crate::{Result, Row, Tx, args, sql};

/// A heartbeat.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    /// The exam.
    pub exam_id: ExamId,
    /// Where the device is.
    pub centre_id: CentreId,
    /// The device, as it names itself.
    pub device_id: String,
    /// Who works with it.
    pub operator_id: UserId,
    /// Records that wait on it.
    pub waiting: i64,
    /// When the oldest of them was captured, by the device's clock.
    pub oldest_captured_at: Option<Timestamp>,
    /// What time it is there.
    pub device_time: Timestamp,
    /// Seconds that its clock is ahead; negative: behind.
    pub clock_ahead: i64,
    /// Whether its clock was called implausible and still is.
    pub clock_alerted: bool,
    /// What time it is here.
    pub heard_at: Timestamp,
    /// The version of its program, where it tells.
    pub app_version: Option<String>,
    /// What works on it, as JSON, where it tells.
    pub ready: Option<String>,
}

/// What was last heard of a device.
#[derive(Clone, Copy, Debug)]
pub struct KnownDevice {
    /// Who worked with it.
    pub operator_id: UserId,
    /// When.
    pub heard_at: Timestamp,
    /// Whether its clock was called implausible.
    pub clock_alerted: bool,
}

/// What was last heard of a device, held until the commit; `None` for a new device.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold(tx: &mut Tx, exam: ExamId, centre: CentreId, device: &str) -> Result<Option<KnownDevice>> {
    let statement = sql!(
        sqlite: "SELECT operator_id, heard_at, clock_alerted FROM device
              WHERE exam_id = $1 AND centre_id = $2 AND device_id = $3",
        postgres: "SELECT operator_id, heard_at, clock_alerted FROM device
              WHERE exam_id = $1 AND centre_id = $2 AND device_id = $3 FOR UPDATE"
    );
    let read = |row: &Row| {
        Ok(KnownDevice {
            operator_id: row.id("operator_id")?,
            heard_at: row.time("heard_at")?,
            clock_alerted: row.get("clock_alerted")?,
        })
    };
    tx.find(statement, args![exam, centre, device], read).await
}

/// How many devices somebody has added since.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn added_since(tx: &mut Tx, by: UserId, since: Timestamp) -> Result<u32> {
    let statement = sql!("SELECT COUNT(*) AS devices FROM device WHERE added_by = $1 AND added_at >= $2");
    tx.one(statement, args![by, since]).await?.count("devices")
}

/// Keeps what a device told.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hear(tx: &mut Tx, beat: &Heartbeat) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO device (exam_id, centre_id, device_id, operator_id, waiting, oldest_captured_at, device_time,
                  clock_ahead, clock_alerted, heard_at, added_by, added_at, app_version, ready)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $4, $10, $11, $12)
              ON CONFLICT (exam_id, centre_id, device_id) DO UPDATE SET operator_id = excluded.operator_id,
                  waiting = excluded.waiting, oldest_captured_at = excluded.oldest_captured_at,
                  device_time = excluded.device_time, clock_ahead = excluded.clock_ahead,
                  clock_alerted = excluded.clock_alerted, heard_at = excluded.heard_at,
                  app_version = COALESCE(excluded.app_version, device.app_version),
                  ready = COALESCE(excluded.ready, device.ready)"
        ),
        args![
            beat.exam_id,
            beat.centre_id,
            &beat.device_id,
            beat.operator_id,
            beat.waiting,
            beat.oldest_captured_at,
            beat.device_time,
            beat.clock_ahead,
            beat.clock_alerted,
            beat.heard_at,
            beat.app_version.clone(),
            beat.ready.clone()
        ],
    )
    .await
    .map(drop)
}
