//! Devices: their signs of life.

use domain::{ExamId, Timestamp, text::Line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A sign of life. While one account speaks for a device of a centre, what others tell of it changes nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SendHeartbeat {
    /// The exam.
    pub exam_id: ExamId,
    /// The device, as it names itself.
    pub device_id: Line,
    /// Records that wait on it; at most 100,000.
    #[schema(maximum = 100_000)]
    pub waiting: u32,
    /// When the oldest of them was captured.
    pub oldest_captured_at: Option<Timestamp>,
    /// What time it is on the device.
    pub device_time: Timestamp,
}

/// What the server makes of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Heard {
    /// What time it is on the server.
    pub server_time: Timestamp,
    /// Seconds that the device's clock is ahead; negative: behind.
    pub clock_offset_seconds: i64,
    /// False when the clock is more than 10 minutes off: an alert was raised.
    pub clock_plausible: bool,
}
