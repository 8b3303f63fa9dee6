//! Further pictures of a sheet that is there already. Whoever registered a barcode first, no capture that reached the
//! server is gone: so many of each account and sheet are kept, and those who may look see all of them.

use std::sync::Arc;

use adapters::BlobKind;
use api::sheets::ScanSheet;
use domain::{
    BlobId, CandidateId, CentreId, Refusal, alert::AlertKind, event::Fact, policy::Action, sheet::TakenPicture,
};
use face::{Limits, Picture as Pixels};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{
    Tx, blobs, candidates,
    sheet_pictures::{self, SheetPicture},
    sheets::{self, Sheet},
};
use vault::ReadableKind;

use super::look::{check, read};
use crate::{
    call::Call,
    error::{About, Error, Result},
    work::Work,
};

/// A picture of a sheet: the one that it was registered with, or a further one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    /// The file.
    pub blob: BlobId,
    /// Who took it, where and when.
    pub taken: TakenPicture,
}

/// All pictures of a sheet, as they came.
///
/// # Errors
/// When the store fails.
pub(crate) async fn of(tx: &mut Tx, sheet: &Sheet) -> Result<Vec<Shown>> {
    let first = TakenPicture { by: sheet.scanned_by, centre: sheet.centre_id, at: sheet.scanned_at };
    let mut all: Vec<Shown> = sheet.blob_id.into_iter().map(|blob| Shown { blob, taken: first }).collect();
    let further = sheet_pictures::of(tx, sheet.exam_id, &sheet.barcode).await?;
    all.extend(further.into_iter().map(|one| {
        let taken = TakenPicture { by: one.taken_by, centre: one.centre_id, at: one.taken_at };
        Shown { blob: one.blob_id, taken }
    }));
    Ok(all)
}

