//! Enrolment of a candidate's face, and of an operator's own.

use adapters::BlobKind;
use domain::{BlobId, CandidateId, ExamId, FaceId, Refusal, UserId};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{
    Tx, accounts, biometrics, blobs,
    enrolments::{self, Enrolment},
    face_searches::{self, Search},
};

use super::{
    read_faces::{self, Enrolled, embedding_context},
    seat::{Seat, Whom},
};
use crate::{
    http::{About, Answer, Ctx, Failure},
    routes::{faces::EnrolledFace, operators::OperatorFace},
};

/// Enrols the photograph of a candidate, in place of an earlier one, until the station is closed.
///
/// # Errors
/// The refusals of a picture; `BIOMETRIC_EXISTS`.
pub async fn candidate(
    ctx: &Ctx,
    exam: ExamId,
    id: CandidateId,
    picture: Vec<u8>,
) -> Result<Answer<EnrolledFace>, Failure> {
    let seat = Seat::look(ctx, &mut ctx.read().await?, exam, &Whom::Id(id)).await?;
    let enrolled = read_faces::enrol(&ctx.app, picture).await.map_err(|failure| failure.about(seat.about()))?;
    let quality = serde_json::to_value(enrolled.reading.quality).map_err(|error| Failure::internal(&error))?;
    let (blob, face) = keep_photo(ctx, exam, id, enrolled).await?;
    let mut tx = ctx.begin().await?;
    let seat = Seat::hold(ctx, &mut tx, exam, &Whom::Id(id)).await?;
    put(&mut tx, &blob, &face).await.map_err(|failure| failure.about(seat.about()))?;
    let digest = ctx.digest(&mut tx, exam, "image", face.id, &blob.sha256).await?;
    let data = json!({ "faceId": face.id, "engine": face.engine, "imageDigest": digest });
    ctx.record(&mut tx, seat.about(), Some(face.id.to_string()), data).await?;
    ctx.commit(tx, Answer::created(EnrolledFace { face_id: face.id, quality, engine: face.engine })).await
}

/// Writes the encrypted photograph and makes its row ready, outside of any transaction.
///
/// # Errors
/// When the file cannot be written.
pub async fn keep_photo(
    ctx: &Ctx,
    exam: ExamId,
    id: CandidateId,
    enrolled: Enrolled,
) -> Result<(blobs::Blob, Enrolment), Failure> {
    let blob_id: BlobId = ctx.id();
    let face_id: FaceId = ctx.id();
    let vault = &ctx.app.vault;
    let photo_sha256 = Sha256::digest(&enrolled.bytes).to_vec();
    let blob = vault.put(Some(exam), BlobKind::FaceEnrolled, blob_id, enrolled.bytes, ctx.app.clock.now()).await?;
    let context = embedding_context(face_id.0);
    let embedding = vault.seal(Some(exam), &context, &enrolled.reading.embedding.to_bytes(), ctx.now).await?;
    let face = Enrolment {
        id: face_id,
        exam_id: exam,
        candidate_id: id,
        blob_id,
        photo_sha256,
        embedding,
        quality: serde_json::to_value(enrolled.reading.quality).map_err(|error| Failure::internal(&error))?,
        engine: ctx.app.engine.name().to_owned(),
        model: ctx.app.engine.model_digest().to_owned(),
        enrolled_at: ctx.now,
        enrolled_by: ctx.actor.user_id,
    };
    Ok((blob, face))
}

/// Writes the rows of an enrolment, with the search for its like; a closed station keeps the face it
/// was closed with.
///
/// # Errors
/// `BIOMETRIC_EXISTS`.
pub async fn put(tx: &mut Tx, blob: &blobs::Blob, face: &Enrolment) -> Result<(), Failure> {
    if biometrics::of(tx, face.exam_id, face.candidate_id).await?.is_some() {
        return Err(Refusal::BiometricExists.into());
    }
    blobs::insert(tx, blob).await?;
    enrolments::put(tx, face).await?;
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
pub async fn operator(ctx: &Ctx, id: UserId, picture: Vec<u8>) -> Result<Answer<OperatorFace>, Failure> {
    let known = accounts::get(&mut ctx.read().await?, id).await?;
    known.ok_or(Refusal::OperatorNotFound)?;
    let enrolled = read_faces::enrol(&ctx.app, picture).await?;
    let quality = serde_json::to_value(enrolled.reading.quality).map_err(|error| Failure::internal(&error))?;
    let blob_id: BlobId = ctx.id();
    let blob = ctx.app.vault.put(None, BlobKind::OperatorFace, blob_id, enrolled.bytes, ctx.app.clock.now()).await?;
    let embedding = enrolled.reading.embedding.to_bytes();
    let sealed = ctx.app.vault.seal(None, &embedding_context(id.0), &embedding, ctx.now).await?;
    let mut tx = ctx.begin().await?;
    blobs::insert(&mut tx, &blob).await?;
    accounts::set_face(&mut tx, id, blob_id, &sealed).await?;
    ctx.record(&mut tx, About::default(), Some(id.to_string()), json!({})).await?;
    let engine = ctx.app.engine.name().to_owned();
    ctx.commit(tx, Answer::created(OperatorFace { operator_id: id, quality, engine })).await
}
