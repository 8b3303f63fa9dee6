//! Station 1: present, or skipped for now.

use crate::{
    call::Call,
    error::{Error, Result},
    seat::{Seat, Whom},
    work::Work,
};
use api::Answer;
use api::attendance::MarkAttendance;
use api::error::{Details, Existing};
use domain::event::Fact;
use domain::{
    Refusal,
    attendance::{self as rule, Attendance, AttendanceStatus, Mark},
};
use store::{Tx, attendance};

/// Marks a candidate.
///
/// # Errors
/// `ATTENDANCE_EXISTS` with the first one in the details; of two at once one wins.
pub async fn mark(call: &Call, body: MarkAttendance) -> Result<Answer<Attendance>> {
    let whom = Whom::of(body.candidate_id, body.roll_number)?;
    let wanted = body.status.unwrap_or(AttendanceStatus::Completed);
    let mut tx = call.begin().await?;
    let seat = Seat::hold(call, &mut tx, body.exam_id, &whom).await?;
    call.must_be(body.operator_id).map_err(|failure| failure.about(seat.about()))?;
    let marked = apply(call, &mut tx, &seat, wanted).await?;
    call.commit(tx, Answer::created(marked)).await
}

/// Marks the candidate of a seat that is held.
///
/// # Errors
/// `ATTENDANCE_EXISTS`, `SLOT_ENDED`; nothing was changed then. Who holds the candidate is not overtaken.
pub(crate) async fn apply(call: &Call, tx: &mut Work, seat: &Seat, wanted: AttendanceStatus) -> Result<Attendance> {
    let existing = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    let was = existing.as_ref().map(|first| first.status);
    let decided = rule::mark(was, wanted).map_err(|_| exists(seat, existing.clone()))?;
    seat.in_time(call, tx).await?;
    let marked = match (decided, existing) {
        (Mark::Complete, Some(skipped)) => complete(call, tx, skipped).await?,
        _ => {
            let marked = first(call, seat, wanted);
            attendance::insert(tx, &marked, call.moment.counted()).await?;
            marked
        }
    };
    let subject = Some(marked.id.to_string());
    call.record(tx, seat.about(), subject, Fact::MarkAttendance { status: marked.status, was }).await?;
    Ok(marked)
}

/// The first mark of the candidate of a seat.
#[must_use]
pub(crate) fn first(call: &Call, seat: &Seat, status: AttendanceStatus) -> Attendance {
    let completed = status == AttendanceStatus::Completed;
    Attendance {
        id: call.id(),
        candidate_id: seat.candidate.id,
        exam_id: seat.exam.id,
        centre_id: seat.candidate.centre_id,
        slot_id: seat.candidate.slot_id,
        operator_id: call.caller.actor.user_id,
        status,
        checkpoint: completed,
        completed_at: completed.then_some(call.moment.captured),
        biometric_eligible: completed,
    }
}

async fn complete(call: &Call, tx: &mut Tx, skipped: Attendance) -> Result<Attendance> {
    let (operator, moment) = (call.caller.actor.user_id, call.moment);
    if !attendance::complete(tx, skipped.id, operator, moment.captured, moment.counted()).await? {
        return Err(Error::busy());
    }
    Ok(Attendance {
        operator_id: call.caller.actor.user_id,
        status: AttendanceStatus::Completed,
        checkpoint: true,
        completed_at: Some(call.moment.captured),
        biometric_eligible: true,
        ..skipped
    })
}

fn exists(seat: &Seat, first: Option<Attendance>) -> Error {
    seat.refuse(Refusal::AttendanceExists).with(Details::Existing(Box::new(Existing { existing: first })))
}
