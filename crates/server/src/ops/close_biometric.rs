//! Closing station 2.

use domain::{
    Refusal, Role, UserId,
    alert::AlertKind,
    attendance::admit,
    biometric::{Facts, NotClosed, Override, close},
};
use serde_json::json;
use store::{
    Tx, attendance,
    biometrics::{self, Biometric, Reasons},
    enrolments, face_attempts, fingerprints, omr,
};

use super::seat::{Seat, Whom};
use crate::{
    http::{Answer, Ctx, Failure},
    routes::biometrics::{CloseStation, ClosedStation, Decision},
};

/// Closes the station of a candidate.
///
/// # Errors
/// `STATION_INCOMPLETE` with what is missing, `BIOMETRIC_EXISTS`, and those of every biometric call.
pub async fn run(ctx: &Ctx, body: CloseStation) -> Result<Answer<ClosedStation>, Failure> {
    let mut tx = ctx.begin().await?;
    let seat = Seat::hold(ctx, &mut tx, body.exam_id, &Whom::Id(body.candidate_id)).await?;
    let closed = apply(ctx, &mut tx, &seat, body.decision.as_ref(), ctx.actor.role, body.operator_id).await?;
    ctx.commit(tx, Answer::created(ClosedStation::of(&closed))).await
}

/// Closes the station of a seat that is held, by the right of `role` to decide without a verified face.
///
/// # Errors
/// As [`run`]; nothing was changed then.
pub async fn apply(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    decision: Option<&Decision>,
    role: Role,
    named: Option<UserId>,
) -> Result<Biometric, Failure> {
    let settings = &seat.exam.settings;
    let marked = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    let overriding = decision.is_some();
    let marked = admit(marked.as_ref(), settings.operator_rule, &ctx.actor, overriding);
    let marked = marked.map_err(|refusal| seat.refuse(refusal))?;
    ctx.must_be(named).map_err(|failure| failure.about(seat.about()))?;
    if biometrics::of(tx, seat.exam.id, seat.candidate.id).await?.is_some() {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    let facts = facts(tx, seat).await?;
    let asked = decision.map(|decision| Override { explains_no_attempt: decision.no_attempt_reason.is_some() });
    let decided = close(&facts, settings, role, asked).map_err(|refused| not_closed(seat, refused))?;
    seat.in_time(ctx, tx).await?;
    let biometric = Biometric { id: ctx.id(), close: decided, completed_at: ctx.now };
    let reasons = match decision {
        Some(decision) if decided.overridden => Reasons {
            override_reason: Some(decision.reason.as_str()),
            no_attempt: decision.no_attempt_reason.as_ref().map(domain::text::Line::as_str),
        },
        _ => Reasons::default(),
    };
    if !biometrics::insert(tx, &biometric, marked, ctx.actor.user_id, reasons).await? {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    if decided.overridden {
        let details = json!({ "bySupervisor": role == Role::Supervisor, "attempts": facts.kept_attempts });
        ctx.alert(tx, AlertKind::MismatchApproved, seat.about(), decided.match_percentage, details).await?;
    }
    // Before its attendance a close can only seem to be: the two were made by two clocks.
    let too_fast = 0..i64::from(settings.min_verification_seconds);
    let seconds = marked.completed_at.map(|at| ctx.now.seconds_since(at));
    if seconds.is_some_and(|seconds| too_fast.contains(&seconds)) {
        let details = json!({ "seconds": seconds });
        ctx.alert(tx, AlertKind::RapidVerification, seat.about(), None, details).await?;
    }
    let mut data = json!({ "verified": decided.verified, "overridden": decided.overridden, "matchPercentage": decided.match_percentage });
    for (field, reason) in [("reason", reasons.override_reason), ("noAttemptReason", reasons.no_attempt)] {
        if let Some(reason) = reason {
            let digest = ctx.digest(tx, seat.exam.id, field, biometric.id, reason.as_bytes()).await?;
            data[format!("{field}Digest")] = digest.into();
        }
    }
    ctx.record(tx, seat.about(), Some(biometric.id.to_string()), data).await?;
    Ok(biometric)
}

/// What is known of the candidate of a seat when its station is to be closed.
///
/// # Errors
/// When the store fails.
pub async fn facts(tx: &mut Tx, seat: &Seat) -> Result<Facts, Failure> {
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    let attempts = face_attempts::summary(tx, exam, candidate).await?;
    Ok(Facts {
        verified_percentage: attempts.verified_percentage,
        best_percentage: attempts.best_percentage,
        kept_attempts: attempts.kept,
        face_enrolled: enrolments::of(tx, exam, candidate).await?.is_some(),
        fingerprint: fingerprints::of(tx, exam, candidate).await?.is_some(),
        omr: omr::of(tx, exam, candidate).await?.is_some(),
    })
}

fn not_closed(seat: &Seat, refused: NotClosed) -> Failure {
    match refused {
        NotClosed::Refused(refusal) => seat.refuse(refusal),
        NotClosed::Incomplete(missing) => {
            let sentence = if missing.contains(&"faceAttempt") {
                "Compare the face once before deciding, or give override.noAttemptReason: why no comparison is possible."
            } else {
                Refusal::StationIncomplete.sentence()
            };
            seat.refuse(Refusal::StationIncomplete).saying(sentence).with(json!({ "missing": missing }))
        }
    }
}
