//! Everything about one candidate, in order of time.

use domain::{EventId, Role, Timestamp, UserId};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{candidates::CandidateView, error::ErrorCode, sync::ConflictItem};

/// Everything about one candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    /// Who, and how far they are now.
    pub candidate: CandidateView,
    /// What happened, in order of time: of what was captured offline by the device's clock. At most the first 1000 of it.
    pub items: Vec<StoryItem>,
    /// False where there is more than that; the audit log has all of it.
    pub complete: bool,
}

/// Something that happened with a candidate, or was refused.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoryItem {
    /// When it happened.
    pub at: Timestamp,
    /// When it was decided, by the server's clock.
    pub decided_at: Timestamp,
    /// What was asked for, such as `mark_attendance`.
    pub action: String,
    /// `done` or `refused`.
    pub outcome: String,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ErrorCode>)]
    pub code: Option<String>,
    /// Its entry in the log.
    pub event_id: EventId,
    /// The number of that; null until it has one.
    #[schema(required)]
    pub seq: Option<i64>,
    /// Who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<UserId>,
    /// As what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_role: Option<Role>,
    /// With which device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// What else it is about: an attendance, attempt, sheet, conflict, alert.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<String>,
    /// What it says, by action: marks, scores with their threshold and engine, barcodes, decisions.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
    /// The reason that was given; of an alert that was reviewed, the note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where its image is, for those who may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// The device and its clock, of what was captured offline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<StoryDevice>,
    /// Both sides of a conflict, for those who may decide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<ConflictItem>,
    /// How often an alert was repeated within a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<u32>,
}

/// The device that something was captured with offline, and its clock.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StoryDevice {
    /// The server's id of the record.
    #[schema(value_type = String, format = Uuid)]
    pub record_id: Uuid,
    /// The device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// When it was captured, by the device's clock.
    pub captured_at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// Milliseconds that the clock was ahead when the record was handed over; negative: behind.
    pub clock_offset_ms: i64,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// Whether a capture token proves who captured it.
    pub proved: bool,
}
