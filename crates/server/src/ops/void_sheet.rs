//! Making a damaged sheet void, so that its candidate gets another. A void barcode is never used
//! again.

use domain::{Refusal, omr::SheetStatus};
use serde_json::json;
use store::{candidates, omr};

use super::seat;
use crate::{
    http::{About, Answer, Ctx, Failure},
    routes::omr::{SheetState, VoidSheet},
};

/// Makes a sheet of the supervisor's centre void.
///
/// # Errors
/// `OMR_NOT_FOUND`, `OMR_VOID`.
pub async fn run(ctx: &Ctx, body: VoidSheet) -> Result<Answer<SheetState>, Failure> {
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    let sheet = omr::get(&mut tx, exam.id, &body.barcode).await?;
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
    let refuse = |refusal| Failure::from(refusal).about(about);
    if centre != ctx.actor.centre_id {
        return Err(Failure::from(Refusal::OmrNotFound).about(About { candidate: None, ..about }));
    }
    let sheet =
        omr::get_for_update(&mut tx, exam.id, &body.barcode).await?.ok_or_else(|| refuse(Refusal::OmrNotFound))?;
    if sheet.candidate_id != owner.as_ref().map(|candidate| candidate.id) {
        return Err(Failure::busy()); // it was bound meanwhile
    }
    domain::omr::void(sheet.status).map_err(refuse)?;
    omr::void(&mut tx, exam.id, &body.barcode, body.reason.as_str(), ctx.actor.user_id, ctx.now).await?;
    let digest = ctx.digest(&mut tx, exam.id, "reason", &body.barcode, body.reason.as_str().as_bytes()).await?;
    let data = json!({ "barcode": body.barcode, "wasBound": owner.is_some(), "reasonDigest": digest });
    ctx.record(&mut tx, about, Some(body.barcode.to_string()), data).await?;
    let state = SheetState { barcode: body.barcode, exam_id: exam.id, status: SheetStatus::Void };
    ctx.commit(tx, Answer::ok(state)).await
}
