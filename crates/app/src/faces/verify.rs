//! The comparison of a live face with the enrolled one, in three steps: take a number, compare
//! (outside of any transaction), keep what came of it. A number is given back when no comparison
//! was made.

use super::{
    attempt::{allowed, claim, is_proof, known, settle},
    reading::{self, Compared, Known},
    scorer,
};
use crate::{
    call::Call,
    error::{Error, Result},
    seat::{Seat, Whom},
};
use adapters::BlobKind;
use api::Answer;
use api::faces::FaceVerification;
use api::faces::VerifyForm;
use domain::{
    AttemptId, BlobId, Refusal,
    face::{RESERVATION_SECONDS, needs_supervisor, next_number},
};
use store::{
    accounts, blobs, closing, enrolments,
    face_attempts::{self},
};
use tracing::Instrument as _;

struct Reserved {
    id: AttemptId,
    number: u32,
    seat: Seat,
    known: Known,
    photograph: BlobId,
}

/// Compares, and keeps the attempt with its image. It goes on when the caller hangs up: a comparison
/// that was made counts.
///
/// # Errors
/// The refusals of a picture, `ATTEMPTS_EXHAUSTED`, `DUPLICATE_IMAGE`, `OPERATOR_FACE`, and those of every
/// biometric call.
pub async fn verify(call: &Call, mut form: VerifyForm) -> Result<Answer<FaceVerification>> {
    let live = std::mem::take(&mut form.live_face_image).required("liveFaceImage")?;
    let call = call.clone();
    let work = async move {
        let reserved = reserve(&call, form).await?;
        let about = reserved.seat.about();
        let kept = match compare(&call, &reserved, live).await {
            Ok(compared) => keep(&call, &reserved, compared).await,
            Err(failure) => Err(failure),
        };
        if kept.is_err() {
            // Whatever stood in the way is told; a number that cannot be given back now goes stale.
            drop(release(&call, reserved.id).await);
        }
        kept.map_err(|failure| failure.about(about))
    };
    tokio::spawn(work.in_current_span()).await.map_err(|error| Error::internal(&error))?
}

