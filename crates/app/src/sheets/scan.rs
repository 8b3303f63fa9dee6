//! Registering an OMR sheet by its barcode.

use std::sync::Arc;

use super::{
    alike::{self, Alike},
    look::{Checked, check, read},
    pictures,
};
use crate::{
    call::Call,
    error::{About, Error, Result},
    work::Work,
};
use adapters::BlobKind;
use api::Answer;
use api::sheets::{ScanSheet, ScannedSheet};
use domain::event::Fact;
use domain::{Refusal, alert::AlertKind, sheet::SheetStatus, symbol::Reading, text::Barcode};
use serde_json::json;
use store::{
    blobs,
    sheets::{self, Sheet},
};
use vault::{ReadableKind, Vault};

/// What is said of the image of a sheet that came without one.
pub(crate) const NO_IMAGE: &str = "no_image";

/// Registers a sheet, with its image where one was sent. Nothing is looked at before it is known that the caller may,
/// and that is looked at again when the slow work is done.
///
/// # Errors
/// `NO_SLOT_ASSIGNED`, `BARCODE_EXISTS`, `BARCODE_MISMATCH` unless it is confirmed, `IMAGE_UNREADABLE`.
pub async fn scan(call: &Call, fields: ScanSheet, image: Option<Vec<u8>>) -> Result<Answer<ScannedSheet>> {
    let mut look = call.look().await?;
    let checked = check(call, &mut look, &fields).await?;
    look.over();
    let about = About { centre: checked.centre, ..About::exam(fields.exam_id) };
    if checked.is_there {
        return Err(exists(call, &fields, about, image).await);
    }
    let mut barcode_read = NO_IMAGE;
    let mut kept = None;
    if let Some(image) = image {
        let (read, image) = compare(call, &fields, image).await.map_err(|failure| failure.about(about))?;
        barcode_read = read.name();
        let now = call.app.clock.now();
        kept = Some(call.app.vault.put(Some(fields.exam_id), BlobKind::OmrSheet, call.id(), image, now).await?);
    } else if let Some(named) = checked.named {
        let image = call.app.vault.read(Some(fields.exam_id), ReadableKind::OmrSheet, named.id).await?;
        barcode_read = compare(call, &fields, image).await.map_err(|failure| failure.about(about))?.0.name();
    }
    let mut tx = call.begin_in(fields.exam_id).await?;
    let Checked { named, centre, alike, is_there } = check(call, &mut tx, &fields).await?;
    let picture = kept.as_ref().or(named.as_ref());
    let sheet = Sheet {
        exam_id: fields.exam_id,
        barcode: fields.barcode.clone(),
        centre_id: centre,
        status: SheetStatus::Scanned,
        scanned_by: call.caller.actor.user_id,
        scanned_at: call.moment.captured,
        blob_id: picture.map(|blob| blob.id),
        barcode_read: barcode_read.to_owned(),
        candidate_id: None,
    };
    if let Some(blob) = &kept {
        blobs::insert(&mut tx, blob).await?;
    }
    let overtaken = || Error::from(Refusal::BarcodeExists).about(about);
    let done = if is_there {
        drop(tx);
        Err(overtaken())
    } else {
        register(call, &mut tx, about, &sheet, picture.map(|blob| &*blob.sha256), &alike).await?;
        call.commit_unless(tx, Answer::created(scanned(&sheet)), Some(overtaken())).await
    };
    match (done, kept) {
        (Err(failure), Some(blob)) if failure.refusal() == Some(Refusal::BarcodeExists) => {
            // Somebody else's came first at this very moment.
            let image = call.app.vault.read(Some(fields.exam_id), ReadableKind::OmrSheet, blob.id).await?;
            Err(exists(call, &fields, about, Some(image)).await)
        }
        (done, _) => done,
    }
}

/// Why a sheet is not registered that is there already; the picture that was sent is kept with it first.
async fn exists(call: &Call, fields: &ScanSheet, about: About, image: Option<Vec<u8>>) -> Error {
    let kept = match image {
        Some(image) => pictures::keep(call, fields, image).await,
        None => Ok(()),
    };
    kept.err().unwrap_or_else(|| Refusal::BarcodeExists.into()).about(about)
}

/// Registers a sheet that is not there; a row names its file, of which `picture` is the SHA-256. Somebody is told of one
/// whose picture shows another, and of one that may be another's.
///
/// # Errors
/// When the store fails; with the next statement or the commit when another was faster.
pub(crate) async fn register(
    call: &Call,
    tx: &mut Work,
    about: About,
    sheet: &Sheet,
    picture: Option<&[u8]>,
    alike: &Alike,
) -> Result<()> {
    sheets::insert(tx, sheet).await?;
    let digest = |sha256| tx.digest(call.action, "image", &sheet.barcode, sha256);
    let image_digest = picture.map(digest).transpose()?;
    let (barcode, barcode_read) = (sheet.barcode.clone(), sheet.barcode_read.clone());
    let data = Fact::ScanSheet { barcode, barcode_read, image_digest, take: None };
    let about = About { centre: sheet.centre_id, ..about };
    call.record(tx, about, Some(sheet.barcode.to_string()), data).await?;
    if sheet.barcode_read == Reading::Mismatch.name() {
        tell_of_mismatch(call, tx, about, &sheet.barcode).await?;
    }
    alike::tell_of_scan(call, tx, about, sheet, alike).await
}

/// Tells of a sheet whose picture shows another one, and that somebody stands behind it.
///
/// # Errors
/// When the store fails.
pub(crate) async fn tell_of_mismatch(call: &Call, tx: &mut Work, about: About, barcode: &Barcode) -> Result<()> {
    let details = json!({ "code": Refusal::BarcodeMismatch.code(), "barcode": barcode, "confirmed": true });
    call.alert(tx, AlertKind::WorkflowViolation, about, None, details).await
}

/// A sheet that shows another barcode is refused, until somebody says that they have seen it.
async fn compare(call: &Call, fields: &ScanSheet, image: Vec<u8>) -> Result<(Reading, Vec<u8>)> {
    let image = Arc::new(image);
    let read = read(call, &fields.barcode, Arc::clone(&image)).await?;
    if read == Reading::Mismatch && fields.confirm_mismatch != Some(true) {
        return Err(Refusal::BarcodeMismatch.into());
    }
    Ok((read, Arc::unwrap_or_clone(image)))
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
