//! Fingerprint capture. The image goes in and never comes out; nothing compares two.

use std::sync::Arc;

use crate::{
    call::Call,
    error::{Error, Result},
    pictures::unreadable_finger,
    seat::{self, Place, Seat, Whom},
    work::Work,
};
use adapters::BlobKind;
use api::Answer;
use api::fingerprints::{CaptureForm, FingerprintCapture, FingerprintStatus, Metadata, StatusPath};
use domain::{BlobId, Refusal, alert::AlertKind, attendance::Attendance, event::Fact};
use serde_json::json;
use store::{
    StoreError, Tx,
    attendance::{self, Marked},
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
    let mut look = call.look().await?;
    let (seat, standing) = find(call, &mut look, fields, false).await?;
    look.over();
    standing.allow(call, &seat)?;
    call.must_be(fields.operator_id).map_err(|failure| failure.about(seat.about()))?;
    let kept = match image {
        Some(image) => Some(keep_image(call, fields, image).await?),
        None => None,
    };
    let capture = captured(call, &metadata, fields, kept.as_ref());
    let file = kept.as_ref().map(|(blob, _)| blob);
    match write(call, fields, &capture, file, false).await {
        // Another call about the candidate was in between: what stands now is asked when the candidate is held.
        Err(failure) if failure.refusal() == Some(Refusal::FingerprintExists) => {
            write(call, fields, &capture, file, true).await
        }
        done => done,
    }
}

/// Writes a capture, by what was there when the candidate was asked for; `anew`: by what is there once they are held.
async fn write(
    call: &Call,
    fields: &CaptureForm,
    capture: &Capture,
    file: Option<&Blob>,
    anew: bool,
) -> Result<Answer<FingerprintCapture>> {
    let mut tx = call.begin_in(fields.exam_id).await?;
    let (seat, mut standing) = find(call, &mut tx, fields, true).await?;
    if anew {
        standing = Standing::of(&mut tx, &seat).await?;
    }
    if let Some(file) = file {
        blobs::insert(&mut tx, file).await?;
    }
    keep(call, &mut tx, &seat, &standing, capture, file).await?;
    let answer = Answer::created(kept_capture(capture, fields.exam_id));
    call.commit_unless(tx, answer, Some(seat.refuse(Refusal::FingerprintExists))).await
}

/// What stands of a candidate when a finger is captured.
struct Standing {
    marked: Option<Marked>,
    captured: bool,
}

impl Standing {
    async fn of(tx: &mut Tx, seat: &Seat) -> Result<Self> {
        let captured = fingerprints::ask_of(seat.exam.id, seat.candidate.id);
        let (marked, captured) = tx.together((seat.ask_attendance(), captured)).await?;
        Ok(Self { marked: marked.into_iter().next(), captured: !captured.is_empty() })
    }

    /// The attendance that the capture stands on.
    fn allow(&self, call: &Call, seat: &Seat) -> Result<Attendance> {
        let marked = seat.admit(call, self.marked.as_ref())?;
        if self.captured { Err(seat.refuse(Refusal::FingerprintExists)) } else { Ok(marked) }
    }
}

/// The candidate, and what stands of them.
async fn find(call: &Call, tx: &mut Tx, fields: &CaptureForm, hold: bool) -> Result<(Seat, Standing)> {
    let (exam, candidate) = (fields.exam_id, fields.candidate_id);
    let (place, slots) = seat::ask_place(call, exam);
    let of_candidate = (attendance::ask_of(exam, candidate), fingerprints::ask_of(exam, candidate));
    let whom = Whom::Id(candidate).ask(exam, hold);
    let (place, slots, found, marked, captured) =
        tx.together((place, slots, whom, of_candidate.0, of_candidate.1)).await?;
    let seat = Seat::of(Place::of(call, place, &slots)?, found)?;
    Ok((seat, Standing { marked: marked.into_iter().next(), captured: !captured.is_empty() }))
}

/// Keeps a capture of the candidate of a seat that is held; a row names its file.
///
/// # Errors
/// `ATTENDANCE_REQUIRED`, `OPERATOR_MISMATCH`, `FINGERPRINT_EXISTS`, `SLOT_ENDED`; nothing was changed then.
pub(crate) async fn apply(call: &Call, tx: &mut Work, seat: &Seat, capture: &Capture) -> Result<()> {
    let standing = Standing::of(tx, seat).await?;
    let file = match capture.blob_id {
        Some(blob) => Some(blobs::get(tx, blob).await?.ok_or(StoreError::Corrupt { column: "blob_id" })?),
        None => None,
    };
    keep(call, tx, seat, &standing, capture, file.as_ref()).await
}

async fn keep(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    standing: &Standing,
    capture: &Capture,
    file: Option<&Blob>,
) -> Result<()> {
    let marked = standing.allow(call, seat)?;
    seat.in_time(call, tx).await?;
    fingerprints::insert(tx, capture, &marked, call.caller.actor.user_id).await?;
    let (mut image_digest, mut reason_digest) = (None, None);
    match (file, &capture.exception_reason) {
        (Some(file), _) => image_digest = Some(tx.digest(call.action, "image", capture.id, &file.sha256)?),
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
