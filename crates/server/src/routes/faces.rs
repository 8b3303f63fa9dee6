//! Faces: enrolment and verification.

use axum::response::Response;
use domain::{AttemptId, CandidateId, ExamId, FaceId, Refusal, UserId, policy::Action};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Ctx, Envelope, Failure, Form, Path},
    ops::{enrol_face, read_images, verify_face},
};

/// Whose face is enrolled.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnrolFields {
    exam_id: ExamId,
    candidate_id: CandidateId,
}

/// A form with a photograph.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct EnrolForm {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// JPEG or PNG.
    #[schema(value_type = String, format = Binary)]
    pub face_image: String,
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

/// Whose face is compared.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifyFields {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
}

/// A form with a live picture.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct VerifyForm {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    #[schema(required = false, nullable = false)]
    pub operator_id: Option<UserId>,
    /// JPEG or PNG.
    #[schema(value_type = String, format = Binary)]
    pub live_face_image: String,
}

/// What a comparison gave.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaceVerification {
    /// Its id.
    pub attempt_id: AttemptId,
    /// Whether the percentage reaches the threshold.
    pub verified: bool,
    /// Calibrated match percentage, two decimals; the real one also under the threshold.
    pub match_percentage: f64,
    /// The exam's threshold.
    pub threshold: f64,
    /// The number of this attempt.
    pub attempt: u32,
    /// Attempts that are left.
    pub attempts_left: u32,
    /// The engine that compared.
    pub engine: String,
    /// A sentence for the operator.
    pub message: String,
}

/// The parameter of a path under an attempt.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptPath {
    attempt_id: AttemptId,
}

/// Enrol a candidate's photograph.
#[utoipa::path(post, path = "/api/face/enroll", tag = "Set-up",
    request_body(content = EnrolForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Envelope<EnrolledFace>)))]
async fn enroll(ctx: Ctx, mut form: Form<EnrolFields>) -> Result<Answer<EnrolledFace>, Failure> {
    let picture = form.image("faceImage")?;
    enrol_face::candidate(&ctx, form.fields.exam_id, form.fields.candidate_id, picture).await
}

/// Compare a live face with the enrolled one.
#[utoipa::path(post, path = "/api/face/verify", tag = "Station 2: biometrics",
    request_body(content = VerifyForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<FaceVerification>)))]
async fn verify(ctx: Ctx, mut form: Form<VerifyFields>) -> Result<Answer<FaceVerification>, Failure> {
    let live = form.image("liveFaceImage")?;
    verify_face::run(&ctx, form.fields, live).await
}

/// The image of an attempt; the look at it is audited.
#[utoipa::path(get, path = "/api/face/attempts/{attemptId}/image", tag = "Station 2: biometrics",
    params(("attemptId" = AttemptId, Path)),
    responses((status = 200, description = "The image", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
        (Vec<u8> = "image/webp"), (Vec<u8> = "image/bmp")))))]
async fn attempt_image(ctx: Ctx, path: Path<AttemptPath>) -> Result<Response, Failure> {
    read_images::attempt(&ctx, path.0.attempt_id).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    let picture = [R::FaceNotDetected, R::MultipleFaces, R::ImageQuality, R::ImageUnreadable];
    let enrol_refusals = [picture.as_slice(), &[R::ExamNotFound, R::CandidateNotFound, R::BiometricExists]].concat();
    let verify_refusals = [
        picture.as_slice(),
        &[
            R::ExamNotFound,
            R::NoSlotAssigned,
            R::CandidateNotFound,
            R::AttendanceRequired,
            R::OperatorMismatch,
            R::SlotEnded,
            R::FaceNotEnrolled,
            R::DuplicateImage,
            R::OperatorFace,
            R::AttemptsExhausted,
            R::BiometricExists,
        ],
    ]
    .concat();
    OpenApiRouter::new()
        .routes(operation(access, Action::EnrolFace, &enrol_refusals, routes!(enroll)))
        .routes(operation(access, Action::VerifyFace, &verify_refusals, routes!(verify)))
        .routes(operation(access, Action::ReadAttemptImage, &[R::AttemptNotFound], routes!(attempt_image)))
}