async fn reserve(call: &Call, form: VerifyForm) -> Result<Reserved> {
    let mut tx = call.begin().await?;
    let seat = Seat::hold(call, &mut tx, form.exam_id, &Whom::Id(form.candidate_id)).await?;
    let marked = seat.admitted(call, &mut tx).await?;
    call.must_be(form.operator_id).map_err(|failure| failure.about(seat.about()))?;
    if closing::of(&mut tx, seat.exam.id, seat.candidate.id).await?.is_some() {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    let enrolment = enrolments::of(&mut tx, seat.exam.id, seat.candidate.id).await?;
    let enrolment = enrolment.ok_or_else(|| seat.refuse(Refusal::FaceNotEnrolled))?;
    seat.in_time(call, &mut tx).await?;
    let cut = call.moment.captured.plus_seconds(-RESERVATION_SECONDS);
    face_attempts::release_stale(&mut tx, seat.exam.id, seat.candidate.id, cut).await?;
    let taken = face_attempts::taken(&mut tx, seat.exam.id, seat.candidate.id).await?;
    let number =
        next_number(&taken, seat.exam.settings.max_face_attempts, false).map_err(|refusal| seat.refuse(refusal))?;
    let id: AttemptId = call.id();
    face_attempts::reserve(&mut tx, id, &marked, call.caller.actor.user_id, number, call.moment.captured).await?;
    let operator = accounts::face(&mut tx, call.caller.actor.user_id).await?;
    tx.commit().await?;
    let known = match known(call, &enrolment, operator).await {
        Ok(known) => known,
        Err(failure) => {
            drop(release(call, id).await);
            return Err(failure);
        }
    };
    Ok(Reserved { id, number, seat, known, photograph: enrolment.blob_id })
}

async fn compare(call: &Call, reserved: &Reserved, live: Vec<u8>) -> Result<Compared> {
    let mut compared = reading::compare(call, live, reserved.known.clone()).await?;
    allowed(&mut *call.read().await?, &reserved.seat, &compared).await?;
    scorer::score(&call.app, &reserved.seat.exam, reserved.photograph, &mut compared).await?;
    Ok(compared)
}

async fn release(call: &Call, id: AttemptId) -> Result<()> {
    let mut tx = call.begin().await?;
    face_attempts::release(&mut tx, id).await?;
    tx.commit().await
}

async fn keep(call: &Call, reserved: &Reserved, mut compared: Compared) -> Result<Answer<FaceVerification>> {
    let Reserved { id, number, seat, .. } = reserved;
    let (id, number) = (*id, *number);
    let now = call.app.clock.now();
    let bytes = std::mem::take(&mut compared.bytes);
    let blob = call.app.vault.put(Some(seat.exam.id), BlobKind::FaceLive, call.id(), bytes, now).await?;
    let mut tx = call.begin_in(seat.exam.id).await?;
    if !claim(&mut tx, seat, &compared).await? {
        return Err(seat.refuse(Refusal::DuplicateImage));
    }
    blobs::insert(&mut tx, &blob).await?;
    let summary = settle(call, &mut tx, seat, (id, number), &compared, blob.id).await?;
    let settings = &seat.exam.settings;
    let percentage = compared.score.percentage;
    let attempts_left = settings.max_face_attempts.saturating_sub(summary.kept);
    let stands = Stands {
        verified: is_proof(seat, &compared),
        earlier: summary.verified_percentage.is_some(),
        copied: compared.verification.copied,
        left: attempts_left,
    };
    let answer = FaceVerification {
        attempt_id: id,
        verified: stands.verified,
        match_percentage: percentage,
        threshold: settings.face_threshold,
        attempt: number,
        attempts_left,
        engine: compared.score.engine.to_owned(),
        waits_for_supervisor: needs_supervisor(stands.earlier, stands.copied, stands.left),
        message: stands.message().to_owned(),
    };
    call.commit(tx, Answer::ok(answer)).await
}

/// How a candidate's face stands after an attempt.
#[derive(Clone, Copy, Debug)]
struct Stands {
    /// The attempt verified it.
    verified: bool,
    /// One of the attempts did, this or an earlier one.
    earlier: bool,
    /// The picture is a copy of the enrolled photograph.
    copied: bool,
    /// Attempts that are left.
    left: u32,
}

impl Stands {
    fn message(self) -> &'static str {
        match self {
            Self { verified: true, .. } => "Face verified.",
            Self { earlier: true, .. } => {
                "This picture does not verify the face. The earlier match stands: go on to the next step. A supervisor is told."
            }
            Self { copied: true, .. } => {
                "This is a copy of the enrolled photograph. Photograph the candidate; a supervisor looks at this picture."
            }
            Self { left: 0, .. } => "The face does not match, and no attempt is left. A supervisor can decide.",
            _ => "The face does not match. Take the picture again, from the front and in good light.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_match_stands_whatever_comes_after_it() {
        // Verified, earlier, copied, left; whether a supervisor has to settle it, and what is said.
        let table = [
            (true, true, false, 0, false, "Face verified"),
            (false, true, false, 0, false, "The earlier match stands"),
            (false, true, true, 1, false, "The earlier match stands"),
            (false, false, false, 0, true, "no attempt is left"),
            (false, false, true, 2, true, "a copy"),
            (false, false, false, 1, false, "Take the picture again"),
        ];
        for (verified, earlier, copied, left, waits, says) in table {
            let stands = Stands { verified, earlier, copied, left };
            assert_eq!(needs_supervisor(earlier, copied, left), waits, "{stands:?}");
            assert!(stands.message().contains(says), "{stands:?}");
        }
    }
}
