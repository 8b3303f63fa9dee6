//! A candidate of one exam.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

/// How far a candidate is. `Absent` is derived: nothing stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CandidateStatus {
    /// On the roster.
    Registered,
    /// Station 1 is done.
    AttendanceCompleted,
    /// Station 2 is closed.
    BiometricCompleted,
    /// The slot has ended without an attendance.
    Absent,
}
