//! Devices: their signs of life.

use domain::{
    CentreId, DownloadId, ExamId, Timestamp, UserId,
    order::{DeviceSort, SortOrder},
    text::Line,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

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
    /// The version of the program on it.
    pub app_version: Option<Line>,
    /// What was tried on it and works; left out: as it was told before.
    pub ready: Option<DeviceReady>,
}

/// What was tried on a device, and works.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceReady {
    /// Its camera gave a picture.
    pub camera: bool,
    /// A barcode was read.
    pub scanner: bool,
    /// The fingerprint scanner answered.
    pub fingerprint: bool,
    /// A sound was heard.
    pub sound: bool,
    /// What it stores is kept when space runs short.
    pub storage_persisted: bool,
    /// How full its battery is; 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 100)]
    pub battery_percent: Option<u8>,
}

/// Which devices.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DeviceQuery {
    /// Those of one centre.
    pub centre_id: Option<CentreId>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<DeviceSort>,
    /// Which way; downwards where nothing is said: the last heard first.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// A device, as it was last heard of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceItem {
    /// As it names itself.
    pub device_id: String,
    /// Where it is.
    pub centre_id: CentreId,
    /// Who works with it.
    pub operator_id: UserId,
    /// When it was last heard of.
    pub last_seen_at: Timestamp,
    /// Records that wait on it.
    pub waiting: i64,
    /// When the oldest of them was captured, by its clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_captured_at: Option<Timestamp>,
    /// Milliseconds that its clock was ahead then; negative: behind.
    pub clock_offset_ms: i64,
    /// The version of the program on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_version: Option<String>,
    /// What was tried on it and works.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<DeviceReady>)]
    pub ready: Option<Value>,
    /// The last package that was sent to it as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<DevicePackage>,
}

/// A package that was sent to a device as a whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DevicePackage {
    /// Which.
    pub download_id: DownloadId,
    /// When its last byte was sent.
    pub completed_at: Timestamp,
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
