//! The comparison of a live face with the enrolled one, in three steps: take a number, compare
//! (outside of any transaction), keep what came of it. A number is given back when no comparison
//! was made.

use adapters::BlobKind;
use domain::{
    AttemptId, BlobId, Refusal,
    alert::AlertKind,
    attendance::{Attendance, admit},
    face::{RESERVATION_SECONDS, is_verified, next_number},
};
use face::Embedding;
use serde_json::json;
use store::{
    Tx, accounts, attendance, biometrics, blobs, enrolments,
    enrolments::Enrolment,
    face_attempts::{self, Outcome, Summary},
    face_searches::{self, Search},
};

use super::{
    read_faces::{self, Compared, embedding, embedding_context},
    seat::{Seat, Whom},
};
use crate::{
    http::{Answer, Ctx, Failure},
    routes::faces::{FaceVerification, VerifyFields},
};

struct Reserved {
    id: AttemptId,
    number: u32,
    seat: Seat,
    enrolled: Embedding,
    operator: Option<Embedding>,
}

/// Compares, and keeps the attempt with its image. It goes on when the caller hangs up: a comparison
/// that was made counts.
///
/// # Errors
/// The refusals of section 2.5.
pub async fn run(ctx: &Ctx, fields: VerifyFields, live: Vec<u8>) -> Result<Answer<FaceVerification>, Failure> {
    let ctx = ctx.clone();
    let task = tokio::spawn(async move {
        let reserved = reserve(&ctx, fields).await?;
        let about = reserved.seat.about();
        match compare(&ctx, &reserved, live).await {
            Ok(compared) => keep(&ctx, reserved, compared).await,
            Err(failure) => {
                release(&ctx, reserved.id).await?;
                Err(failure)
            }
        }
        .map_err(|failure| failure.about(about))
    });
    task.await.map_err(|error| Failure::internal(&error))?
}

