//! An attempt that is kept: the comparison, its image, the search for its like. Online and offline alike.

use super::reading::{Compared, Known, embedding, embedding_context, likeness, likeness_context};
use crate::{
    call::Call,
    error::{Error, Result},
    seat::Seat,
    work::Work,
};
use domain::event::Fact;
use domain::{
    AttemptId, BlobId, Refusal,
    alert::AlertKind,
    face::{is_verified, proves},
};
use face::Template;
use serde_json::json;
use store::{
    Tx,
    enrolments::{self, Enrolment},
    face_attempts::{self, AttemptOutcome, Summary},
    face_searches::{self, Search},
};

/// Opens the enrolled face, and the acting operator's own where there is one.
///
/// # Errors
/// When they cannot be opened.
pub(crate) async fn known(call: &Call, enrolment: &Enrolment, operator: Option<Vec<u8>>) -> Result<Known> {
    let vault = &call.app.vault;
    let key = vault.key(Some(enrolment.exam_id), call.moment.captured).await?;
    let enrolled = embedding(&key.open(&embedding_context(enrolment.id.0), &enrolment.embedding)?)?;
    let looks = match &enrolment.likeness {
        None => None,
        Some(sealed) => Some(likeness(&key.open(&likeness_context(enrolment.id.0), sealed)?)?),
    };
    let operator = match operator {
        None => None,
        Some(sealed) => {
            let context = embedding_context(call.caller.actor.user_id.0);
            Some(embedding(&vault.key(None, call.moment.captured).await?.open(&context, &sealed)?)?)
        }
    };
    let needs_portrait = call.app.distant_faces.is_some();
    Ok(Known { enrolled: Template { embedding: enrolled, likeness: looks }, operator, key, needs_portrait })
}

/// Whether a picture may be kept as an attempt of the candidate.
///
/// # Errors
/// `OPERATOR_FACE`, `DUPLICATE_IMAGE`.
pub(crate) async fn allowed(tx: &mut Tx, seat: &Seat, compared: &Compared) -> Result<()> {
    let threshold = seat.exam.settings.face_threshold;
    if compared.operator_percentage.is_some_and(|percentage| is_verified(percentage, threshold)) {
        return Err(seat.refuse(Refusal::OperatorFace));
    }
    if enrolments::is_photograph(tx, seat.exam.id, &compared.pixels).await? {
        return Err(seat.refuse(Refusal::DuplicateImage)); // a photograph is no live face
    }
    match face_attempts::owner_of_pixels(tx, seat.exam.id, &compared.pixels, &compared.plain_pixels).await? {
        Some(owner) if owner != seat.candidate.id => Err(seat.refuse(Refusal::DuplicateImage)),
        _ => Ok(()),
    }
}

/// Whether the comparison verifies the candidate's face.
pub(crate) fn is_proof(seat: &Seat, compared: &Compared) -> bool {
    proves(compared.score.percentage, seat.exam.settings.face_threshold, compared.verification.copied)
}

/// Notes whose face the pixels verify; false when they verified somebody else.
///
/// # Errors
/// When the store fails.
pub(crate) async fn claim(tx: &mut Tx, seat: &Seat, compared: &Compared) -> Result<bool> {
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    Ok(!is_proof(seat, compared)
        || face_attempts::claim_pixels(tx, exam, &compared.pixels, candidate).await? == Some(candidate))
}

/// Keeps a comparison under its number, with the image that a row names.
///
/// # Errors
/// 503 `BUSY` when the number is gone.
pub(crate) async fn settle(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    (id, number): (AttemptId, u32),
    compared: &Compared,
    blob_id: BlobId,
) -> Result<Summary> {
    let (exam, candidate, settings) = (seat.exam.id, seat.candidate.id, &seat.exam.settings);
    let score = &compared.score;
    let percentage = score.percentage;
    let (verified, copied) = (is_proof(seat, compared), compared.verification.copied);
    let quality = &compared.verification.reading.quality;
    let outcome = AttemptOutcome {
        similarity: Some(f64::from(compared.verification.cosine)),
        match_percentage: percentage,
        threshold: settings.face_threshold,
        verified,
        engine: score.engine,
        model: &score.model,
        blob_id,
        quality: serde_json::to_value(quality).map_err(|error| Error::internal(&error))?,
    };
    let before = face_attempts::summary(tx, exam, candidate).await?;
    if !face_attempts::keep(tx, id, &outcome, call.app.clock.now()).await? {
        return Err(Error::busy()); // it took longer than a reservation lasts
    }
    let search = searched(call, tx, id, seat, compared)?;
    face_searches::put(tx, &search).await?;
    let digest = tx.image_digest(call.action, id, blob_id).await?;
    let data = Fact::VerifyFace {
        attempt: number,
        verified,
        was: before.state(),
        match_percentage: percentage,
        threshold: settings.face_threshold,
        engine: outcome.engine.to_owned(),
        image_digest: digest,
        copied,
    };
    call.record(tx, seat.about(), Some(id.to_string()), data).await?;
    if !verified {
        let kind = if copied { AlertKind::InvalidPhoto } else { AlertKind::FaceMismatch };
        let details = if copied { json!({ "attempt": number, "copied": true }) } else { json!({ "attempt": number }) };
        call.alert(tx, kind, seat.about(), Some(percentage), details).await?;
    }
    if let Some(because) = score.in_place {
        let details = json!({ "attempt": number, "engine": score.engine, "because": because });
        call.alert(tx, AlertKind::EngineFallback, seat.about(), Some(percentage), details).await?;
    }
    call.app.metrics.comparisons.inc();
    Ok(face_attempts::summary(tx, exam, candidate).await?)
}

/// The live face, to be searched among the enrolled ones later: see [`super::duplicates`].
fn searched(call: &Call, tx: &Work, id: AttemptId, seat: &Seat, compared: &Compared) -> Result<Search> {
    let (exam, embedding) = (seat.exam.id, compared.verification.reading.embedding.to_bytes());
    let sealed = tx.key()?.seal(&embedding_context(id.0), &embedding)?;
    Ok(Search {
        id: id.0,
        exam_id: exam,
        candidate_id: seat.candidate.id,
        embedding: Some(sealed),
        model: call.app.engine.model_digest().to_owned(),
        operator_id: call.caller.actor.user_id,
        device_id: call.caller.device.clone(),
        offline: call.offline.is_some(),
    })
}
