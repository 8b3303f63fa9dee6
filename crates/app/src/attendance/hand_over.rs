//! Letting another operator go on with a candidate.

use super::held::{begin, held, keep_before};
use crate::{call::Call, error::Result};
use api::Answer;
use domain::event::Fact;
use domain::{AttendanceId, Refusal, Role, UserId, attendance::Attendance, text::Line};
use store::{
    accounts,
    attendance::{self},
};

/// Lets another operator go on with a candidate.
///
/// # Errors
/// `OPERATOR_NOT_FOUND` for somebody who is no active operator.
pub async fn hand_over(call: &Call, id: AttendanceId, to: UserId, reason: &Line) -> Result<Answer<Attendance>> {
    let mut tx = begin(call, id).await?;
    let (seat, marked) = held(call, &mut tx, id).await?;
    let operator = accounts::get(&mut tx, to).await?.filter(|user| {
        let here = user.centre_id.is_none() || user.centre_id == call.caller.actor.centre_id;
        !user.disabled && matches!(user.role, Role::Operator | Role::Supervisor) && here
    });
    let operator = operator.ok_or_else(|| seat.refuse(Refusal::OperatorNotFound))?;
    attendance::hand_over(&mut tx, id, operator.id).await?;
    keep_before(call, &mut tx, &seat, &marked, reason).await?;
    let digest = tx.digest(call.action, "reason", id, reason.as_str().as_bytes())?;
    let (from, to) = (marked.attendance.operator_id, operator.id);
    let data = Fact::HandOverAttendance { from, to, reason_digest: digest };
    call.record(&mut tx, seat.about(), Some(id.to_string()), data).await?;
    call.commit(tx, Answer::ok(Attendance { operator_id: operator.id, ..marked.attendance })).await
}
