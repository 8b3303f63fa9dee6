//! An attendance that is to be changed: found, held, and kept as it was.

use crate::{
    call::Call,
    error::{Error, Result},
    seat::{Seat, Whom},
    work::Work,
};
use domain::{AttendanceId, Refusal, text::Line};
use store::{
    Tx,
    attendance::{self, Marked},
    history::{self, Replaced},
};

/// Begins a unit of work with the data key of an attendance's exam.
pub(super) async fn begin(call: &Call, id: AttendanceId) -> Result<Work> {
    let found = attendance::get(&mut *call.read().await?, id).await?;
    match found {
        Some(marked) => call.begin_in(marked.attendance.exam_id).await,
        None => call.begin().await, // which the operation finds, too
    }
}

/// Finds an attendance and holds its candidate, so that station 2 waits meanwhile.
pub(super) async fn held(call: &Call, tx: &mut Tx, id: AttendanceId) -> Result<(Seat, Marked)> {
    let gone = || Error::from(Refusal::AttendanceNotFound);
    let marked = attendance::get(tx, id).await?.ok_or_else(gone)?;
    let whom = Whom::Id(marked.attendance.candidate_id);
    let seat = Seat::hold(call, tx, marked.attendance.exam_id, &whom).await.map_err(|failure| {
        // An attendance of a candidate that the caller may not see does not exist either.
        let hidden = [Refusal::CandidateNotFound, Refusal::NoSlotAssigned];
        let is_hidden = failure.refusal().is_some_and(|refusal| hidden.contains(&refusal));
        if is_hidden { gone().about(failure.is_about()) } else { failure }
    })?;
    let marked = attendance::get(tx, id).await?.ok_or_else(gone)?;
    Ok((seat, marked))
}

/// Keeps the attendance as it was, with the reason for the change; the journal has ids alone.
pub(super) async fn keep_before(call: &Call, tx: &mut Tx, seat: &Seat, marked: &Marked, reason: &Line) -> Result<()> {
    let replaced = Replaced {
        exam_id: seat.exam.id,
        candidate_id: seat.candidate.id,
        entity_type: "attendance",
        entity_id: marked.attendance.id.0,
        record: serde_json::to_value(&marked.attendance).map_err(|error| Error::internal(&error))?,
        reason: reason.as_str(),
    };
    Ok(history::keep(tx, call.id(), replaced, call.caller.actor.user_id, call.moment.captured).await?)
}
