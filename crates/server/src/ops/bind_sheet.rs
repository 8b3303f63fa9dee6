//! Binding a sheet to a roll number: one sheet a candidate, one candidate a sheet.

use domain::{
    Refusal,
    attendance::Attendance,
    omr::{Bind, bind},
    text::Barcode,
};
use serde_json::json;
use store::{Tx, omr};

use super::{
    seat::{self, Seat, Whom},
    verify_face::admitted,
};
use crate::{
    http::{About, Answer, Ctx, Failure},
    routes::omr::{BindSheet, BoundCandidate, BoundSheet},
};

/// Binds; the same binding again changes nothing.
///
/// # Errors
/// `OMR_NOT_FOUND`, `OMR_ALREADY_VALIDATED`, `CANDIDATE_HAS_OMR`, `OMR_VOID`, and those of every
/// biometric call. Of two at once one wins.
pub async fn run(ctx: &Ctx, body: BindSheet) -> Result<Answer<BoundSheet>, Failure> {
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    seat::scope(ctx, &mut tx, &exam).await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    if omr::get(&mut tx, exam.id, &body.barcode).await?.is_none() {
        return Err(Failure::from(Refusal::OmrNotFound).about(about));
    }
    let seat = Seat::hold(ctx, &mut tx, body.exam_id, &Whom::Roll(body.roll_number.clone())).await?;
    let marked = admitted(ctx, &mut tx, &seat).await?;
    ctx.must_be(body.operator_id).map_err(|failure| failure.about(seat.about()))?;
    // Always the candidate first and the sheet second, so that two calls cannot wait for each other.
    let sheet = omr::get_for_update(&mut tx, exam.id, &body.barcode).await?;
    let sheet = sheet.ok_or_else(|| seat.refuse(Refusal::OmrNotFound))?;
    let other = omr::of(&mut tx, exam.id, seat.candidate.id).await?;
    let has_other = other.is_some_and(|other| other.barcode != sheet.barcode);
    let decided = bind(sheet.status, sheet.candidate_id, seat.candidate.id, has_other);
    let decided = decided.map_err(|refusal| seat.refuse(refusal))?;
    if decided == Bind::Bind {
        seat.in_time(ctx, &mut tx).await?;
        attach(ctx, &mut tx, &seat, &marked, &sheet.barcode).await?;
    }
    let answer = BoundSheet {
        barcode: sheet.barcode,
        roll_number: seat.candidate.roll_number.clone(),
        candidate: BoundCandidate::of(&seat.candidate),
        validated: true,
        already_validated: decided == Bind::Already,
    };
    ctx.commit(tx, Answer::ok(answer)).await
}

/// Binds a free sheet that is held to the candidate of a seat that is held.
///
/// # Errors
/// 503 `BUSY` when it is not free any more.
pub async fn attach(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    marked: &Attendance,
    barcode: &Barcode,
) -> Result<(), Failure> {
    if !omr::bind(tx, barcode, marked, ctx.actor.user_id, ctx.now).await? {
        return Err(Failure::busy());
    }
    ctx.record(tx, seat.about(), Some(barcode.to_string()), json!({ "barcode": barcode })).await
}
