//! Registering an OMR sheet by its barcode.

use std::{path::Path, sync::Arc};

use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
    work::Work,
};
use adapters::{BlobKey, BlobKind};
use api::Answer;
use api::sheets::{ScanSheet, ScannedSheet};
use barcodes::read_barcodes_seeking;
use domain::event::Fact;
use domain::{BlobId, ExamId, Refusal, Role, sheet::SheetStatus, text::Barcode};
use face::{Limits, Luma};
use store::{
    Tx, blobs,
    sheets::{self, Sheet},
    slots,
};
use vault::Vault;

/// Registers a sheet, with its image where one was sent.
///
/// # Errors
/// `BARCODE_EXISTS`, `BARCODE_MISMATCH`, `IMAGE_UNREADABLE`.
pub async fn scan(call: &Call, fields: ScanSheet, image: Option<Vec<u8>>) -> Result<Answer<ScannedSheet>> {
    check(call, &mut call.read().await?, &fields).await?;
    let about = About { exam: Some(fields.exam_id), ..About::default() };
    let mut barcode_read = "no_image";
    let mut kept = None;
    if let Some(image) = image {
        let image = Arc::new(image);
        let compared = compare_barcode(call, &fields.barcode, Arc::clone(&image)).await;
        barcode_read = compared.map_err(|failure| failure.about(about))?;
        let image = Arc::unwrap_or_clone(image);
        let now = call.app.clock.now();
        kept = Some(call.app.vault.put(Some(fields.exam_id), BlobKind::OmrSheet, call.id(), image, now).await?);
    }
    let mut tx = call.begin_in(fields.exam_id).await?;
    let exam = seat::exam(&mut tx, fields.exam_id).await?;
    let named = match &fields.image_url {
        Some(key) => Some(own_image(&mut tx, exam.id, key).await?),
        None => None,
    };
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

/// Registers a sheet; a row names its file.
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
    call.record(tx, about, Some(sheet.barcode.to_string()), data).await
}

async fn check(call: &Call, tx: &mut Tx, fields: &ScanSheet) -> Result<()> {
    let exam = seat::exam(tx, fields.exam_id).await?;
    seat::scope(call, tx, &exam).await?;
    call.must_be(fields.operator_id)?;
    call.must_be(fields.scanned_by)?;
    match sheets::get(tx, exam.id, &fields.barcode).await? {
        Some(_) => Err(Error::from(Refusal::BarcodeExists).about(About { exam: Some(exam.id), ..About::default() })),
        None => Ok(()),
    }
}

/// The centre of the sheet: the supervisor's, or that of the slot the operator works in.
async fn centre(call: &Call, tx: &mut Tx, exam: &domain::exam::Exam) -> Result<Option<domain::CentreId>> {
    if call.caller.actor.role == Role::Supervisor || call.caller.actor.centre_id.is_some() {
        return Ok(call.caller.actor.centre_id);
    }
    let assigned =
        slots::assigned(tx, call.caller.actor.user_id, exam.id, &exam.settings, call.moment.captured).await?;
    let active = assigned.iter().find(|(_, _, status)| *status == domain::slot::SlotStatus::Active);
    Ok(active.map(|(_, centre, _)| *centre))
}

/// A barcode that can be read on the sheet must be the one that was typed or scanned.
async fn compare_barcode(call: &Call, wanted: &Barcode, image: Arc<Vec<u8>>) -> Result<&'static str> {
    let wanted = wanted.clone();
    call.app.images.run(move || compare_barcode_blocking(&wanted, &image)).await?
}

/// What the barcode reader says of a sheet: `matched` or `unreadable`; blocking.
///
/// # Errors
/// `IMAGE_UNREADABLE`, `BARCODE_MISMATCH`.
pub(crate) fn compare_barcode_blocking(wanted: &Barcode, image: &[u8]) -> Result<&'static str> {
    let sheet = Luma::decode(image, &Limits::default()).map_err(|_| Refusal::ImageUnreadable)?;
    let found = read_barcodes_seeking(wanted.as_str(), &sheet.pixels, sheet.width, sheet.height);
    if found.is_empty() {
        Ok("unreadable")
    } else if found.iter().any(|text| text == wanted.as_str()) {
        Ok("matched")
    } else {
        Err(Refusal::BarcodeMismatch.into())
    }
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
