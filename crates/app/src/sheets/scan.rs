//! Registering an OMR sheet by its barcode.

use std::{path::Path, sync::Arc};

use super::alike;
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
    sheet_readers::Picture,
    work::Work,
};
use adapters::{BlobKey, BlobKind};
use api::Answer;
use api::sheets::{ScanSheet, ScannedSheet};
use domain::event::Fact;
use domain::{
    BlobId, ExamId, Refusal, Role, alert::AlertKind, exam::Exam, scope::Scope, sheet::SheetStatus, symbol::Reading,
};
use serde_json::json;
use store::{
    Tx, blobs,
    sheets::{self, Sheet},
    slots,
};
use vault::Vault;

/// What is said of the image of a sheet that came without one.
pub(crate) const NO_IMAGE: &str = "no_image";

/// Registers a sheet, with its image where one was sent. Nothing is looked at before it is known that the caller may,
/// and that is looked at again when the slow work is done.
///
/// # Errors
/// `NO_SLOT_ASSIGNED`, `BARCODE_EXISTS`, `BARCODE_MISMATCH` unless it is confirmed, `IMAGE_UNREADABLE`.
pub async fn scan(call: &Call, fields: ScanSheet, image: Option<Vec<u8>>) -> Result<Answer<ScannedSheet>> {
    check(call, &mut *call.read().await?, &fields).await?;
    let about = About::exam(fields.exam_id);
    let mut barcode_read = NO_IMAGE;
    let mut kept = None;
    if let Some(image) = image {
        let (read, image) = compare(call, &fields, image).await.map_err(|failure| failure.about(about))?;
        barcode_read = read.name();
        let now = call.app.clock.now();
        kept = Some(call.app.vault.put(Some(fields.exam_id), BlobKind::OmrSheet, call.id(), image, now).await?);
    }
    let mut tx = call.begin_in(fields.exam_id).await?;
    let (exam, named) = check(call, &mut tx, &fields).await?;
    let sheet = Sheet {
        exam_id: exam.id,
        barcode: fields.barcode,
        centre_id: centre(call, &mut tx, &exam).await?,
        status: SheetStatus::Scanned,
        scanned_by: call.caller.actor.user_id,
        scanned_at: call.moment.captured,
        blob_id: kept.as_ref().map(|blob| blob.id).or(named),
        barcode_read: barcode_read.to_owned(),
        candidate_id: None,
    };
    if let Some(blob) = &kept {
        blobs::insert(&mut tx, blob).await?;
    }
    register(call, &mut tx, about, &sheet).await?;
    call.commit(tx, Answer::created(scanned(&sheet))).await
}

/// Registers a sheet; a row names its file. Somebody is told of one whose picture shows another, and of one that may be
/// another's.
///
/// # Errors
/// `BARCODE_EXISTS`.
pub(crate) async fn register(call: &Call, tx: &mut Work, about: About, sheet: &Sheet) -> Result<()> {
    if !sheets::insert(tx, sheet).await? {
        return Err(Error::from(Refusal::BarcodeExists).about(about));
    }
    let image_digest = match sheet.blob_id {
        Some(blob) => Some(tx.image_digest(call.action, &sheet.barcode, blob).await?),
        None => None,
    };
    let (barcode, barcode_read) = (sheet.barcode.clone(), sheet.barcode_read.clone());
    let data = Fact::ScanSheet { barcode, barcode_read, image_digest };
    let about = About { centre: sheet.centre_id, ..about };
    call.record(tx, about, Some(sheet.barcode.to_string()), data).await?;
    if sheet.barcode_read == Reading::Mismatch.name() {
        let details = json!({ "code": Refusal::BarcodeMismatch.code(), "barcode": sheet.barcode, "confirmed": true });
        call.alert(tx, AlertKind::WorkflowViolation, about, None, details).await?;
    }
    alike::tell_of_scan(call, tx, about, sheet).await
}

/// Whether the caller may register this sheet; the exam, and the image that is named by its key.
async fn check(call: &Call, tx: &mut Tx, fields: &ScanSheet) -> Result<(Exam, Option<BlobId>)> {
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
    if sheets::get(tx, exam.id, &fields.barcode).await?.is_some() {
        return Err(Error::from(Refusal::BarcodeExists).about(about));
    }
    let named = match &fields.image_url {
        Some(key) => Some(own_image(tx, exam.id, key).await?),
        None => None,
    };
    Ok((exam, named))
}

/// The centre of the sheet: the supervisor's, or that of the slot the operator works in.
async fn centre(call: &Call, tx: &mut Tx, exam: &Exam) -> Result<Option<domain::CentreId>> {
    if call.caller.actor.role == Role::Supervisor || call.caller.actor.centre_id.is_some() {
        return Ok(call.caller.actor.centre_id);
    }
    let assigned =
        slots::assigned(tx, call.caller.actor.user_id, exam.id, &exam.settings, call.moment.captured).await?;
    let active = assigned.iter().find(|(_, _, status)| *status == domain::slot::SlotStatus::Active);
    Ok(active.map(|(_, centre, _)| *centre))
}

/// A sheet that shows another barcode is refused, until somebody says that they have seen it.
async fn compare(call: &Call, fields: &ScanSheet, image: Vec<u8>) -> Result<(Reading, Vec<u8>)> {
    let image = Arc::new(image);
    let picture = Picture {
        sender: call.caller.actor.user_id,
        now: call.app.clock.now(),
        wanted: fields.barcode.clone(),
        image: Arc::clone(&image),
    };
    let read = call.app.sheet_readers.read(picture).await?;
    if read == Reading::Mismatch && fields.confirm_mismatch != Some(true) {
        return Err(Refusal::BarcodeMismatch.into());
    }
    Ok((read, Arc::unwrap_or_clone(image)))
}

/// A key of this exam's own store; nothing is ever fetched from an address.
async fn own_image(tx: &mut Tx, exam: ExamId, key: &str) -> Result<BlobId> {
    let wrong = || Error::invalid("imageUrl", "must be the key of a sheet image in this exam's store");
    let place = BlobKey::at(Path::new(key)).filter(|place| place.exam == exam.0 && place.kind == BlobKind::OmrSheet);
    let id = BlobId(place.ok_or_else(wrong)?.id);
    blobs::get(tx, id).await?.filter(|blob| blob.scope_id == exam.0).ok_or_else(wrong)?;
    Ok(id)
}

fn scanned(sheet: &Sheet) -> ScannedSheet {
    let location = |blob| Vault::location(Some(sheet.exam_id), BlobKind::OmrSheet, blob);
    ScannedSheet {
        barcode: sheet.barcode.clone(),
        exam_id: sheet.exam_id,
        status: sheet.status,
        validated: sheet.status == SheetStatus::Validated,
        scanned_at: sheet.scanned_at,
        scanned_by: sheet.scanned_by,
        omr_image_url: sheet.blob_id.map(location),
    }
}
