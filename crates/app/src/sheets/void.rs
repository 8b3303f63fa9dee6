//! Making a damaged sheet void, so that its candidate gets another. A void barcode is never used
//! again.

use super::alike::Alike;
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
    work::Work,
};
use api::Answer;
use api::sheets::{SheetState, VoidSheet};
use domain::event::Fact;
use domain::{
    ExamId, Refusal,
    alert::AlertKind,
    sheet::{SheetFacts, SheetStatus, may_void},
    symbol::Reading,
    text::{Barcode, Line},
};
use serde_json::json;
use store::{
    candidates::{self, Candidate},
    sheets::{self, Sheet},
};

/// Makes a sheet void: of the supervisor's centre, or any for head office.
///
/// # Errors
/// `OMR_NOT_FOUND`, `OMR_VOID`; 403 `FORBIDDEN` for a free sheet that only head office makes void.
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
    let about = About {
        exam: Some(exam.id),
        centre: owner.as_ref().map(|candidate| candidate.centre_id).or(sheet.centre_id),
        slot: owner.as_ref().map(|candidate| candidate.slot_id),
        candidate: owner.as_ref().map(|candidate| candidate.id),
    };
    let refuse = |refusal| Error::from(refusal).about(about);
    let sheet =
        sheets::get_for_update(&mut tx, exam.id, &body.barcode).await?.ok_or_else(|| refuse(Refusal::OmrNotFound))?;
    if sheet.candidate_id != owner.as_ref().map(|candidate| candidate.id) {
        return Err(Error::busy()); // it was bound meanwhile
    }
    may(call, &mut tx, &sheet, owner.as_ref()).await.map_err(|failure| match failure.refusal() {
        Some(Refusal::OmrNotFound) => failure.about(About { candidate: None, ..about }),
        _ => failure.about(about),
    })?;
    domain::sheet::void(sheet.status).map_err(refuse)?;
    let digest = tx.digest(call.action, "reason", &body.barcode, body.reason.as_str().as_bytes())?;
    spend(call, &mut tx, about, (exam.id, &body.barcode), &body.reason, Some(digest)).await?;
    let state = SheetState { barcode: body.barcode, exam_id: exam.id, status: SheetStatus::Void };
    call.commit(tx, Answer::ok(state)).await
}

/// Whether the caller may make it void.
async fn may(call: &Call, tx: &mut Work, sheet: &Sheet, owner: Option<&Candidate>) -> Result<()> {
    let actor = &call.caller.actor;
    let proved = sheet.blob_id.is_some() && sheet.barcode_read == Reading::Matched.name();
    let given_elsewhere = Alike::of(tx, sheet.exam_id, &sheet.barcode).await?.is_anothers(actor.centre_id);
    let bound_at = owner.map(|candidate| candidate.centre_id);
    let standing = SheetFacts { bound_at, scanned_at: sheet.centre_id, proved, given_elsewhere };
    may_void(actor, &standing).map_err(|refusal| match refusal {
        Refusal::Forbidden => Error::from(refusal).saying(
            "A free sheet without an image on which its barcode can be read, and one that the roster gives to another \
             centre, is made void by head office.",
        ),
        _ => refusal.into(),
    })
}

/// Makes a sheet void that is held and may be, and tells of it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn spend(
    call: &Call,
    tx: &mut Work,
    about: About,
    (exam, barcode): (ExamId, &Barcode),
    reason: &Line,
    reason_digest: Option<String>,
) -> Result<()> {
    sheets::void(tx, exam, barcode, reason.as_str(), call.caller.actor.user_id, call.moment.captured).await?;
    let was_bound = about.candidate.is_some();
    let data = Fact::VoidSheet { barcode: barcode.clone(), was_bound, reason_digest };
    call.record(tx, about, Some(barcode.to_string()), data).await?;
    call.alert(tx, AlertKind::SheetVoided, about, None, json!({ "barcode": barcode, "wasBound": was_bound })).await
}
