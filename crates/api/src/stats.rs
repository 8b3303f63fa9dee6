//! The figures of the day.

use domain::{
    CentreId, Timestamp,
    text::{Code, Line},
};
use serde::Serialize;
use utoipa::ToSchema;

/// The figures of an exam's day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// On the roster.
    pub candidates: i64,
    /// With a completed attendance.
    pub present: i64,
    /// Of slots that have ended, without one.
    pub absent: i64,
    /// With a verified face.
    pub face_verified: i64,
    /// With comparisons of which none verified the face.
    pub face_mismatched: i64,
    /// With a fingerprint; a recorded exception is none.
    pub fingerprints: i64,
    /// With a bound sheet.
    pub omr_bound: i64,
    /// With a closed station.
    pub completed: i64,
    /// Operators who did something in the last 15 minutes.
    pub operators_active: i64,
    /// Records that wait: on devices, as these say, and at the server.
    pub pending_sync: i64,
    /// Open conflicts.
    pub conflicts: i64,
    /// Open alerts.
    pub alerts_open: i64,
    /// Devices not heard of for 5 minutes, though they were in the last 24 hours or still hold records.
    pub silent_devices: i64,
    /// Centres with devices of which none was heard of for 5 minutes.
    pub silent_centres: i64,
    /// The last update that these figures include, and all before it.
    pub seq: i64,
    /// By centre, by code.
    pub centres: Vec<CentreStats>,
}

/// The figures of a centre.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CentreStats {
    /// The centre.
    pub centre_id: CentreId,
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// On its rosters.
    pub candidates: i64,
    /// With a completed attendance.
    pub present: i64,
    /// With a closed station.
    pub completed: i64,
    /// Devices heard of in the last 5 minutes.
    pub devices: i64,
    /// Devices that have fallen silent.
    pub silent_devices: i64,
    /// Whether it has devices and all of them have fallen silent.
    pub silent: bool,
    /// Records that wait on its devices.
    pub pending: i64,
    /// When somebody last did something there.
    #[schema(required)]
    pub last_activity_at: Option<Timestamp>,
    /// When a device there was last heard of.
    #[schema(required)]
    pub last_heard_at: Option<Timestamp>,
}

/// The figures, and when to ask for them again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatsEnvelope {
    /// Always true.
    pub success: bool,
    /// The figures.
    pub data: Stats,
    /// When they were read.
    pub timestamp: Timestamp,
    /// Milliseconds after which to ask again.
    pub refresh_interval: u32,
}
