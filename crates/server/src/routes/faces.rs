//! Faces: enrolment and verification.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::{Form, Path},
    middleware::authorise::Authorised,
    reply::{self, Replied},
    state::State,
};
use api::Envelope;
use api::faces::{AttemptPath, EnrolForm, EnrolledFace, FaceVerification, VerifyForm};
use api::form::Binary;
use app::{faces, images};
use axum::response::Response;
use domain::{AttemptId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Enrol a candidate's photograph.
#[utoipa::path(post, path = "/api/face/enroll", operation_id = "enrolFace", tag = "Set-up",
    request_body(content = EnrolForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Envelope<EnrolledFace>)))]
async fn enroll(call: Authorised, form: Form<EnrolForm>) -> Replied<EnrolledFace> {
    Ok(faces::enrol(&call, form.form).await?.into())
}

/// Compare a live face with the enrolled one.
#[utoipa::path(post, path = "/api/face/verify", operation_id = "verifyFace", tag = "Station 2: biometrics",
    request_body(content = VerifyForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<FaceVerification>)))]
async fn verify(call: Authorised, form: Form<VerifyForm>) -> Replied<FaceVerification> {
    Ok(faces::verify(&call, form.form).await?.into())
}

/// The image of an attempt; the look at it is audited.
#[utoipa::path(get, path = "/api/face/attempts/{attemptId}/image", operation_id = "readAttemptImage", tag = "Station 2: biometrics",
    params(("attemptId" = AttemptId, Path)),
    responses((status = 200, description = "The image", content((Binary = "image/jpeg"), (Binary = "image/png"),
        (Binary = "image/webp"), (Binary = "image/bmp")))))]
async fn attempt_image(call: Authorised, path: Path<AttemptPath>) -> Result<Response, Failure> {
    Ok(reply::image(images::attempt(&call, path.0.attempt_id).await?))
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
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
