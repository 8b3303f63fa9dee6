//! Enrolment of a candidate's face, and of an operator's own.

use super::reading::{self, Enrolled, embedding_context, likeness_context, photograph_digest, pixel_digest};
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat::{Seat, Whom},
};
use adapters::BlobKind;
use api::Answer;
use api::accounts::{OperatorFace, OperatorFaceForm};
use api::faces::{EnrolForm, EnrolledFace};
use domain::event::Fact;
use domain::{BlobId, CandidateId, ExamId, FaceId, Refusal, UserId};
use store::{
    Tx, accounts, blobs, closing,
    enrolments::{self, Enrolment},
    face_searches::{self, Search},
};

/// Enrols the photograph of a candidate, in place of an earlier one, until the station is closed.
///
/// # Errors
/// The refusals of a picture; `BIOMETRIC_EXISTS`.
pub async fn enrol(call: &Call, mut form: EnrolForm) -> Result<Answer<EnrolledFace>> {
    let picture = std::mem::take(&mut form.face_image).required("faceImage")?;
    let (exam, id) = (form.exam_id, form.candidate_id);
    let seat = Seat::look(call, &mut *call.read().await?, exam, &Whom::Id(id)).await?;
    let enrolled = reading::enrol(call, picture).await.map_err(|failure| failure.about(seat.about()))?;
    let quality = serde_json::to_value(enrolled.reading.quality).map_err(|error| Error::internal(&error))?;
    let photo = keep_photo(call, exam, id, enrolled).await?;
    let mut tx = call.begin_in(exam).await?;
    let seat = Seat::hold(call, &mut tx, exam, &Whom::Id(id)).await?;
    put(&mut tx, &photo).await.map_err(|failure| failure.about(seat.about()))?;
    let Photograph { blob, face, .. } = photo;
    let digest = tx.digest(call.action, "image", face.id, &blob.sha256)?;
    let data = Fact::EnrolFace { face_id: face.id, engine: face.engine.clone(), image_digest: digest };
    call.record(&mut tx, seat.about(), Some(face.id.to_string()), data).await?;
    call.commit(tx, Answer::created(EnrolledFace { face_id: face.id, quality, engine: face.engine })).await
}

/// A photograph that is to be enrolled.
#[derive(Debug)]
pub(crate) struct Photograph {
    /// Its file, which is written.
    pub blob: blobs::Blob,
    /// Its face.
    pub face: Enrolment,
    /// The digest of its pixels under the exam's key.
    pub pixels: Vec<u8>,
}

/// Writes the encrypted photograph and makes its row ready, outside of any transaction.
///
/// # Errors
/// When the file cannot be written.
pub(crate) async fn keep_photo(call: &Call, exam: ExamId, id: CandidateId, enrolled: Enrolled) -> Result<Photograph> {
    let blob_id: BlobId = call.id();
    let face_id: FaceId = call.id();
    let vault = &call.app.vault;
    let key = vault.key(Some(exam), call.moment.captured).await?;
    let photo_sha256 = photograph_digest(&key, &enrolled.bytes)?;
    let pixels = pixel_digest(&key, &enrolled.pixels)?;
    let blob = vault.put(Some(exam), BlobKind::FaceEnrolled, blob_id, enrolled.bytes, call.app.clock.now()).await?;
    let reading = &enrolled.reading;
    let embedding = key.seal(&embedding_context(face_id.0), &reading.embedding.to_bytes())?;
    let likeness = key.seal(&likeness_context(face_id.0), &reading.likeness.to_bytes())?;
    let face = Enrolment {
        id: face_id,
        exam_id: exam,
        candidate_id: id,
        blob_id,
        photo_sha256,
        embedding,
        likeness: Some(likeness),
        quality: serde_json::to_value(reading.quality).map_err(|error| Error::internal(&error))?,
        engine: call.app.engine.name().to_owned(),
        model: call.app.engine.model_digest().to_owned(),
        enrolled_at: call.moment.captured,
        enrolled_by: call.caller.actor.user_id,
    };
    Ok(Photograph { blob, face, pixels })
}

/// Writes the rows of an enrolment, with the search for its like; a closed station keeps the face it
/// was closed with.
///
/// # Errors
/// `BIOMETRIC_EXISTS`.
pub(crate) async fn put(tx: &mut Tx, Photograph { blob, face, pixels }: &Photograph) -> Result<()> {
    if closing::of(tx, face.exam_id, face.candidate_id).await?.is_some() {
        return Err(Refusal::BiometricExists.into());
    }
    blobs::insert(tx, blob).await?;
    enrolments::put(tx, face, pixels).await?;
    let search = Search {
        id: face.id.0,
        exam_id: face.exam_id,
        candidate_id: face.candidate_id,
        embedding: None,
        model: face.model.clone(),
        operator_id: face.enrolled_by,
        device_id: None,
        offline: false,
    };
    Ok(face_searches::put(tx, &search).await?)
}

/// Enrols an operator's own face, so that a station refuses it.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, the refusals of a picture.
pub async fn enrol_operator(call: &Call, id: UserId, form: OperatorFaceForm) -> Result<Answer<OperatorFace>> {
    let picture = form.face_image.required("faceImage")?;
    let known = accounts::get(&mut *call.read().await?, id).await?;
    known.ok_or(Refusal::OperatorNotFound)?;
    let enrolled = reading::enrol(call, picture).await?;
    let quality = serde_json::to_value(enrolled.reading.quality).map_err(|error| Error::internal(&error))?;
    let blob_id: BlobId = call.id();
    let blob = call.app.vault.put(None, BlobKind::OperatorFace, blob_id, enrolled.bytes, call.app.clock.now()).await?;
    let embedding = enrolled.reading.embedding.to_bytes();
    let sealed = call.app.vault.key(None, call.moment.captured).await?.seal(&embedding_context(id.0), &embedding)?;
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    let held = accounts::hold(&mut tx, id).await?.filter(|held| !held.user.disabled);
    held.ok_or(Refusal::OperatorNotFound)?;
    blobs::insert(&mut tx, &blob).await?;
    accounts::set_face(&mut tx, id, blob_id, &sealed).await?;
    call.record(&mut tx, About::default(), Some(id.to_string()), Fact::EnrolOperatorFace).await?;
    let engine = call.app.engine.name().to_owned();
    call.commit(tx, Answer::created(OperatorFace { operator_id: id, quality, engine })).await
}
