//! Binding a sheet to a roll number: one sheet a candidate, one candidate a sheet.

use super::alike::{self, Alike};
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat::{self, Place, Seat, Whom},
    work::Work,
};
use api::Answer;
use api::sheets::{BindSheet, BoundCandidate, BoundSheet};
use domain::event::Fact;
use domain::{
    CentreId, Refusal,
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
    let (place, slots) = seat::ask_place(call, body.exam_id);
    let (scanned, whom) = (sheets::ask(body.exam_id, &body.barcode), Whom::Roll(body.roll_number.clone()));
    let (place, slots, scanned, found) = tx.together((place, slots, scanned, whom.ask(body.exam_id, true))).await?;
    let place = Place::of(call, place, &slots)?;
    if scanned.is_empty() {
        return Err(Error::from(Refusal::OmrNotFound).about(About::exam(body.exam_id)));
    }
    let seat = Seat::of(place, found)?;
    // Always the candidate first and the sheet second, so that two calls cannot wait for each other.
    let (given, under) = alike::ask(body.exam_id, &body.barcode);
    let held = sheets::ask_for_update(body.exam_id, &body.barcode);
    let other = sheets::ask_of(body.exam_id, seat.candidate.id);
    let (marked, held, other, given, under) = tx.together((seat.ask_attendance(), held, other, given, under)).await?;
    let marked = seat.admit(call, marked.first())?;
    call.must_be(body.operator_id).map_err(|failure| failure.about(seat.about()))?;
    let sheet = held.into_iter().next().ok_or_else(|| seat.refuse(Refusal::OmrNotFound))?;
    let has_other = other.iter().any(|other| other.barcode != sheet.barcode);
    let decided = rule::bind(sheet.status, sheet.candidate_id, seat.candidate.id, has_other);
    let decided = decided.map_err(|refusal| seat.refuse(refusal))?;
    if decided == Bind::Bind {
        seat.in_time(call, &mut tx).await?;
        let alike = Alike::new(given, under);
        attach(call, &mut tx, &seat, &marked, (&sheet.barcode, sheet.centre_id), &alike).await?;
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

/// Binds a free sheet that is held, and was scanned at that centre, to the candidate of a seat that is held.
///
/// # Errors
/// When the store fails; with the next statement or the commit when it is not free any more.
pub(crate) async fn attach(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    marked: &Attendance,
    (barcode, scanned_at): (&Barcode, Option<CentreId>),
    alike: &Alike,
) -> Result<()> {
    alike::tell_of_binding(call, tx, seat, (barcode, scanned_at), alike).await?;
    sheets::bind(tx, barcode, marked, call.caller.actor.user_id, call.moment.captured).await?;
    call.record(tx, seat.about(), Some(barcode.to_string()), Fact::BindSheet { barcode: barcode.clone() }).await
}
