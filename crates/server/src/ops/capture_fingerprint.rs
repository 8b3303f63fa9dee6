//! Fingerprint capture. The image goes in and never comes out; nothing compares two.

use std::sync::Arc;

use adapters::BlobKind;
use domain::{BlobId, Refusal};
use serde_json::json;
use store::{
    Tx,
    blobs::{self, Blob},
    fingerprints::{self, Capture},
};

use super::{
    seat::{Seat, Whom},
    verify_face::admitted,
};
use crate::{
    http::{Answer, Ctx, Failure},
    routes::fingerprints::{CaptureFields, FingerprintCapture, FingerprintStatus, Metadata, StatusPath},
    vault::Vault,
};

/// Keeps an image, or the reason why there is none.
///
/// # Errors
/// `FINGERPRINT_EXISTS`, `IMAGE_UNREADABLE`, and those of every biometric call.
pub async fn run(
    ctx: &Ctx,
    fields: CaptureFields,
    image: Option<Vec<u8>>,
) -> Result<Answer<FingerprintCapture>, Failure> {
    let metadata = fields.metadata()?;
    if image.is_some() == fields.exception_reason.is_some() {
        return Err(Failure::invalid("fingerprintImage", "or exceptionReason is required, not both"));
    }
    let whom = Whom::Id(fields.candidate_id);
    check(ctx, &mut ctx.read().await?, &fields, &whom).await?;
    let kept = match image {
        Some(image) => Some(keep_image(ctx, &fields, image).await?),
        None => None,
    };
    let mut tx = ctx.begin().await?;
    let seat = Seat::hold(ctx, &mut tx, fields.exam_id, &whom).await?;
    let capture = capture(ctx, &metadata, &fields, kept.as_ref());
    if let Some((blob, _)) = &kept {
        blobs::insert(&mut tx, blob).await?;
    }
    apply(ctx, &mut tx, &seat, &capture).await?;
    ctx.commit(tx, Answer::created(FingerprintCapture::of(&capture, fields.exam_id))).await
}

/// Keeps a capture of the candidate of a seat that is held; a row names its file.
///
/// # Errors
/// `ATTENDANCE_REQUIRED`, `OPERATOR_MISMATCH`, `FINGERPRINT_EXISTS`, `SLOT_ENDED`; nothing was changed then.
pub async fn apply(ctx: &Ctx, tx: &mut Tx, seat: &Seat, capture: &Capture) -> Result<(), Failure> {
    let marked = admitted(ctx, tx, seat).await?;
    if fingerprints::of(tx, seat.exam.id, seat.candidate.id).await?.is_some() {
        return Err(seat.refuse(Refusal::FingerprintExists));
    }
    seat.in_time(ctx, tx).await?;
    if !fingerprints::insert(tx, capture, &marked, ctx.actor.user_id).await? {
        return Err(seat.refuse(Refusal::FingerprintExists));
    }
    let mut data = json!({ "exception": capture.blob_id.is_none(), "imageQuality": capture.image_quality });
    match (capture.blob_id, &capture.exception_reason) {
        (Some(blob), _) => data["imageDigest"] = ctx.image_digest(tx, seat.exam.id, capture.id, blob).await?.into(),
        (None, reason) => {
            let reason = reason.as_deref().unwrap_or_default().as_bytes();
            data["reasonDigest"] = ctx.digest(tx, seat.exam.id, "reason", capture.id, reason).await?.into();
        }
    }
    ctx.record(tx, seat.about(), Some(capture.id.to_string()), data).await
}

async fn check(ctx: &Ctx, tx: &mut Tx, fields: &CaptureFields, whom: &Whom) -> Result<(), Failure> {
    let seat = Seat::look(ctx, tx, fields.exam_id, whom).await?;
    admitted(ctx, tx, &seat).await?;
    ctx.must_be(fields.operator_id).map_err(|failure| failure.about(seat.about()))?;
    match fingerprints::of(tx, seat.exam.id, seat.candidate.id).await? {
        Some(_) => Err(seat.refuse(Refusal::FingerprintExists)),
        None => Ok(()),
    }
}

async fn keep_image(
    ctx: &Ctx,
    fields: &CaptureFields,
    image: Vec<u8>,
) -> Result<(Blob, fingerprint::Fingerprint), Failure> {
    let image = Arc::new(image);
    let bytes = Arc::clone(&image);
    let inspected = ctx.app.images.run(move || inspect_blocking(&bytes)).await??;
    let bytes = Arc::unwrap_or_clone(image);
    let now = ctx.app.clock.now();
    let blob = ctx.app.vault.put(Some(fields.exam_id), BlobKind::Fingerprint, ctx.id(), bytes, now).await?;
    Ok((blob, inspected))
}

/// Recognises and grades an image; blocking.
///
/// # Errors
/// `IMAGE_UNREADABLE`.
pub fn inspect_blocking(bytes: &[u8]) -> Result<fingerprint::Fingerprint, Failure> {
    fingerprint::inspect(bytes, &fingerprint::Limits::default()).map_err(|error| {
        Failure::from(Refusal::ImageUnreadable)
            .saying(format!("The fingerprint cannot be used: {error}. Send PNG, BMP or WSQ."))
    })
}

fn capture(
    ctx: &Ctx,
    metadata: &Metadata,
    fields: &CaptureFields,
    kept: Option<&(Blob, fingerprint::Fingerprint)>,
) -> Capture {
    Capture {
        id: ctx.id(),
        finger: metadata.finger,
        capture_device_id: metadata.capture_device_id.as_ref().map(|line| line.as_str().to_owned()),
        format: kept.map(|(_, inspected)| inspected.format.as_str().to_owned()),
        image_quality: kept.map(|(_, inspected)| inspected.quality),
        device_quality: metadata.image_quality,
        blob_id: kept.map(|(blob, _)| blob.id),
        exception_reason: fields.exception_reason.as_ref().map(|line| line.as_str().to_owned()),
        captured_at: ctx.now,
    }
}

/// Whether a fingerprint was captured; with or without attendance.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `CANDIDATE_NOT_FOUND`.
pub async fn status(ctx: &Ctx, path: StatusPath) -> Result<Answer<FingerprintStatus>, Failure> {
    let mut tx = ctx.read().await?;
    let seat = Seat::look(ctx, &mut tx, path.exam_id, &Whom::Id(path.candidate_id)).await?;
    let capture = fingerprints::of(&mut tx, seat.exam.id, seat.candidate.id).await?;
    Ok(Answer::ok(FingerprintStatus::of(capture, seat.exam.id)))
}

/// Where an image lies.
#[must_use]
pub fn location(exam: domain::ExamId, blob: BlobId) -> String {
    Vault::location(Some(exam), BlobKind::Fingerprint, blob)
}
