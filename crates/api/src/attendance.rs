//! Station 1.

use domain::{
    AttendanceId, CandidateId, ExamId, UserId,
    attendance::AttendanceStatus,
    text::{Line, RollNumber},
};
use serde::Deserialize;
use utoipa::ToSchema;

/// A mark; one of `candidateId` and `rollNumber`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkAttendance {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate,
    pub candidate_id: Option<CandidateId>,
    /// or their roll number.
    pub roll_number: Option<RollNumber>,
    /// `completed` unless said otherwise.
    pub status: Option<AttendanceStatus>,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Reason {
    /// Why.
    pub reason: Line,
}

/// To whom, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// The operator who goes on.
    pub operator_id: UserId,
    /// Why.
    pub reason: Line,
}

/// The parameter of a path under an attendance.
#[derive(Debug, Deserialize)]
pub struct AttendancePath {
    /// The attendance.
    pub id: AttendanceId,
}
