//! Binding a sheet to a roll number: one sheet a candidate, one candidate a sheet.

use super::alike;
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat::{self, Seat, Whom},
    work::Work,
};
use api::Answer;
use api::sheets::{BindSheet, BoundCandidate, BoundSheet};
use domain::event::Fact;
use domain::{
    Refusal,
    attendance::Attendance,
    sheet::{self as rule, Bind},
    text::Barcode,
};
use store::sheets;

/// Binds; the same binding again changes nothing.
///
/// # Errors
/// `OMR_NOT_FOUND`, `OMR_ALREADY_VALIDATED`, `CANDIDATE_HAS_OMR`, `OMR_VOID`, and those of every
/// biometric call. Of two at once one wins.
pub async fn bind(call: &Call, body: BindSheet) -> Result<Answer<BoundSheet>> {
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    seat::scope(call, &mut tx, &exam).await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    if sheets::get(&mut tx, exam.id, &body.barcode).await?.is_none() {
        return Err(Error::from(Refusal::OmrNotFound).about(about));
    }
    let seat = Seat::hold(call, &mut tx, body.exam_id, &Whom::Roll(body.roll_number.clone())).await?;
    let marked = seat.admitted(call, &mut tx).await?;
    call.must_be(body.operator_id).map_err(|failure| failure.about(seat.about()))?;
    // Always the candidate first and the sheet second, so that two calls cannot wait for each other.
    let sheet = sheets::get_for_update(&mut tx, exam.id, &body.barcode).await?;
    let sheet = sheet.ok_or_else(|| seat.refuse(Refusal::OmrNotFound))?;
    let other = sheets::of(&mut tx, exam.id, seat.candidate.id).await?;
    let has_other = other.is_some_and(|other| other.barcode != sheet.barcode);
    let decided = rule::bind(sheet.status, sheet.candidate_id, seat.candidate.id, has_other);
    let decided = decided.map_err(|refusal| seat.refuse(refusal))?;
    if decided == Bind::Bind {
        seat.in_time(call, &mut tx).await?;
        attach(call, &mut tx, &seat, &marked, &sheet.barcode).await?;
    }
    let answer = BoundSheet {
        barcode: sheet.barcode,
        roll_number: seat.candidate.roll_number.clone(),
        candidate: BoundCandidate {
            id: seat.candidate.id,
            roll_number: seat.candidate.roll_number.clone(),
            name: seat.candidate.name.clone(),
            centre_id: seat.candidate.centre_id,
            slot_id: seat.candidate.slot_id,
        },
        validated: true,
        already_validated: decided == Bind::Already,
    };
    call.commit(tx, Answer::ok(answer)).await
}

/// Binds a free sheet that is held to the candidate of a seat that is held.
///
/// # Errors
/// 503 `BUSY` when it is not free any more.
pub(crate) async fn attach(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    marked: &Attendance,
    barcode: &Barcode,
) -> Result<()> {
    let whom = (seat.exam.id, seat.candidate.id);
    alike::tell_of_binding(call, tx, seat.about(), barcode, whom).await?;
    if !sheets::bind(tx, barcode, marked, call.caller.actor.user_id, call.moment.captured).await? {
        return Err(Error::busy());
    }
    call.record(tx, seat.about(), Some(barcode.to_string()), Fact::BindSheet { barcode: barcode.clone() }).await
}
