//! Fingerprints: captured, never compared, never given back.

use super::guarded::{Access, operation};
use crate::{
    extract::{Form, Path},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::Envelope;
use api::fingerprints::{CaptureForm, FingerprintCapture, FingerprintStatus, StatusPath};
use app::fingerprints;
use domain::{CandidateId, ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Capture a fingerprint, or record why there is none.
#[utoipa::path(post, path = "/api/fingerprint/capture", operation_id = "captureFingerprint", tag = "Station 2: biometrics",
    request_body(content = CaptureForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Envelope<FingerprintCapture>)))]
async fn capture(call: Authorised, form: Form<CaptureForm>) -> Replied<FingerprintCapture> {
    Ok(fingerprints::capture(&call, form.form).await?.into())
}

/// Whether a fingerprint was captured.
#[utoipa::path(get, path = "/api/fingerprint/status/{candidateId}/{examId}", operation_id = "readFingerprintStatus", tag = "Station 2: biometrics",
    params(("candidateId" = CandidateId, Path), ("examId" = ExamId, Path)),
    responses((status = 200, body = Envelope<FingerprintStatus>)))]
async fn status(call: Authorised, path: Path<StatusPath>) -> Replied<FingerprintStatus> {
    Ok(fingerprints::status(&call, path.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let capture_refusals = [
        R::ExamNotFound,
        R::NoSlotAssigned,
        R::CandidateNotFound,
        R::AttendanceRequired,
        R::OperatorMismatch,
        R::SlotEnded,
        R::FingerprintExists,
        R::ImageUnreadable,
    ];
    let status_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::CandidateNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::CaptureFingerprint, &capture_refusals, routes!(capture)))
        .routes(operation(access, Action::ReadFingerprintStatus, &status_refusals, routes!(status)))
}
