//! Fingerprint capture. The image goes in and never comes out; nothing compares two.

use std::sync::Arc;

use crate::{
    call::Call,
    error::{Error, Result},
    pictures::unreadable_finger,
    seat::{Seat, Whom},
    work::Work,
};
use adapters::BlobKind;
use api::Answer;
use api::fingerprints::{CaptureForm, FingerprintCapture, FingerprintStatus, Metadata, StatusPath};
use domain::{BlobId, Refusal, alert::AlertKind, event::Fact};
use serde_json::json;
use store::{
    Tx,
    blobs::{self, Blob},
    fingerprints::{self, Capture},
};
use vault::Vault;

/// Under this grade an image shows no finger: blank, noise, a photograph of something else. Drawn ridges at a twentieth
/// of their contrast have 24: `docs/fingerprint-quality.md`.
pub(crate) const POOR_FINGERPRINT: f64 = 10.0;

/// Keeps an image, or the reason why there is none.
///
/// # Errors
/// `FINGERPRINT_EXISTS`, `IMAGE_UNREADABLE`, and those of every biometric call.
pub async fn capture(call: &Call, mut form: CaptureForm) -> Result<Answer<FingerprintCapture>> {
    let metadata = form.device_says()?;
    let image = std::mem::take(&mut form.fingerprint_image).optional();
    let fields = &form;
    if image.is_some() == fields.exception_reason.is_some() {
        return Err(Error::invalid("fingerprintImage", "or exceptionReason is required, not both"));
    }
    let whom = Whom::Id(fields.candidate_id);
    check(call, &mut *call.read().await?, fields, &whom).await?;
    let kept = match image {
        Some(image) => Some(keep_image(call, fields, image).await?),
        None => None,
    };
    let mut tx = call.begin_in(fields.exam_id).await?;
    let seat = Seat::hold(call, &mut tx, fields.exam_id, &whom).await?;
    let capture = captured(call, &metadata, fields, kept.as_ref());
    if let Some((blob, _)) = &kept {
        blobs::insert(&mut tx, blob).await?;
    }
    apply(call, &mut tx, &seat, &capture).await?;
    call.commit(tx, Answer::created(kept_capture(&capture, fields.exam_id))).await
}

/// Keeps a capture of the candidate of a seat that is held; a row names its file.
///
/// # Errors
/// `ATTENDANCE_REQUIRED`, `OPERATOR_MISMATCH`, `FINGERPRINT_EXISTS`, `SLOT_ENDED`; nothing was changed then.
pub(crate) async fn apply(call: &Call, tx: &mut Work, seat: &Seat, capture: &Capture) -> Result<()> {
    let marked = seat.admitted(call, tx).await?;
    if fingerprints::of(tx, seat.exam.id, seat.candidate.id).await?.is_some() {
        return Err(seat.refuse(Refusal::FingerprintExists));
    }
    seat.in_time(call, tx).await?;
    if !fingerprints::insert(tx, capture, &marked, call.caller.actor.user_id).await? {
        return Err(seat.refuse(Refusal::FingerprintExists));
    }
    let (mut image_digest, mut reason_digest) = (None, None);
    match (capture.blob_id, &capture.exception_reason) {
        (Some(blob), _) => image_digest = Some(tx.image_digest(call.action, capture.id, blob).await?),
        (None, reason) => {
            let reason = reason.as_deref().unwrap_or_default().as_bytes();
            reason_digest = Some(tx.digest(call.action, "reason", capture.id, reason)?);
        }
    }
    let (exception, image_quality) = (capture.blob_id.is_none(), capture.image_quality);
    let data = Fact::CaptureFingerprint { exception, image_quality, image_digest, reason_digest };
    call.record(tx, seat.about(), Some(capture.id.to_string()), data).await?;
    match image_quality.filter(|quality| *quality < POOR_FINGERPRINT) {
        Some(quality) => poor(call, tx, seat, quality).await,
        None => Ok(()),
    }
}

/// Tells of an image that shows no ridges to speak of: it is kept, and somebody should look at the device.
async fn poor(call: &Call, tx: &mut Work, seat: &Seat, quality: f64) -> Result<()> {
    let details = json!({ "reason": "fingerprint", "imageQuality": quality });
    call.alert(tx, AlertKind::InvalidPhoto, seat.about(), None, details).await
}