async fn reserve(ctx: &Ctx, fields: VerifyFields) -> Result<Reserved, Failure> {
    let mut tx = ctx.begin().await?;
    let seat = Seat::hold(ctx, &mut tx, fields.exam_id, &Whom::Id(fields.candidate_id)).await?;
    let marked = admitted(ctx, &mut tx, &seat).await?;
    ctx.must_be(fields.operator_id).map_err(|failure| failure.about(seat.about()))?;
    if biometrics::of(&mut tx, seat.exam.id, seat.candidate.id).await?.is_some() {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    let enrolment = enrolments::of(&mut tx, seat.exam.id, seat.candidate.id).await?;
    let enrolment = enrolment.ok_or_else(|| seat.refuse(Refusal::FaceNotEnrolled))?;
    seat.in_time(ctx, &mut tx).await?;
    let cut = ctx.now.plus_seconds(-RESERVATION_SECONDS);
    face_attempts::release_stale(&mut tx, seat.exam.id, seat.candidate.id, cut).await?;
    let taken = face_attempts::taken(&mut tx, seat.exam.id, seat.candidate.id).await?;
    let number = next_number(&taken, seat.exam.settings.max_face_attempts).map_err(|refusal| seat.refuse(refusal))?;
    let id: AttemptId = ctx.id();
    face_attempts::reserve(&mut tx, id, &marked, ctx.actor.user_id, number, ctx.now).await?;
    let operator = accounts::face(&mut tx, ctx.actor.user_id).await?;
    tx.commit().await?;
    let (enrolled, operator) = match embeddings(ctx, &enrolment, operator).await {
        Ok(both) => both,
        Err(failure) => {
            release(ctx, id).await?;
            return Err(failure);
        }
    };
    Ok(Reserved { id, number, seat, enrolled, operator })
}

/// The attendance that station 2 needs, under the exam's operator rule.
///
/// # Errors
/// `ATTENDANCE_REQUIRED`, `OPERATOR_MISMATCH`.
pub async fn admitted(ctx: &Ctx, tx: &mut Tx, seat: &Seat) -> Result<Attendance, Failure> {
    let marked = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    let admitted = admit(marked.as_ref(), seat.exam.settings.operator_rule, &ctx.actor, false);
    admitted.cloned().map_err(|refusal| seat.refuse(refusal))
}

/// Opens the enrolled face, and the acting operator's own where there is one.
///
/// # Errors
/// When they cannot be opened.
pub async fn embeddings(
    ctx: &Ctx,
    enrolment: &Enrolment,
    operator: Option<Vec<u8>>,
) -> Result<(Embedding, Option<Embedding>), Failure> {
    let vault = &ctx.app.vault;
    let context = embedding_context(enrolment.id.0);
    let enrolled = vault.open(Some(enrolment.exam_id), &context, &enrolment.embedding, ctx.now).await?;
    let operator = match operator {
        None => None,
        Some(sealed) => {
            let context = embedding_context(ctx.actor.user_id.0);
            Some(embedding(&vault.open(None, &context, &sealed, ctx.now).await?)?)
        }
    };
    Ok((embedding(&enrolled)?, operator))
}

async fn compare(ctx: &Ctx, reserved: &Reserved, live: Vec<u8>) -> Result<Compared, Failure> {
    let operator = reserved.operator.clone();
    let compared = read_faces::compare(&ctx.app, live, reserved.enrolled.clone(), operator).await?;
    allowed(&mut ctx.read().await?, &reserved.seat, &compared).await?;
    Ok(compared)
}

/// Whether a picture may be kept as an attempt of the candidate.
///
/// # Errors
/// `OPERATOR_FACE`, `DUPLICATE_IMAGE`.
pub async fn allowed(tx: &mut Tx, seat: &Seat, compared: &Compared) -> Result<(), Failure> {
    let threshold = seat.exam.settings.face_threshold;
    if compared.operator_percentage.is_some_and(|percentage| is_verified(percentage, threshold)) {
        return Err(seat.refuse(Refusal::OperatorFace));
    }
    match face_attempts::owner_of_pixels(tx, seat.exam.id, &compared.pixels).await? {
        Some(owner) if owner != seat.candidate.id => Err(seat.refuse(Refusal::DuplicateImage)),
        _ => Ok(()),
    }
}

async fn release(ctx: &Ctx, id: AttemptId) -> Result<(), Failure> {
    let mut tx = ctx.begin().await?;
    face_attempts::release(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

async fn keep(ctx: &Ctx, reserved: Reserved, mut compared: Compared) -> Result<Answer<FaceVerification>, Failure> {
    let Reserved { id, number, seat, .. } = reserved;
    let now = ctx.app.clock.now();
    let bytes = std::mem::take(&mut compared.bytes);
    let blob = ctx.app.vault.put(Some(seat.exam.id), BlobKind::FaceLive, ctx.id(), bytes, now).await?;
    let mut tx = ctx.begin().await?;
    if !claim(&mut tx, &seat, &compared).await? {
        face_attempts::release(&mut tx, id).await?;
        tx.commit().await?;
        return Err(seat.refuse(Refusal::DuplicateImage));
    }
    blobs::insert(&mut tx, &blob).await?;
    let summary = settle(ctx, &mut tx, &seat, (id, number), &compared, blob.id).await?;
    let settings = &seat.exam.settings;
    let percentage = compared.verification.percentage;
    let verified = is_verified(percentage, settings.face_threshold);
    let attempts_left = settings.max_face_attempts.saturating_sub(summary.kept);
    let answer = FaceVerification {
        attempt_id: id,
        verified,
        match_percentage: percentage,
        threshold: settings.face_threshold,
        attempt: number,
        attempts_left,
        engine: ctx.app.engine.name().to_owned(),
        message: message(verified, attempts_left).to_owned(),
    };
    ctx.commit(tx, Answer::ok(answer)).await
}

/// Notes whose face the pixels verify; false when they verified somebody else.
///
/// # Errors
/// When the store fails.
pub async fn claim(tx: &mut Tx, seat: &Seat, compared: &Compared) -> Result<bool, Failure> {
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    let verified = is_verified(compared.verification.percentage, seat.exam.settings.face_threshold);
    Ok(!verified || face_attempts::claim_pixels(tx, exam, &compared.pixels, candidate).await? == Some(candidate))
}

/// Keeps a comparison under its number, with the image that a row names.
///
/// # Errors
/// 503 `BUSY` when the number is gone.
pub async fn settle(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    (id, number): (AttemptId, u32),
    compared: &Compared,
    blob_id: BlobId,
) -> Result<Summary, Failure> {
    let (exam, candidate, settings) = (seat.exam.id, seat.candidate.id, &seat.exam.settings);
    let percentage = compared.verification.percentage;
    let verified = is_verified(percentage, settings.face_threshold);
    let quality = &compared.verification.reading.quality;
    let outcome = Outcome {
        similarity: Some(f64::from(compared.verification.cosine)),
        match_percentage: percentage,
        threshold: settings.face_threshold,
        verified,
        engine: ctx.app.engine.name(),
        model: ctx.app.engine.model_digest(),
        blob_id,
        quality: serde_json::to_value(quality).map_err(|error| Failure::internal(&error))?,
    };
    let before = face_attempts::summary(tx, exam, candidate).await?;
    if !face_attempts::keep(tx, id, &outcome, ctx.app.clock.now()).await? {
        return Err(Failure::busy()); // it took longer than a reservation lasts
    }
    face_searches::put(tx, &searched(ctx, id, seat, compared).await?).await?;
    let digest = ctx.image_digest(tx, exam, id, blob_id).await?;
    let data = json!({ "attempt": number, "verified": verified, "was": before.state(), "matchPercentage": percentage,
                       "threshold": settings.face_threshold, "engine": outcome.engine, "imageDigest": digest });
    ctx.record(tx, seat.about(), Some(id.to_string()), data).await?;
    if !verified {
        ctx.alert(tx, AlertKind::FaceMismatch, seat.about(), Some(percentage), json!({ "attempt": number })).await?;
    }
    ctx.app.metrics.comparisons.inc();
    Ok(face_attempts::summary(tx, exam, candidate).await?)
}

/// The live face, to be searched among the enrolled ones later: see [`crate::duplicates`].
async fn searched(ctx: &Ctx, id: AttemptId, seat: &Seat, compared: &Compared) -> Result<Search, Failure> {
    let (exam, embedding) = (seat.exam.id, compared.verification.reading.embedding.to_bytes());
    let sealed = ctx.app.vault.seal(Some(exam), &embedding_context(id.0), &embedding, ctx.now).await?;
    Ok(Search {
        id: id.0,
        exam_id: exam,
        candidate_id: seat.candidate.id,
        embedding: Some(sealed),
        model: ctx.app.engine.model_digest().to_owned(),
        operator_id: ctx.actor.user_id,
        device_id: ctx.device.clone(),
        offline: ctx.offline.is_some(),
    })
}

fn message(verified: bool, left: u32) -> &'static str {
    match (verified, left) {
        (true, _) => "Face verified.",
        (false, 0) => "The face does not match, and no attempt is left. A supervisor can decide.",
        (false, _) => "The face does not match. Take the picture again, from the front and in good light.",
    }
}
