//! Registering an OMR sheet by its barcode.

use std::{path::Path, sync::Arc};

use adapters::{BlobKey, BlobKind};
use domain::{BlobId, ExamId, Refusal, Role, omr::SheetStatus, text::Barcode};
use face::{Limits, Luma};
use serde_json::json;
use store::{
    Tx, blobs,
    omr::{self, Sheet},
    slots,
};

use super::seat;
use crate::{
    barcodes::read_barcodes_seeking,
    http::{About, Answer, Ctx, Failure},
    routes::omr::{ScanFields, ScannedSheet},
};

/// Registers a sheet, with its image where one was sent.
///
/// # Errors
/// `BARCODE_EXISTS`, `BARCODE_MISMATCH`, `IMAGE_UNREADABLE`.
pub async fn run(ctx: &Ctx, fields: ScanFields, image: Option<Vec<u8>>) -> Result<Answer<ScannedSheet>, Failure> {
    check(ctx, &mut ctx.read().await?, &fields).await?;
    let about = About { exam: Some(fields.exam_id), ..About::default() };
    let mut barcode_read = "no_image";
    let mut kept = None;
    if let Some(image) = image {
        let image = Arc::new(image);
        let compared = compare_barcode(ctx, &fields.barcode, Arc::clone(&image)).await;
        barcode_read = compared.map_err(|failure| failure.about(about))?;
        let image = Arc::unwrap_or_clone(image);
        let now = ctx.app.clock.now();
        kept = Some(ctx.app.vault.put(Some(fields.exam_id), BlobKind::OmrSheet, ctx.id(), image, now).await?);
    }
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, fields.exam_id).await?;
    let named = match &fields.image_url {
        Some(key) => Some(own_image(&mut tx, exam.id, key).await?),
        None => None,
    };
    let sheet = Sheet {
        exam_id: exam.id,
        barcode: fields.barcode,
        centre_id: centre(ctx, &mut tx, &exam).await?,
        status: SheetStatus::Scanned,
        scanned_by: ctx.actor.user_id,
        scanned_at: ctx.now,
        blob_id: kept.as_ref().map(|blob| blob.id).or(named),
        barcode_read: barcode_read.to_owned(),
        candidate_id: None,
    };
    if let Some(blob) = &kept {
        blobs::insert(&mut tx, blob).await?;
    }
    register(ctx, &mut tx, about, &sheet).await?;
    ctx.commit(tx, Answer::created(ScannedSheet::of(&sheet))).await
}

/// Registers a sheet; a row names its file.
///
/// # Errors
/// `BARCODE_EXISTS`.
pub async fn register(ctx: &Ctx, tx: &mut Tx, about: About, sheet: &Sheet) -> Result<(), Failure> {
    if !omr::insert(tx, sheet).await? {
        return Err(Failure::from(Refusal::BarcodeExists).about(about));
    }
    let mut data = json!({ "barcode": sheet.barcode, "barcodeRead": sheet.barcode_read });
    if let Some(blob) = sheet.blob_id {
        data["imageDigest"] = ctx.image_digest(tx, sheet.exam_id, &sheet.barcode, blob).await?.into();
    }
    let about = About { centre: sheet.centre_id, ..about };
    ctx.record(tx, about, Some(sheet.barcode.to_string()), data).await
}

async fn check(ctx: &Ctx, tx: &mut Tx, fields: &ScanFields) -> Result<(), Failure> {
    let exam = seat::exam(tx, fields.exam_id).await?;
    seat::scope(ctx, tx, &exam).await?;
    ctx.must_be(fields.operator_id)?;
    ctx.must_be(fields.scanned_by)?;
    match omr::get(tx, exam.id, &fields.barcode).await? {
        Some(_) => Err(Failure::from(Refusal::BarcodeExists).about(About { exam: Some(exam.id), ..About::default() })),
        None => Ok(()),
    }
}

/// The centre of the sheet: the supervisor's, or that of the slot the operator works in.
async fn centre(ctx: &Ctx, tx: &mut Tx, exam: &domain::exam::Exam) -> Result<Option<domain::CentreId>, Failure> {
    if ctx.actor.role == Role::Supervisor || ctx.actor.centre_id.is_some() {
        return Ok(ctx.actor.centre_id);
    }
    let assigned = slots::assigned(tx, ctx.actor.user_id, exam.id, &exam.settings, ctx.now).await?;
    let active = assigned.iter().find(|(_, _, status)| *status == domain::slot::SlotStatus::Active);
    Ok(active.map(|(_, centre, _)| *centre))
}

/// A barcode that can be read on the sheet must be the one that was typed or scanned.
async fn compare_barcode(ctx: &Ctx, wanted: &Barcode, image: Arc<Vec<u8>>) -> Result<&'static str, Failure> {
    let wanted = wanted.clone();
    ctx.app.images.run(move || compare_barcode_blocking(&wanted, &image)).await?
}

/// What the barcode reader says of a sheet: `matched` or `unreadable`; blocking.
///
/// # Errors
/// `IMAGE_UNREADABLE`, `BARCODE_MISMATCH`.
pub fn compare_barcode_blocking(wanted: &Barcode, image: &[u8]) -> Result<&'static str, Failure> {
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
async fn own_image(tx: &mut Tx, exam: ExamId, key: &str) -> Result<BlobId, Failure> {
    let wrong = || Failure::invalid("imageUrl", "must be the key of a sheet image in this exam's store");
    let place = BlobKey::at(Path::new(key)).filter(|place| place.exam == exam.0 && place.kind == BlobKind::OmrSheet);
    let id = BlobId(place.ok_or_else(wrong)?.id);
    blobs::get(tx, id).await?.filter(|blob| blob.scope_id == exam.0).ok_or_else(wrong)?;
    Ok(id)
}
