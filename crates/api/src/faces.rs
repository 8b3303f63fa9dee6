//! Faces: enrolment and verification.

use domain::{AttemptId, CandidateId, ExamId, FaceId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::form::{FormFiles, FormImage};

/// A form with a photograph.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnrolForm {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// JPEG or PNG.
    #[serde(skip)]
    #[schema(value_type = String, format = Binary)]
    pub face_image: FormImage,
}

impl FormFiles for EnrolForm {
    const TEXTS: &'static [&'static str] = &["examId", "candidateId"];
    const IMAGES: &'static [&'static str] = &["faceImage"];

    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        (name == "faceImage").then_some(&mut self.face_image)
    }
}

/// A face that was enrolled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnrolledFace {
    /// Its id.
    pub face_id: FaceId,
    /// What was measured of the picture.
    #[schema(value_type = Object)]
    pub quality: serde_json::Value,
    /// The engine.
    pub engine: String,
}

/// A form with a live picture.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerifyForm {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    #[schema(required = false, nullable = false)]
    pub operator_id: Option<UserId>,
    /// JPEG or PNG.
    #[serde(skip)]
    #[schema(value_type = String, format = Binary)]
    pub live_face_image: FormImage,
}

impl FormFiles for VerifyForm {
    const TEXTS: &'static [&'static str] = &["examId", "candidateId", "operatorId"];
    const IMAGES: &'static [&'static str] = &["liveFaceImage"];

    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        (name == "liveFaceImage").then_some(&mut self.live_face_image)
    }
}

/// What a comparison gave.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaceVerification {
    /// Its id.
    pub attempt_id: AttemptId,
    /// Whether the percentage reaches the threshold, and the picture is no copy of the enrolled photograph.
    pub verified: bool,
    /// Calibrated match percentage, two decimals; the real one also under the threshold.
    pub match_percentage: f64,
    /// The exam's threshold.
    pub threshold: f64,
    /// The number of this attempt.
    pub attempt: u32,
    /// Attempts that are left.
    pub attempts_left: u32,
    /// Whether a supervisor has to settle it: a copy of the enrolled photograph, or the last attempt; never where an
    /// attempt verified the face.
    pub waits_for_supervisor: bool,
    /// The engine that compared.
    pub engine: String,
    /// A sentence for the operator.
    pub message: String,
}

/// The parameter of a path under an attempt.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptPath {
    /// The attempt.
    pub attempt_id: AttemptId,
}
