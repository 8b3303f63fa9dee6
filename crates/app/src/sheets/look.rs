//! What is looked at before a sheet is registered: whether the caller may, whether it is there, and what a picture says.

use std::{path::Path, sync::Arc};

use adapters::{BlobKey, BlobKind};
use api::sheets::ScanSheet;
use domain::{BlobId, CentreId, ExamId, Refusal, Role, exam::Exam, scope::Scope, symbol::Reading, text::Barcode};
use store::{Tx, blobs, sheet_pictures, sheets, slots};

use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
    sheet_readers::Picture,
};

/// What is found before a sheet is registered.
pub(super) struct Checked {
    /// Where it is scanned.
    pub centre: Option<CentreId>,
    /// Whether its barcode was scanned before.
    pub is_there: bool,
    /// The picture that is named by its key.
    pub named: Option<BlobId>,
}

/// Whether the caller may register this sheet, and what is there.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `OPERATOR_MISMATCH`; 400 `VALIDATION` and 422 `BARCODE_MISMATCH` of `imageUrl`.
pub(super) async fn check(call: &Call, tx: &mut Tx, fields: &ScanSheet) -> Result<Checked> {
    let exam = seat::exam(tx, fields.exam_id).await?;
    let about = About::exam(exam.id);
    let scope = seat::scope(call, tx, &exam).await?;
    if let Scope::Centre(centre) = scope
        && slots::at_centre(tx, exam.id, centre).await?.is_empty()
    {
        return Err(Error::from(Refusal::NoSlotAssigned).about(about)); // a centre without candidates in the exam
    }
    call.must_be(fields.operator_id)?;
    call.must_be(fields.scanned_by)?;
    let centre = centre(call, tx, &exam).await?;
    let is_there = sheets::get(tx, exam.id, &fields.barcode).await?.is_some();
    let named = match &fields.image_url {
        Some(key) if !is_there => Some(own_image(tx, fields, key, centre).await?),
        _ => None,
    };
    Ok(Checked { centre, is_there, named })
}

/// The centre of the sheet: the supervisor's, or that of the slot the operator works in.
async fn centre(call: &Call, tx: &mut Tx, exam: &Exam) -> Result<Option<CentreId>> {
    if call.caller.actor.role == Role::Supervisor || call.caller.actor.centre_id.is_some() {
        return Ok(call.caller.actor.centre_id);
    }
    let assigned =
        slots::assigned(tx, call.caller.actor.user_id, exam.id, &exam.settings, call.moment.captured).await?;
    let active = assigned.iter().find(|(_, _, status)| *status == domain::slot::SlotStatus::Active);
    Ok(active.map(|(_, centre, _)| *centre))
}

/// What a picture says of its barcode.
///
/// # Errors
/// `IMAGE_UNREADABLE`; 503 `BUSY`.
pub(super) async fn read(call: &Call, barcode: &Barcode, image: Arc<Vec<u8>>) -> Result<Reading> {
    let (sender, now) = (call.caller.actor.user_id, call.app.clock.now());
    call.app.sheet_readers.read(Picture { sender, now, wanted: barcode.clone(), image }).await
}

/// A key of this exam's own store; nothing is ever fetched from an address. The picture is one that the caller's centre
/// captured: of another centre's nobody learns that it is there. One picture is of one sheet.
async fn own_image(tx: &mut Tx, fields: &ScanSheet, key: &str, centre: Option<CentreId>) -> Result<BlobId> {
    let exam: ExamId = fields.exam_id;
    let wrong = || {
        Error::invalid("imageUrl", "must be the key of a sheet image in this exam's store that your centre captured")
    };
    let place = BlobKey::at(Path::new(key)).filter(|place| place.exam == exam.0 && place.kind == BlobKind::OmrSheet);
    let id = BlobId(place.ok_or_else(wrong)?.id);
    blobs::get(tx, id).await?.filter(|blob| blob.scope_id == exam.0).ok_or_else(wrong)?;
    let origins = sheet_pictures::origins(tx, exam, id).await?;
    if !origins.iter().any(|origin| origin.centre_id.is_some() && origin.centre_id == centre) {
        return Err(wrong());
    }
    let another = |of: &str| of != fields.barcode.as_str();
    if origins.iter().any(|origin| origin.barcode.as_deref().is_some_and(another)) {
        return Err(Error::from(Refusal::BarcodeMismatch)
            .saying("The picture behind imageUrl is of another sheet. Photograph this one and send its picture."));
    }
    Ok(id)
}
