//! Closing station 2.

use domain::{BiometricId, CandidateId, ExamId, Timestamp, UserId, text::Line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The close of a station.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CloseStation {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
    /// A person's decision in place of a verified face.
    #[serde(rename = "override")]
    pub decision: Option<Decision>,
}

/// A person's decision in place of a verified face.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Override)]
pub struct Decision {
    /// Why.
    pub reason: Line,
    /// Why no comparison is possible; needed where none was made and a photograph is enrolled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_attempt_reason: Option<Line>,
}

/// A station that was closed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClosedStation {
    /// Its id.
    pub id: BiometricId,
    /// Whether the face was verified.
    pub verified: bool,
    /// The percentage of the verified face, or the best of those that were not; null without any.
    #[schema(required)]
    pub face_match_percentage: Option<f64>,
    /// Whether a person decided in its place.
    pub overridden: bool,
    /// When.
    pub completed_at: Timestamp,
}
