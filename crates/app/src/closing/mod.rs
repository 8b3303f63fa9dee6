//! Closing station 2.

use crate::{
    call::Call,
    error::{Error, Result},
    seat::{Seat, Whom},
    work::Work,
};
use api::Answer;
use api::closing::{CloseStation, ClosedStation, Decision};
use api::error::{Details, StillMissing};
use domain::event::Fact;
use domain::{
    Refusal, Role, UserId,
    alert::AlertKind,
    attendance::{Attendance, admit},
    closing::{self as rule, Facts, NotClosed, Override},
};
use serde_json::json;
use store::{
    Tx, attendance,
    closing::{self, Closing, Reasons},
    enrolments, face_attempts, fingerprints, sheets,
};

/// Closes the station of a candidate.
///
/// # Errors
/// `STATION_INCOMPLETE` with what is missing, `BIOMETRIC_EXISTS`, and those of every biometric call.
pub async fn close(call: &Call, body: CloseStation) -> Result<Answer<ClosedStation>> {
    let mut tx = call.begin_in(body.exam_id).await?;
    let seat = Seat::hold(call, &mut tx, body.exam_id, &Whom::Id(body.candidate_id)).await?;
    let closed = apply(call, &mut tx, &seat, body.decision.as_ref(), call.caller.actor.role, body.operator_id).await?;
    call.commit(tx, Answer::created(closed_station(&closed))).await
}

/// Closes the station of a seat that is held, by the right of `role` to decide without a verified face.
///
/// # Errors
/// As [`close`]; nothing was changed then.
pub(crate) async fn apply(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    decision: Option<&Decision>,
    role: Role,
    named: Option<UserId>,
) -> Result<Closing> {
    let settings = &seat.exam.settings;
    let marked = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    let overriding = decision.is_some();
    let marked = admit(marked.as_ref(), seat.operator_rule(call), &call.caller.actor, overriding);
    let marked = marked.map_err(|refusal| seat.refuse(refusal))?;
    call.must_be(named).map_err(|failure| failure.about(seat.about()))?;
    if closing::of(tx, seat.exam.id, seat.candidate.id).await?.is_some() {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    let facts = facts(tx, seat).await?;
    let asked = decision.map(|decision| Override { explains_no_attempt: decision.no_attempt_reason.is_some() });
    let decided = rule::close(&facts, settings, role, asked).map_err(|refused| not_closed(seat, refused))?;
    seat.in_time(call, tx).await?;
    let biometric = Closing { id: call.id(), close: decided, completed_at: call.moment.captured };
    let reasons = match decision {
        Some(decision) if decided.overridden => Reasons {
            override_reason: Some(decision.reason.as_str()),
            no_attempt: decision.no_attempt_reason.as_ref().map(domain::text::Line::as_str),
        },
        _ => Reasons::default(),
    };
    if !closing::insert(tx, &biometric, marked, call.caller.actor.user_id, reasons).await? {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    if decided.overridden {
        let details = json!({ "bySupervisor": role == Role::Supervisor, "attempts": facts.kept_attempts });
        call.alert(tx, AlertKind::MismatchApproved, seat.about(), decided.match_percentage, details).await?;
    }
    rapid(call, tx, seat, marked).await?;
    let digest = |field: &str, reason: Option<&str>| {
        reason.map(|reason| tx.digest(call.action, field, biometric.id, reason.as_bytes())).transpose()
    };
    let data = Fact::CloseBiometric {
        verified: decided.verified,
        overridden: decided.overridden,
        match_percentage: decided.match_percentage,
        reason_digest: digest("reason", reasons.override_reason)?,
        no_attempt_reason_digest: digest("noAttemptReason", reasons.no_attempt)?,
    };
    call.record(tx, seat.about(), Some(biometric.id.to_string()), data).await?;
    Ok(biometric)
}

/// Tells of a close that came too soon after its attendance, both by what can be believed of their times.
async fn rapid(call: &Call, tx: &mut Work, seat: &Seat, marked: &Attendance) -> Result<()> {
    let Some(mark) = attendance::get(tx, marked.id).await? else { return Ok(()) };
    let seconds = call.moment.counted().seconds_since(mark.marked_at);
    let same_hand = mark.marked_by == call.caller.actor.user_id;
    if rule::is_rapid(seconds, same_hand, &seat.exam.settings) {
        let details = json!({ "seconds": seconds });
        call.alert(tx, AlertKind::RapidVerification, seat.about(), None, details).await?;
    }
    Ok(())
}

/// What is known of the candidate of a seat when its station is to be closed.
///
/// # Errors
/// When the store fails.
pub(crate) async fn facts(tx: &mut Tx, seat: &Seat) -> Result<Facts> {
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    let attempts = face_attempts::summary(tx, exam, candidate).await?;
    Ok(Facts {
        verified_percentage: attempts.verified_percentage,
        best_percentage: attempts.best_percentage,
        kept_attempts: attempts.kept,
        face_enrolled: enrolments::of(tx, exam, candidate).await?.is_some(),
        fingerprint: fingerprints::of(tx, exam, candidate).await?.is_some(),
        omr: sheets::of(tx, exam, candidate).await?.is_some(),
    })
}

fn not_closed(seat: &Seat, refused: NotClosed) -> Error {
    match refused {
        NotClosed::Refused(refusal) => seat.refuse(refusal),
        NotClosed::Incomplete(missing) => {
            let sentence = if missing.contains(&"faceAttempt") {
                "Compare the face once before deciding, or give override.noAttemptReason: why no comparison is possible."
            } else {
                Refusal::StationIncomplete.sentence()
            };
            seat.refuse(Refusal::StationIncomplete).saying(sentence).with(Details::Missing(StillMissing { missing }))
        }
    }
}

fn closed_station(closing: &Closing) -> ClosedStation {
    ClosedStation {
        id: closing.id,
        verified: closing.close.verified,
        face_match_percentage: closing.close.match_percentage,
        overridden: closing.close.overridden,
        completed_at: closing.completed_at,
    }
}
