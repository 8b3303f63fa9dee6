//! Making a damaged sheet void, so that its candidate gets another. A void barcode is never used
//! again.

use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
};
use api::Answer;
use api::sheets::{SheetState, VoidSheet};
use domain::event::Fact;
use domain::{Refusal, sheet::SheetStatus};
use store::{candidates, sheets};

/// Makes a sheet of the supervisor's centre void.
///
/// # Errors
/// `OMR_NOT_FOUND`, `OMR_VOID`.
pub async fn void(call: &Call, body: VoidSheet) -> Result<Answer<SheetState>> {
    let mut tx = call.begin_in(body.exam_id).await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    let sheet = sheets::get(&mut tx, exam.id, &body.barcode).await?;
    let sheet = sheet.ok_or(Refusal::OmrNotFound)?;
    // As when binding: the candidate first, the sheet second.
    let owner = match sheet.candidate_id {
        Some(id) => candidates::get_for_update(&mut tx, exam.id, id).await?,
        None => None,
    };
    let centre = owner.as_ref().map(|candidate| candidate.centre_id).or(sheet.centre_id);
    let about = About {
        exam: Some(exam.id),
        centre,
        slot: owner.as_ref().map(|candidate| candidate.slot_id),
        candidate: owner.as_ref().map(|candidate| candidate.id),
    };
    let refuse = |refusal| Error::from(refusal).about(about);
    if centre != call.caller.actor.centre_id {
        return Err(Error::from(Refusal::OmrNotFound).about(About { candidate: None, ..about }));
    }
    let sheet =
        sheets::get_for_update(&mut tx, exam.id, &body.barcode).await?.ok_or_else(|| refuse(Refusal::OmrNotFound))?;
    if sheet.candidate_id != owner.as_ref().map(|candidate| candidate.id) {
        return Err(Error::busy()); // it was bound meanwhile
    }
    domain::sheet::void(sheet.status).map_err(refuse)?;
    sheets::void(
        &mut tx,
        exam.id,
        &body.barcode,
        body.reason.as_str(),
        call.caller.actor.user_id,
        call.moment.captured,
    )
    .await?;
    let digest = tx.digest(call.action, "reason", &body.barcode, body.reason.as_str().as_bytes())?;
    let (barcode, was_bound) = (body.barcode.clone(), owner.is_some());
    let data = Fact::VoidSheet { barcode, was_bound, reason_digest: Some(digest) };
    call.record(&mut tx, about, Some(body.barcode.to_string()), data).await?;
    let state = SheetState { barcode: body.barcode, exam_id: exam.id, status: SheetStatus::Void };
    call.commit(tx, Answer::ok(state)).await
}
