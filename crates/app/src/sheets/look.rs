//! What is looked at before a sheet is registered: whether the caller may, whether it is there, and what a picture says.

use std::{path::Path, sync::Arc};

use adapters::{BlobKey, BlobKind};
use api::sheets::ScanSheet;
use domain::{
    BlobId, CentreId, ExamId, Refusal, Role, exam::Exam, scope::Scope, slot::SlotStatus, symbol::Reading, text::Barcode,
};
use store::{
    Tx,
    blobs::{self, Blob},
    sheet_pictures, sheets,
    slots::{self, Assigned},
};
use uuid::Uuid;

use super::alike::{self, Alike};
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat::{self, Place},
    sheet_readers::Picture,
};

/// What is found before a sheet is registered.
pub(super) struct Checked {
    /// Where it is scanned.
    pub centre: Option<CentreId>,
    /// Whether its barcode was scanned before.
    pub is_there: bool,
    /// The picture that is named by its key.
    pub named: Option<Blob>,
    /// What may be the same sheet.
    pub alike: Alike,
}

/// Whether the caller may register this sheet, and what is there.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `OPERATOR_MISMATCH`; 400 `VALIDATION` and 422 `BARCODE_MISMATCH` of `imageUrl`.
pub(super) async fn check(call: &Call, tx: &mut Tx, fields: &ScanSheet) -> Result<Checked> {
    let exam = fields.exam_id;
    let ((place, slots), (given, under)) = (seat::ask_place(call, exam), alike::ask(exam, &fields.barcode));
    let (there, own) =
        (sheets::ask(exam, &fields.barcode), call.caller.actor.centre_id.unwrap_or(CentreId(Uuid::nil())));
    let asked = (place, slots, there, slots::ask_any_at(exam, own), given, under);
    let (place, slots, there, at_own, given, under) = tx.together(asked).await?;
    let Place { exam, scope } = Place::of(call, place, &slots)?;
    if matches!(scope, Scope::Centre(_)) && at_own.is_empty() {
        // A centre without candidates in the exam.
        return Err(Error::from(Refusal::NoSlotAssigned).about(About::exam(exam.id)));
    }
    call.must_be(fields.operator_id)?;
    call.must_be(fields.scanned_by)?;
    let (centre, is_there) = (centre(call, &exam, &slots), !there.is_empty());
    let named = match &fields.image_url {
        Some(key) if !is_there => Some(own_image(tx, fields, key, centre).await?),
        _ => None,
    };
    Ok(Checked { centre, is_there, named, alike: Alike::new(given, under) })
}

/// The centre of the sheet: the supervisor's, or that of the slot the operator works in.
fn centre(call: &Call, exam: &Exam, slots: &[Assigned]) -> Option<CentreId> {
    if call.caller.actor.role == Role::Supervisor || call.caller.actor.centre_id.is_some() {
        return call.caller.actor.centre_id;
    }
    let mut slots = slots.iter().map(|slot| slot.at(&exam.settings, call.moment.captured));
    slots.find(|(_, _, status)| *status == SlotStatus::Active).map(|(_, centre, _)| centre)
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
async fn own_image(tx: &mut Tx, fields: &ScanSheet, key: &str, centre: Option<CentreId>) -> Result<Blob> {
    let exam: ExamId = fields.exam_id;
    let wrong = || {
        Error::invalid("imageUrl", "must be the key of a sheet image in this exam's store that your centre captured")
    };
    let place = BlobKey::at(Path::new(key)).filter(|place| place.exam == exam.0 && place.kind == BlobKind::OmrSheet);
    let id = BlobId(place.ok_or_else(wrong)?.id);
    let blob = blobs::get(tx, id).await?.filter(|blob| blob.scope_id == exam.0).ok_or_else(wrong)?;
    let origins = sheet_pictures::origins(tx, exam, id).await?;
    if !origins.iter().any(|origin| origin.centre_id.is_some() && origin.centre_id == centre) {
        return Err(wrong());
    }
    let another = |of: &str| of != fields.barcode.as_str();
    if origins.iter().any(|origin| origin.barcode.as_deref().is_some_and(another)) {
        return Err(Error::from(Refusal::BarcodeMismatch)
            .saying("The picture behind imageUrl is of another sheet. Photograph this one and send its picture."));
    }
    Ok(blob)
}
