//! Fingerprints: captured, never compared, never given back.

use domain::{
    CandidateId, ExamId, FingerprintId, Refusal, Timestamp, UserId, fingerprint::Finger, policy::Action, text::Line,
};
use serde::{Deserialize, Serialize};
use store::fingerprints::Capture;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Ctx, Envelope, Failure, Form, Path, body::parse},
    ops::capture_fingerprint::{self, location},
};

/// The text fields of a capture.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaptureFields {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
    /// Why there is no image.
    pub exception_reason: Option<Line>,
    metadata: Option<String>,
}

/// What the device says of a capture.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Metadata {
    /// Which finger.
    pub finger: Option<Finger>,
    /// Which device.
    pub capture_device_id: Option<Line>,
    /// The quality that the device claims; kept beside the computed one.
    pub image_quality: Option<f64>,
}

impl CaptureFields {
    /// The metadata, out of its JSON.
    ///
    /// # Errors
    /// 400 `VALIDATION`.
    pub fn metadata(&self) -> Result<Metadata, Failure> {
        let Some(text) = self.metadata.as_deref().filter(|text| !text.trim().is_empty()) else {
            return Ok(Metadata::default());
        };
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|_| Failure::invalid("metadata", "must be a JSON object"))?;
        if !value.is_object() {
            return Err(Failure::invalid("metadata", "must be a JSON object"));
        }
        parse(value).map_err(|failure| Failure::invalid("metadata", failure.body.error))
    }
}

/// A form with a fingerprint, or the reason why there is none.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct CaptureForm {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    #[schema(nullable = false)]
    pub operator_id: Option<UserId>,
    /// PNG, BMP or WSQ.
    #[schema(value_type = Option<String>, format = Binary, nullable = false)]
    pub fingerprint_image: Option<String>,
    /// JSON: finger, captureDeviceId, imageQuality.
    #[schema(nullable = false)]
    pub metadata: Option<String>,
    /// In place of the image: a refusal or a missing finger.
    #[schema(nullable = false)]
    pub exception_reason: Option<Line>,
}

/// A capture.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FingerprintCapture {
    /// Its id.
    pub id: FingerprintId,
    /// False for an exception.
    pub captured: bool,
    /// When.
    pub capture_timestamp: Timestamp,
    /// Computed quality, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_quality: Option<f64>,
    /// Where the image lies; nobody can fetch it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_location: Option<String>,
    /// Whether it is encrypted: always, where there is an image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// Why there is no image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_reason: Option<String>,
}

impl FingerprintCapture {
    /// Of a capture.
    #[must_use]
    pub fn of(capture: &Capture, exam: ExamId) -> Self {
        Self {
            id: capture.id,
            captured: capture.blob_id.is_some(),
            capture_timestamp: capture.captured_at,
            image_quality: capture.image_quality,
            storage_location: capture.blob_id.map(|blob| location(exam, blob)),
            encrypted: capture.blob_id.map(|_| true),
            exception_reason: capture.exception_reason.clone(),
        }
    }
}

/// Whether a fingerprint was captured.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FingerprintStatus {
    /// Whether there is an image.
    pub captured: bool,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_timestamp: Option<Timestamp>,
    /// Computed quality, 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_quality: Option<f64>,
    /// Where the image lies; nobody can fetch it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_location: Option<String>,
    /// Why there is no image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_reason: Option<String>,
}

impl FingerprintStatus {
    /// Of a capture, or of none.
    #[must_use]
    pub fn of(capture: Option<Capture>, exam: ExamId) -> Self {
        let capture = capture.as_ref();
        Self {
            captured: capture.is_some_and(|capture| capture.blob_id.is_some()),
            capture_timestamp: capture.map(|capture| capture.captured_at),
            image_quality: capture.and_then(|capture| capture.image_quality),
            storage_location: capture.and_then(|capture| capture.blob_id).map(|blob| location(exam, blob)),
            exception_reason: capture.and_then(|capture| capture.exception_reason.clone()),
        }
    }
}

/// The parameters of the status.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusPath {
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The exam.
    pub exam_id: ExamId,
}

/// Capture a fingerprint, or record why there is none.
#[utoipa::path(post, path = "/api/fingerprint/capture", tag = "Station 2: biometrics",
    request_body(content = CaptureForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Envelope<FingerprintCapture>)))]
async fn capture(ctx: Ctx, mut form: Form<CaptureFields>) -> Result<Answer<FingerprintCapture>, Failure> {
    let image = form.optional_image("fingerprintImage");
    capture_fingerprint::run(&ctx, form.fields, image).await
}

/// Whether a fingerprint was captured.
#[utoipa::path(get, path = "/api/fingerprint/status/{candidateId}/{examId}", tag = "Station 2: biometrics",
    params(("candidateId" = CandidateId, Path), ("examId" = ExamId, Path)),
    responses((status = 200, body = Envelope<FingerprintStatus>)))]
async fn status(ctx: Ctx, path: Path<StatusPath>) -> Result<Answer<FingerprintStatus>, Failure> {
    capture_fingerprint::status(&ctx, path.0).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
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
