//! Station 1: present, or skipped for now.

use domain::{
    Refusal, Timestamp,
    attendance::{Attendance, AttendanceStatus, Mark, mark},
};
use serde_json::json;
use store::{Tx, attendance};

use super::seat::{Seat, Whom};
use crate::{
    http::{Answer, Ctx, Failure},
    routes::attendance::MarkAttendance,
};

/// Marks a candidate.
///
/// # Errors
/// `ATTENDANCE_EXISTS` with the first one in the details; of two at once one wins.
pub async fn run(ctx: &Ctx, body: MarkAttendance) -> Result<Answer<Attendance>, Failure> {
    let whom = Whom::of(body.candidate_id, body.roll_number)?;
    let wanted = body.status.unwrap_or(AttendanceStatus::Completed);
    let mut tx = ctx.begin().await?;
    let seat = Seat::hold(ctx, &mut tx, body.exam_id, &whom).await?;
    ctx.must_be(body.operator_id).map_err(|failure| failure.about(seat.about()))?;
    let marked = apply(ctx, &mut tx, &seat, wanted).await?;
    ctx.commit(tx, Answer::created(marked)).await
}

/// Marks the candidate of a seat that is held.
///
/// # Errors
/// `ATTENDANCE_EXISTS`, `SLOT_ENDED`; nothing was changed then.
pub async fn apply(ctx: &Ctx, tx: &mut Tx, seat: &Seat, wanted: AttendanceStatus) -> Result<Attendance, Failure> {
    let existing = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    let was = existing.as_ref().map(|first| first.status);
    let decided = mark(was, wanted).map_err(|_| exists(seat, existing.clone()))?;
    seat.in_time(ctx, tx).await?;
    let marked = match (decided, existing) {
        (Mark::Complete, Some(skipped)) => complete(ctx, tx, skipped).await?,
        _ => insert(ctx, tx, seat, wanted).await?,
    };
    let subject = Some(marked.id.to_string());
    ctx.record(tx, seat.about(), subject, json!({ "status": marked.status, "was": was })).await?;
    Ok(marked)
}

/// When a mark was made, for the minute in which it may be taken back: not later than now.
fn marked_at(ctx: &Ctx) -> Timestamp {
    ctx.now.min(ctx.decided_at())
}

async fn insert(ctx: &Ctx, tx: &mut Tx, seat: &Seat, status: AttendanceStatus) -> Result<Attendance, Failure> {
    let completed = status == AttendanceStatus::Completed;
    let marked = Attendance {
        id: ctx.id(),
        candidate_id: seat.candidate.id,
        exam_id: seat.exam.id,
        centre_id: seat.candidate.centre_id,
        slot_id: seat.candidate.slot_id,
        operator_id: ctx.actor.user_id,
        status,
        checkpoint: completed,
        completed_at: completed.then_some(ctx.now),
        biometric_eligible: completed,
    };
    if attendance::insert(tx, &marked, marked_at(ctx)).await? {
        return Ok(marked);
    }
    let first = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    Err(exists(seat, first))
}

async fn complete(ctx: &Ctx, tx: &mut Tx, skipped: Attendance) -> Result<Attendance, Failure> {
    if !attendance::complete(tx, skipped.id, ctx.actor.user_id, ctx.now).await? {
        return Err(Failure::busy());
    }
    Ok(Attendance {
        operator_id: ctx.actor.user_id,
        status: AttendanceStatus::Completed,
        checkpoint: true,
        completed_at: Some(ctx.now),
        biometric_eligible: true,
        ..skipped
    })
}

fn exists(seat: &Seat, first: Option<Attendance>) -> Failure {
    seat.refuse(Refusal::AttendanceExists).with(json!({ "existing": first }))
}
