//! Images that are given back: photographs, attempts, sheets. Every look is audited. Fingerprints
//! never: there is no kind to ask for one.

use crate::{
    call::Call,
    candidates::count_read,
    error::{About, Error, Result},
    seat::{self, Seat, Whom},
    sheets::pictures,
};
use api::sheets::{SheetImageQuery, SheetPath};
use domain::event::Fact;
use domain::{
    AttemptId, BlobId, CandidateId, ExamId, Refusal, Role,
    sheet::{TakenPicture, shown},
};
use store::{enrolments, face_attempts, sheet_pictures, sheets};
use vault::ReadableKind;

/// An image that is given back.
#[derive(Debug)]
pub struct Image {
    /// Its media type, by content.
    pub content_type: &'static str,
    /// As it was sent once.
    pub bytes: Vec<u8>,
}

/// The enrolled photograph of a candidate that the caller may see.
///
/// # Errors
/// `PHOTO_NOT_FOUND`, and those of every read of a candidate.
pub async fn photo(call: &Call, exam: ExamId, candidate: CandidateId) -> Result<Image> {
    let mut tx = call.begin().await?;
    let seat = Seat::look(call, &mut tx, exam, &Whom::Id(candidate)).await?;
    let mut tx = count_read(call, tx, seat.about()).await?;
    let enrolled =
        enrolments::of(&mut tx, exam, candidate).await?.ok_or_else(|| seat.refuse(Refusal::PhotoNotFound))?;
    call.record(&mut tx, seat.about(), Some(enrolled.id.to_string()), Fact::ReadPhoto).await?;
    tx.commit().await?;
    give(call, exam, ReadableKind::FaceEnrolled, enrolled.blob_id).await
}

/// The live image of an attempt, for the centre's supervisor and head office.
///
/// # Errors
/// `ATTEMPT_NOT_FOUND`.
pub async fn attempt(call: &Call, id: AttemptId) -> Result<Image> {
    let mut tx = call.begin().await?;
    let attempt = face_attempts::get(&mut tx, id).await?.ok_or(Refusal::AttemptNotFound)?;
    let about = About {
        exam: Some(attempt.exam_id),
        centre: Some(attempt.centre_id),
        candidate: Some(attempt.candidate_id),
        ..About::default()
    };
    if !may_look(call, Some(attempt.centre_id)) {
        return Err(Error::from(Refusal::AttemptNotFound).about(about));
    }
    call.record(&mut tx, about, Some(id.to_string()), Fact::ReadAttemptImage).await?;
    tx.commit().await?;
    give(call, attempt.exam_id, ReadableKind::FaceLive, attempt.blob_id).await
}

/// One of the pictures of a sheet.
#[derive(Debug)]
pub struct SheetImage {
    /// The picture.
    pub image: Image,
    /// Its number, from 1.
    pub take: usize,
    /// How many there are.
    pub of: usize,
}

/// A picture of a sheet, for the centre's supervisor and head office. A centre also sees what it took itself of a sheet
/// that is another's.
///
/// # Errors
/// `OMR_NOT_FOUND`, `IMAGE_NOT_FOUND`.
pub async fn sheet(call: &Call, path: SheetPath, query: &SheetImageQuery) -> Result<SheetImage> {
    let wanted = query.take()?;
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, path.exam_id).await?;
    let sheet = sheets::get(&mut tx, exam.id, &path.barcode).await?.ok_or(Refusal::OmrNotFound)?;
    let centre = seat::centre_of(&mut tx, &sheet).await?;
    let about = About { exam: Some(exam.id), centre, candidate: sheet.candidate_id, ..About::default() };
    let mut pictures = pictures::of(&mut tx, &sheet).await?;
    if !may_look(call, centre) {
        pictures.retain(|one| may_look(call, one.taken.centre));
        if pictures.is_empty() {
            return Err(Error::from(Refusal::OmrNotFound).about(about));
        }
    }
    let place = match wanted {
        Some(take) => Some(take - 1).filter(|place| *place < pictures.len()),
        None => {
            let bound_by = sheet_pictures::binder(&mut tx, exam.id, &sheet.barcode).await?;
            let taken: Vec<TakenPicture> = pictures.iter().map(|one| one.taken).collect();
            shown(&taken, bound_by, centre)
        }
    };
    let place = place.ok_or_else(|| Error::from(Refusal::ImageNotFound).about(about))?;
    call.record(&mut tx, about, Some(sheet.barcode.to_string()), Fact::ReadSheetImage).await?;
    tx.commit().await?;
    let image = give(call, exam.id, ReadableKind::OmrSheet, pictures[place].blob).await?;
    Ok(SheetImage { image, take: place + 1, of: pictures.len() })
}

/// Whether the images of a centre are open to the caller.
pub(crate) fn may_look(call: &Call, centre: Option<domain::CentreId>) -> bool {
    call.caller.actor.role == Role::Admin || (centre.is_some() && centre == call.caller.actor.centre_id)
}

/// Gives an image that is kept.
///
/// # Errors
/// When it cannot be read.
pub(crate) async fn give(call: &Call, exam: ExamId, kind: ReadableKind, blob: BlobId) -> Result<Image> {
    let bytes = call.app.vault.read(Some(exam), kind, blob).await?;
    Ok(Image { content_type: content_type(&bytes), bytes })
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
