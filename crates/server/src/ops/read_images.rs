//! Images that are given back: photographs, attempts, sheets. Every look is audited. Fingerprints
//! never: there is no kind to ask for one.

use adapters::ReadableKind;
use axum::{
    http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
    response::{IntoResponse as _, Response},
};
use domain::{AttemptId, BlobId, CandidateId, ExamId, Refusal, Role};
use serde_json::json;
use store::{Tx, candidates, enrolments, face_attempts, omr};

use super::{
    read_candidates::count_read,
    seat::{self, Seat, Whom},
};
use crate::{
    http::{About, Ctx, Failure},
    routes::omr::SheetPath,
};

/// The enrolled photograph of a candidate that the caller may see.
///
/// # Errors
/// `PHOTO_NOT_FOUND`, and those of every read of a candidate.
pub async fn photo(ctx: &Ctx, exam: ExamId, candidate: CandidateId) -> Result<Response, Failure> {
    let mut tx = ctx.begin().await?;
    let seat = Seat::look(ctx, &mut tx, exam, &Whom::Id(candidate)).await?;
    let mut tx = count_read(ctx, tx, seat.about()).await?;
    let enrolled =
        enrolments::of(&mut tx, exam, candidate).await?.ok_or_else(|| seat.refuse(Refusal::PhotoNotFound))?;
    ctx.record(&mut tx, seat.about(), Some(enrolled.id.to_string()), json!({})).await?;
    tx.commit().await?;
    give(ctx, exam, ReadableKind::FaceEnrolled, enrolled.blob_id).await
}

/// The live image of an attempt, for the centre's supervisor and head office.
///
/// # Errors
/// `ATTEMPT_NOT_FOUND`.
pub async fn attempt(ctx: &Ctx, id: AttemptId) -> Result<Response, Failure> {
    let mut tx = ctx.begin().await?;
    let attempt = face_attempts::get(&mut tx, id).await?.ok_or(Refusal::AttemptNotFound)?;
    let about = About {
        exam: Some(attempt.exam_id),
        centre: Some(attempt.centre_id),
        candidate: Some(attempt.candidate_id),
        ..About::default()
    };
    if !may_look(ctx, Some(attempt.centre_id)) {
        return Err(Failure::from(Refusal::AttemptNotFound).about(about));
    }
    ctx.record(&mut tx, about, Some(id.to_string()), json!({})).await?;
    tx.commit().await?;
    give(ctx, attempt.exam_id, ReadableKind::FaceLive, attempt.blob_id).await
}

/// The image of a sheet, for the centre's supervisor and head office.
///
/// # Errors
/// `OMR_NOT_FOUND`, `IMAGE_NOT_FOUND`.
pub async fn sheet(ctx: &Ctx, path: SheetPath) -> Result<Response, Failure> {
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, path.exam_id).await?;
    let sheet = omr::get(&mut tx, exam.id, &path.barcode).await?.ok_or(Refusal::OmrNotFound)?;
    let centre = centre_of(&mut tx, &sheet).await?;
    let about = About { exam: Some(exam.id), centre, candidate: sheet.candidate_id, ..About::default() };
    if !may_look(ctx, centre) {
        return Err(Failure::from(Refusal::OmrNotFound).about(about));
    }
    let blob = sheet.blob_id.ok_or_else(|| Failure::from(Refusal::ImageNotFound).about(about))?;
    ctx.record(&mut tx, about, Some(sheet.barcode.to_string()), json!({})).await?;
    tx.commit().await?;
    give(ctx, exam.id, ReadableKind::OmrSheet, blob).await
}

/// A bound sheet is where its candidate is; a free one where it was scanned.
async fn centre_of(tx: &mut Tx, sheet: &omr::Sheet) -> Result<Option<domain::CentreId>, Failure> {
    let owner = match sheet.candidate_id {
        Some(candidate) => candidates::get(tx, sheet.exam_id, candidate).await?,
        None => None,
    };
    Ok(owner.map(|candidate| candidate.centre_id).or(sheet.centre_id))
}

/// Whether the images of a centre are open to the caller.
pub fn may_look(ctx: &Ctx, centre: Option<domain::CentreId>) -> bool {
    ctx.actor.role == Role::Admin || (centre.is_some() && centre == ctx.actor.centre_id)
}

/// Gives an image that is kept.
///
/// # Errors
/// When it cannot be read.
pub async fn give(ctx: &Ctx, exam: ExamId, kind: ReadableKind, blob: BlobId) -> Result<Response, Failure> {
    let bytes = ctx.app.vault.read(Some(exam), kind, blob, ctx.now).await?;
    let headers = [
        (CONTENT_TYPE, content_type(&bytes)),
        (CACHE_CONTROL, "private, no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, bytes).into_response())
}

/// By content, as the image was recognised when it came.
fn content_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'R', b'I', b'F', b'F', ..] => "image/webp",
        [b'B', b'M', ..] => "image/bmp",
        _ => "image/jpeg",
    }
}
