//! Taking an attendance back, and handing it over to another operator.

use domain::{AttendanceId, Refusal, Role, UserId, attendance::Attendance, text::Line};
use serde_json::json;
use store::{
    Tx, accounts,
    attendance::{self, Marked},
    biometrics, face_attempts,
    history::{self, Replaced},
};

use super::seat::{Seat, Whom};
use crate::http::{Answer, Ctx, Done, Failure};

/// Finds an attendance and holds its candidate, so that station 2 waits meanwhile.
async fn held(ctx: &Ctx, tx: &mut Tx, id: AttendanceId) -> Result<(Seat, Marked), Failure> {
    let gone = || Failure::from(Refusal::AttendanceNotFound);
    let marked = attendance::get(tx, id).await?.ok_or_else(gone)?;
    let whom = Whom::Id(marked.attendance.candidate_id);
    let seat = Seat::hold(ctx, tx, marked.attendance.exam_id, &whom).await.map_err(|failure| {
        // An attendance of a candidate that the caller may not see does not exist either.
        let hidden = [Refusal::CandidateNotFound, Refusal::NoSlotAssigned].map(Refusal::code);
        if hidden.contains(&failure.body.code) { gone().about(failure.about) } else { failure }
    })?;
    let marked = attendance::get(tx, id).await?.ok_or_else(gone)?;
    Ok((seat, marked))
}

/// Keeps the attendance as it was, with the reason for the change; the journal has ids alone.
async fn keep_before(ctx: &Ctx, tx: &mut Tx, seat: &Seat, marked: &Marked, reason: &Line) -> Result<(), Failure> {
    let replaced = Replaced {
        exam_id: seat.exam.id,
        candidate_id: seat.candidate.id,
        entity_type: "attendance",
        entity_id: marked.attendance.id.0,
        record: serde_json::to_value(&marked.attendance).map_err(|error| Failure::internal(&error))?,
        reason: reason.as_str(),
    };
    Ok(history::keep(tx, ctx.id(), replaced, ctx.actor.user_id, ctx.now).await?)
}

/// Takes a mark back: the operator within a minute, afterwards a supervisor or admin.
///
/// # Errors
/// `BIOMETRICS_EXIST`, `OPERATOR_MISMATCH`, `FORBIDDEN`.
pub async fn undo(ctx: &Ctx, id: AttendanceId, reason: &Line) -> Result<Answer<Done>, Failure> {
    let mut tx = ctx.begin().await?;
    let (seat, marked) = held(ctx, &mut tx, id).await?;
    let cut = ctx.now.plus_seconds(-domain::face::RESERVATION_SECONDS);
    face_attempts::release_stale(&mut tx, seat.exam.id, seat.candidate.id, cut).await?;
    let biometrics = biometrics::any_on(&mut tx, id).await?;
    domain::attendance::undo(&ctx.actor, marked.marked_by, marked.marked_at, biometrics, ctx.now)
        .map_err(|refusal| seat.refuse(refusal))?;
    keep_before(ctx, &mut tx, &seat, &marked, reason).await?;
    attendance::delete(&mut tx, id).await?;
    let digest = ctx.digest(&mut tx, seat.exam.id, "reason", id, reason.as_str().as_bytes()).await?;
    let data = json!({ "was": marked.attendance.status, "reasonDigest": digest });
    ctx.record(&mut tx, seat.about(), Some(id.to_string()), data).await?;
    ctx.commit(tx, Answer::ok(Done {})).await
}

/// Lets another operator go on with a candidate.
///
/// # Errors
/// `OPERATOR_NOT_FOUND` for somebody who is no active operator.
pub async fn hand_over(ctx: &Ctx, id: AttendanceId, to: UserId, reason: &Line) -> Result<Answer<Attendance>, Failure> {
    let mut tx = ctx.begin().await?;
    let (seat, marked) = held(ctx, &mut tx, id).await?;
    let operator = accounts::get(&mut tx, to).await?.filter(|user| {
        let here = user.centre_id.is_none() || user.centre_id == ctx.actor.centre_id;
        !user.disabled && matches!(user.role, Role::Operator | Role::Supervisor) && here
    });
    let operator = operator.ok_or_else(|| seat.refuse(Refusal::OperatorNotFound))?;
    attendance::hand_over(&mut tx, id, operator.id).await?;
    keep_before(ctx, &mut tx, &seat, &marked, reason).await?;
    let digest = ctx.digest(&mut tx, seat.exam.id, "reason", id, reason.as_str().as_bytes()).await?;
    let data = json!({ "from": marked.attendance.operator_id, "to": operator.id, "reasonDigest": digest });
    ctx.record(&mut tx, seat.about(), Some(id.to_string()), data).await?;
    ctx.commit(tx, Answer::ok(Attendance { operator_id: operator.id, ..marked.attendance })).await
}
