//! Candidates, as lists and stations see them.

use domain::{
    AttendanceId, CandidateId, CentreId, ExamId, SlotId, Timestamp, UserId,
    attendance::AttendanceStatus,
    candidate::CandidateStatus,
    text::{Barcode, Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CandidateQuery {
    /// The beginning of a roll number, or a part of a name.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// How far they are.
    pub status: Option<CandidateStatus>,
    /// In which slot.
    pub slot_id: Option<SlotId>,
}

/// The parameters of a path under a candidate.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidatePath {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
}

/// A correction or a move.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCandidate {
    /// Another name.
    pub name: Option<Line>,
    /// Another father's name.
    pub father_name: Option<Line>,
    /// Another date of birth, YYYY-MM-DD.
    #[schema(value_type = Option<String>, format = Date, pattern = r"^\d{4}-\d{2}-\d{2}$")]
    pub dob: Option<jiff::civil::Date>,
    /// Another gender.
    pub gender: Option<Line>,
    /// Another slot of the exam; its centre comes with it.
    pub slot_id: Option<SlotId>,
    /// Why.
    pub reason: Line,
}

/// Station 1 of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttendanceView {
    /// Its id.
    pub id: AttendanceId,
    /// Present, or skipped for now.
    pub status: AttendanceStatus,
    /// Who marked, or goes on with the candidate.
    pub operator_id: UserId,
    /// When the candidate was marked present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
}

/// The comparisons of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaceView {
    /// Whether one of the comparisons verified the face.
    pub verified: bool,
    /// The percentage of the verified one, else the best.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_percentage: Option<f64>,
    /// Comparisons that were kept.
    pub attempts: u32,
}

/// The fingerprint of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct FingerprintView {
    /// Whether there is an image; false for a recorded exception.
    pub captured: bool,
}

/// The sheet of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct OmrView {
    /// The barcode of the bound sheet.
    pub barcode: Barcode,
}

/// A candidate and how far they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// Its id.
    pub id: CandidateId,
    /// The exam they sit.
    pub exam_id: ExamId,
    /// Unique in the exam.
    pub roll_number: RollNumber,
    /// As on the form.
    pub name: Line,
    /// As on the form; operators do not see it in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub father_name: Option<Line>,
    /// YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dob: Option<String>,
    /// As on the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Where they sit.
    pub centre_id: CentreId,
    /// When they sit.
    pub slot_id: SlotId,
    /// How far they are.
    pub status: CandidateStatus,
    /// Whether a photograph is enrolled.
    pub face_enrolled: bool,
    /// Station 1, where something was marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendance: Option<AttendanceView>,
    /// The comparisons, where some were made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<FaceView>,
    /// The fingerprint, or its recorded exception.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<FingerprintView>,
    /// The sheet, once it is bound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omr: Option<OmrView>,
}
