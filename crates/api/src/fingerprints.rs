//! Fingerprints: captured, never compared, never given back.

use domain::{CandidateId, ExamId, FingerprintId, Timestamp, UserId, fingerprint::Finger, text::Line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    fields::{Fields, parse},
    form::{FormFiles, FormImage},
};

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

/// A form with a fingerprint, or the reason why there is none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaptureForm {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Who acts: the token's user.
    #[schema(nullable = false)]
    pub operator_id: Option<UserId>,
    /// PNG, BMP or WSQ.
    #[serde(skip)]
    #[schema(value_type = Option<String>, format = Binary, nullable = false)]
    pub fingerprint_image: FormImage,
    /// JSON: finger, captureDeviceId, imageQuality.
    #[schema(nullable = false)]
    pub metadata: Option<String>,
    /// In place of the image: a refusal or a missing finger.
    #[schema(nullable = false)]
    pub exception_reason: Option<Line>,
}

impl FormFiles for CaptureForm {
    const TEXTS: &'static [&'static str] = &["examId", "candidateId", "operatorId", "metadata", "exceptionReason"];
    const IMAGES: &'static [&'static str] = &["fingerprintImage"];

    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        (name == "fingerprintImage").then_some(&mut self.fingerprint_image)
    }
}

impl CaptureForm {
    /// What the device says of the capture, out of the JSON of `metadata`.
    ///
    /// # Errors
    /// [`Fields`] when it is no JSON object, or not of this shape.
    pub fn device_says(&self) -> Result<Metadata, Fields> {
        let Some(text) = self.metadata.as_deref().filter(|text| !text.trim().is_empty()) else {
            return Ok(Metadata::default());
        };
        let wrong = || Fields::of("metadata", "must be a JSON object");
        let value: serde_json::Value = serde_json::from_str(text).map_err(|_| wrong())?;
        if !value.is_object() {
            return Err(wrong());
        }
        parse(value).map_err(|fields| Fields::of("metadata", fields.sentence()))
    }
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

/// The parameters of the status.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusPath {
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The exam.
    pub exam_id: ExamId,
}