async fn check(call: &Call, tx: &mut Tx, fields: &CaptureForm, whom: &Whom) -> Result<()> {
    let seat = Seat::look(call, tx, fields.exam_id, whom).await?;
    seat.admitted(call, tx).await?;
    call.must_be(fields.operator_id).map_err(|failure| failure.about(seat.about()))?;
    match fingerprints::of(tx, seat.exam.id, seat.candidate.id).await? {
        Some(_) => Err(seat.refuse(Refusal::FingerprintExists)),
        None => Ok(()),
    }
}

async fn keep_image(call: &Call, fields: &CaptureForm, image: Vec<u8>) -> Result<(Blob, fingerprint::Fingerprint)> {
    let image = Arc::new(image);
    let bytes = Arc::clone(&image);
    let inspected = call.app.images.run_for(call.party(), move || inspect_blocking(&bytes)).await??;
    let bytes = Arc::unwrap_or_clone(image);
    let now = call.app.clock.now();
    let blob = call.app.vault.put(Some(fields.exam_id), BlobKind::Fingerprint, call.id(), bytes, now).await?;
    Ok((blob, inspected))
}

/// Recognises and grades an image; blocking.
///
/// # Errors
/// `IMAGE_UNREADABLE`.
pub(crate) fn inspect_blocking(bytes: &[u8]) -> Result<fingerprint::Fingerprint> {
    fingerprint::inspect(bytes, &fingerprint::Limits::default()).map_err(unreadable_finger)
}

fn captured(
    call: &Call,
    metadata: &Metadata,
    fields: &CaptureForm,
    kept: Option<&(Blob, fingerprint::Fingerprint)>,
) -> Capture {
    Capture {
        id: call.id(),
        finger: metadata.finger,
        capture_device_id: metadata.capture_device_id.as_ref().map(|line| line.as_str().to_owned()),
        format: kept.map(|(_, inspected)| inspected.format.as_str().to_owned()),
        image_quality: kept.map(|(_, inspected)| inspected.quality),
        device_quality: metadata.image_quality,
        blob_id: kept.map(|(blob, _)| blob.id),
        exception_reason: fields.exception_reason.as_ref().map(|line| line.as_str().to_owned()),
        captured_at: call.moment.captured,
    }
}

/// Whether a fingerprint was captured; with or without attendance.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `CANDIDATE_NOT_FOUND`.
pub async fn status(call: &Call, path: StatusPath) -> Result<Answer<FingerprintStatus>> {
    let mut tx = call.read().await?;
    let seat = Seat::look(call, &mut tx, path.exam_id, &Whom::Id(path.candidate_id)).await?;
    let capture = fingerprints::of(&mut tx, seat.exam.id, seat.candidate.id).await?;
    Ok(Answer::ok(capture_status(capture.as_ref(), seat.exam.id)))
}

/// Where an image lies.
#[must_use]
pub(crate) fn location(exam: domain::ExamId, blob: BlobId) -> String {
    Vault::location(Some(exam), BlobKind::Fingerprint, blob)
}

fn kept_capture(capture: &Capture, exam: domain::ExamId) -> FingerprintCapture {
    FingerprintCapture {
        id: capture.id,
        captured: capture.blob_id.is_some(),
        capture_timestamp: capture.captured_at,
        image_quality: capture.image_quality,
        storage_location: capture.blob_id.map(|blob| location(exam, blob)),
        encrypted: capture.blob_id.map(|_| true),
        exception_reason: capture.exception_reason.clone(),
    }
}

fn capture_status(capture: Option<&Capture>, exam: domain::ExamId) -> FingerprintStatus {
    FingerprintStatus {
        captured: capture.is_some_and(|capture| capture.blob_id.is_some()),
        capture_timestamp: capture.map(|capture| capture.captured_at),
        image_quality: capture.and_then(|capture| capture.image_quality),
        storage_location: capture.and_then(|capture| capture.blob_id).map(|blob| location(exam, blob)),
        exception_reason: capture.and_then(|capture| capture.exception_reason.clone()),
    }
}
