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
    attendance::admit,
    closing::{self as rule, Facts, NotClosed, Override},
};
use serde_json::json;
use store::{
    Tx, alerts,
    closing::{self, Closing, Present, Reasons},
    face_attempts::{self, Summary},
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
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    let alike = |kind| alerts::ask_alike(call.alike(kind, seat.about()));
    let (marked, closed, attempts, present, approved, rapid) = tx
        .together((
            seat.ask_attendance(),
            closing::ask_of(exam, candidate),
            face_attempts::ask_summary(exam, candidate),
            closing::ask_present(exam, candidate),
            alike(AlertKind::MismatchApproved),
            alike(AlertKind::RapidVerification),
        ))
        .await?;
    let marked = marked.first();
    let (attendance, overriding) = (marked.map(|marked| &marked.attendance), decision.is_some());
    admit(attendance, seat.operator_rule(call), &call.caller.actor, overriding)
        .map_err(|refusal| seat.refuse(refusal))?;
    let marked = marked.ok_or_else(|| seat.refuse(Refusal::AttendanceRequired))?;
    call.must_be(named).map_err(|failure| failure.about(seat.about()))?;
    if !closed.is_empty() {
        return Err(seat.refuse(Refusal::BiometricExists));
    }
    let facts = summed(attempts.first(), present.first());
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
    closing::insert(tx, &biometric, &marked.attendance, call.caller.actor.user_id, reasons).await?;
    if decided.overridden {
        let details = json!({ "bySupervisor": role == Role::Supervisor, "attempts": facts.kept_attempts });
        let alert = call.new_alert(AlertKind::MismatchApproved, seat.about(), decided.match_percentage, details);
        tx.raise_beside(alert, &approved).await?;
    }
    // A close that came too soon after its attendance, both by what can be believed of their times.
    let seconds = call.moment.counted().seconds_since(marked.marked_at);
    if rule::is_rapid(seconds, marked.marked_by == call.caller.actor.user_id, settings) {
        let details = json!({ "seconds": seconds });
        let alert = call.new_alert(AlertKind::RapidVerification, seat.about(), None, details);
        tx.raise_beside(alert, &rapid).await?;
    }
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

/// What is known of the candidate of a seat when its station is to be closed.
///
/// # Errors
/// When the store fails.
pub(crate) async fn facts(tx: &mut Tx, seat: &Seat) -> Result<Facts> {
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    let asked = (face_attempts::ask_summary(exam, candidate), closing::ask_present(exam, candidate));
    let (attempts, present) = tx.together(asked).await?;
    Ok(summed(attempts.first(), present.first()))
}

fn summed(attempts: Option<&Summary>, present: Option<&Present>) -> Facts {
    let (attempts, present) = (attempts.copied().unwrap_or_default(), present.copied().unwrap_or_default());
    Facts {
        verified_percentage: attempts.verified_percentage,
        best_percentage: attempts.best_percentage,
        kept_attempts: attempts.kept,
        face_enrolled: present.face,
        fingerprint: present.fingerprint,
        omr: present.sheet,
    }
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
