//! Taking a mark back.

use super::held::{begin, held, keep_before};
use crate::{call::Call, error::Result};
use api::{Answer, Done};
use domain::event::Fact;
use domain::{AttendanceId, text::Line};
use store::{
    attendance::{self},
    closing, face_attempts,
};

/// Takes a mark back: the operator within a minute, afterwards a supervisor or admin.
///
/// # Errors
/// `BIOMETRICS_EXIST`, `OPERATOR_MISMATCH`, `FORBIDDEN`.
pub async fn undo(call: &Call, id: AttendanceId, reason: &Line) -> Result<Answer<Done>> {
    let mut tx = begin(call, id).await?;
    let (seat, marked) = held(call, &mut tx, id).await?;
    let cut = call.moment.captured.plus_seconds(-domain::face::RESERVATION_SECONDS);
    face_attempts::release_stale(&mut tx, seat.exam.id, seat.candidate.id, cut).await?;
    let biometrics = closing::any_on(&mut tx, id).await?;
    domain::attendance::undo(&call.caller.actor, marked.marked_by, marked.marked_at, biometrics, call.moment.captured)
        .map_err(|refusal| seat.refuse(refusal))?;
    keep_before(call, &mut tx, &seat, &marked, reason).await?;
    attendance::delete(&mut tx, id).await?;
    let digest = tx.digest(call.action, "reason", id, reason.as_str().as_bytes())?;
    let data = Fact::UndoAttendance { was: Some(marked.attendance.status), reason_digest: Some(digest) };
    call.record(&mut tx, seat.about(), Some(id.to_string()), data).await?;
    call.commit(tx, Answer::ok(Done {})).await
}