/// Keeps the picture of a scan whose barcode exists, unless the account has its number of them, it is one that is kept,
/// or it is no picture. The centres that the sheet is of are told.
///
/// # Errors
/// When it could not be kept now, so that it is sent again.
pub(super) async fn keep(call: &Call, fields: &ScanSheet, image: Vec<u8>) -> Result<()> {
    let (exam, by) = (fields.exam_id, call.caller.actor.user_id);
    let image = Arc::new(image);
    let mut tx = call.read().await?;
    let Some(sheet) = sheets::get(&mut tx, exam, &fields.barcode).await? else { return Err(Error::busy()) };
    let full = sheet_pictures::next_number(&mut tx, exam, &sheet.barcode, by).await?.is_none();
    if full || sheet_pictures::is_kept(&mut tx, exam, &sheet.barcode, &Sha256::digest(&*image)).await? {
        return Ok(());
    }
    drop(tx);
    let reading = match read(call, &fields.barcode, Arc::clone(&image)).await {
        Ok(reading) => reading,
        Err(failure) if failure.refusal() == Some(Refusal::ImageUnreadable) => return Ok(()),
        Err(failure) => return Err(failure),
    };
    let Seen { pixels, again } = look(call, &sheet, Arc::clone(&image)).await?;
    if again {
        return Ok(());
    }
    let now = call.app.clock.now();
    let bytes = Arc::unwrap_or_clone(image);
    let blob = call.app.vault.put(Some(exam), BlobKind::OmrSheet, call.id(), bytes, now).await?;
    let mut tx = call.begin_in(exam).await?;
    let checked = check(call, &mut tx, fields).await?;
    let about = About { centre: checked.centre, ..About::exam(exam) };
    let held = sheets::get_for_update(&mut tx, exam, &fields.barcode).await?;
    let sheet = held.ok_or_else(Error::busy)?;
    let pixel_digest = match pixels {
        Some(pixels) => Some(tx.digest(Action::ScanSheet, "pixels", &sheet.barcode, &pixels)?),
        None => None,
    };
    let picture = SheetPicture {
        blob_id: blob.id,
        exam_id: exam,
        barcode: sheet.barcode.clone(),
        taken_by: by,
        centre_id: checked.centre,
        taken_at: call.moment.captured,
        kept_at: call.moment.decided,
        barcode_read: reading.name().to_owned(),
        pixel_digest,
    };
    blobs::insert(&mut tx, &blob).await?;
    if add(call, &mut tx, about, &picture).await? {
        tell(call, &mut tx, about, &sheet).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What is seen of a picture beside the sheet's first one.
struct Seen {
    /// Its pixels, where it could be decoded.
    pixels: Option<[u8; 32]>,
    /// Whether the first one shows the very same.
    again: bool,
}

async fn look(call: &Call, sheet: &Sheet, image: Arc<Vec<u8>>) -> Result<Seen> {
    let first = match sheet.blob_id {
        Some(blob) => Some(call.app.vault.read(Some(sheet.exam_id), ReadableKind::OmrSheet, blob).await?),
        None => None,
    };
    let pixels = |bytes: &[u8]| Pixels::decode(bytes, &Limits::default()).ok().map(|picture| picture.digest());
    let work = move || {
        let (pixels, first) = (pixels(&image), first.as_deref().and_then(pixels));
        Seen { pixels, again: pixels.is_some() && pixels == first }
    };
    Ok(call.app.images.run_for(call.party(), work).await?)
}

/// Keeps the picture of a record, which has its file already, with a sheet that is held.
///
/// # Errors
/// When the store fails.
pub(crate) async fn keep_of_record(
    call: &Call,
    tx: &mut Work,
    about: About,
    sheet: &Sheet,
    (blob, barcode_read): (BlobId, &str),
) -> Result<()> {
    let file = blobs::get(tx, blob).await?.ok_or(store::StoreError::Corrupt { column: "blob_id" })?;
    if sheet_pictures::is_kept(tx, sheet.exam_id, &sheet.barcode, &file.sha256).await? {
        return Ok(());
    }
    let picture = SheetPicture {
        blob_id: blob,
        exam_id: sheet.exam_id,
        barcode: sheet.barcode.clone(),
        taken_by: call.caller.actor.user_id,
        centre_id: about.centre,
        taken_at: call.moment.captured,
        kept_at: call.moment.decided,
        barcode_read: barcode_read.to_owned(),
        pixel_digest: None,
    };
    add(call, tx, about, &picture).await.map(drop)
}

/// Keeps a further picture of a sheet that is held, and writes that down; false when it is not kept after all.
async fn add(call: &Call, tx: &mut Work, about: About, picture: &SheetPicture) -> Result<bool> {
    let SheetPicture { exam_id, barcode, taken_by, .. } = picture;
    let Some(number) = sheet_pictures::next_number(tx, *exam_id, barcode, *taken_by).await? else { return Ok(false) };
    if !sheet_pictures::insert(tx, picture, number).await? {
        return Ok(false);
    }
    let scanning = call.acting(Action::ScanSheet);
    let image_digest = Some(tx.image_digest(Action::ScanSheet, barcode, picture.blob_id).await?);
    let barcode_read = picture.barcode_read.clone();
    let data = Fact::ScanSheet { barcode: barcode.clone(), barcode_read, image_digest, take: Some(number) };
    scanning.record(tx, about, Some(barcode.to_string()), data).await?;
    Ok(true)
}

/// Tells the centres that a sheet is of, but for the one where it was scanned once more: there the refusal tells of it.
async fn tell(call: &Call, tx: &mut Work, about: About, sheet: &Sheet) -> Result<()> {
    let pictures = of(tx, sheet).await?.len();
    for (centre, candidate) in concerned(tx, sheet).await? {
        if Some(centre) != about.centre {
            let about = About { centre: Some(centre), candidate, ..About::exam(sheet.exam_id) };
            let details = json!({
                "code": Refusal::BarcodeExists.code(), "barcode": sheet.barcode, "pictures": pictures,
                "scannedElsewhere": true
            });
            call.alert(tx, AlertKind::DuplicateOmr, about, None, details).await?;
        }
    }
    Ok(())
}

/// The centres that a sheet is of: where it was registered, and where its candidate is.
async fn concerned(tx: &mut Tx, sheet: &Sheet) -> Result<Vec<(CentreId, Option<CandidateId>)>> {
    let owner = match sheet.candidate_id {
        Some(id) => candidates::get(tx, sheet.exam_id, id).await?,
        None => None,
    };
    let mut centres: Vec<_> = owner.into_iter().map(|owner| (owner.centre_id, Some(owner.id))).collect();
    if let Some(centre) = sheet.centre_id.filter(|centre| !centres.iter().any(|(known, _)| known == centre)) {
        centres.push((centre, None));
    }
    Ok(centres)
}
