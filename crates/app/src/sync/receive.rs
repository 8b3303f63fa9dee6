//! Every record is kept whole before it is judged: its image first, then, in one transaction for the
//! batch, the rows.

use std::sync::Arc;

use super::{
    batch::Upload,
    item::{Item, said},
};
use crate::{
    call::Call,
    error::{Error, Result},
    fingerprints,
    sheet_readers::Picture,
};
use adapters::BlobKind;
use api::sync::SheetData;
use domain::{
    ConflictId, Refusal, Timestamp,
    symbol::Reading,
    sync::{EntityType, Happening, Move, RECORD_ID_REUSED, RecordStatus, happens},
};
use serde_json::{Value, json};
use store::{
    Tx,
    blobs::{self, Blob},
    sync_records::{self, Record},
};
use tokio::task::JoinSet;
use uuid::Uuid;

/// Images of a batch that are read and stored at a time.
pub(super) const BATCH_IMAGES: usize = 8;

/// A record that is kept.
#[derive(Debug)]
pub(super) struct Received {
    /// Its place in the batch.
    pub place: usize,
    /// The row, as it was when it was kept or found.
    pub record: Record,
    /// Whether it came for the first time.
    pub fresh: bool,
    /// The picture of a face, for the comparison.
    pub image: Option<Vec<u8>>,
    /// The time in which its capture token was good.
    pub token: Option<(Timestamp, Timestamp)>,
}

/// A record on its way into the store.
struct Coming {
    place: usize,
    record: Record,
    blob: Option<Blob>,
    image: Option<Vec<u8>>,
    token: Option<(Timestamp, Timestamp)>,
}

/// Keeps what came for the first time, and finds what came before.
///
/// # Errors
/// When the files or the store fail; nothing was acknowledged then.
pub(super) async fn receive(call: &Call, upload: &Upload, items: Vec<(usize, Item)>) -> Result<Vec<Received>> {
    let known =
        sync_records::by_record_ids(&mut call.read().await?, upload.exam, items.iter().map(|(_, item)| item.record_id))
            .await?;
    let mut coming = Vec::with_capacity(items.len());
    let mut fresh: Vec<(usize, Item)> = Vec::new();
    for (place, item) in items {
        let digest = item.digest();
        let here = |record: &&Record| record.record_id == item.record_id && record.digest == digest;
        if known.iter().any(|record| here(&record)) {
            coming.push(prepare(call, upload, place, item, None)?);
        } else {
            fresh.push((place, item));
        }
    }
    let mut fresh = fresh.into_iter();
    loop {
        let mut tasks = JoinSet::new();
        for (place, item) in fresh.by_ref().take(BATCH_IMAGES) {
            tasks.spawn(keep_image(call.clone(), upload.exam, place, item));
        }
        if tasks.is_empty() {
            break;
        }
        for kept in tasks.join_all().await {
            let (place, item, image) = kept?;
            coming.push(prepare(call, upload, place, item, Some(image))?);
        }
    }
    // In one order for all, so that two batches with the same records cannot wait for each other.
    coming.sort_by_key(|coming| (coming.record.record_id, coming.place));
    let mut tx = call.begin().await?;
    let mut received = Vec::with_capacity(coming.len());
    for one in coming {
        received.push(keep(&mut tx, one).await?);
    }
    tx.commit().await?;
    Ok(received)
}

/// An image that lies in the store, and what was read of it.
struct Kept {
    blob: Option<Blob>,
    inspected: Value,
}

/// Reads and stores the image of a record. A fingerprint never comes back out, so what has to be known
/// of it is read now.
async fn keep_image(call: Call, exam: domain::ExamId, place: usize, mut item: Item) -> Result<(usize, Item, Kept)> {
    let Some(image) = item.image.take() else { return Ok((place, item, Kept { blob: None, inspected: json!({}) })) };
    let kind = match item.entity_type {
        EntityType::Fingerprint => BlobKind::Fingerprint,
        EntityType::Omr => BlobKind::OmrSheet,
        EntityType::Face | EntityType::Attendance | EntityType::Biometric => BlobKind::FaceLive,
    };
    let image = Arc::new(image);
    let inspected = inspect(&call, item.entity_type, &item.payload, Arc::clone(&image)).await?;
    let (app, image) = (&call.app, Arc::unwrap_or_clone(image));
    let now = app.clock.now();
    let blob = app.vault.put(Some(exam), kind, app.ids.next(now).into(), image.clone(), now).await?;
    // The digest was taken with the image; a face is compared from it.
    item.image = Some(image);
    Ok((place, item, Kept { blob: Some(blob), inspected }))
}

/// What an image says, or why it is refused. Each kind waits for its own workers.
async fn inspect(call: &Call, kind: EntityType, payload: &Value, image: Arc<Vec<u8>>) -> Result<Value> {
    match kind {
        EntityType::Fingerprint => {
            let read = call.app.images.run_patiently(move || fingerprints::inspect_blocking(&image)).await?;
            Ok(match read {
                Ok(found) => json!({ "format": found.format.as_str(), "imageQuality": found.quality }),
                Err(failure) => refused(&failure),
            })
        }
        EntityType::Omr => {
            let (sender, now) = (call.caller.actor.user_id, call.app.clock.now());
            let picture = Picture { sender, now, wanted: said::<SheetData>(payload)?.barcode, image };
            match call.app.sheet_readers.read_patiently(picture).await {
                Ok(Reading::Mismatch) => {
                    let mut told = refused(&Refusal::BarcodeMismatch.into());
                    told["barcodeRead"] = json!(Reading::Mismatch.name()); // for when a supervisor stands behind it
                    Ok(told)
                }
                Ok(read) => Ok(json!({ "barcodeRead": read.name() })),
                Err(failure) if failure.is_fault() => Err(failure),
                Err(failure) => Ok(refused(&failure)),
            }
        }
        EntityType::Face | EntityType::Attendance | EntityType::Biometric => Ok(json!({})),
    }
}

fn refused(failure: &Error) -> Value {
    json!({ "code": failure.code().as_str(), "error": failure.sentence() })
}

fn prepare(call: &Call, upload: &Upload, place: usize, item: Item, kept: Option<Kept>) -> Result<Coming> {
    let capture = item.capture_token.as_deref().map(|token| call.app.tokens.verify_capture(token));
    let (operator_id, proof, token) = match capture {
        None => (call.caller.actor.user_id, "none", None),
        Some(Some(good)) if good.exam == upload.exam => {
            (good.operator, "token", Some((good.issued_at, good.expires_at)))
        }
        Some(_) => (call.caller.actor.user_id, "invalid", None),
    };
    let digest = item.digest();
    let Kept { blob, inspected } = kept.unwrap_or(Kept { blob: None, inspected: json!({}) });
    let record = Record {
        id: call.id(),
        exam_id: upload.exam,
        record_id: item.record_id,
        digest,
        reused: false,
        entity_type: item.entity_type,
        candidate_id: None,
        centre_id: call.caller.actor.centre_id,
        payload: item.payload,
        inspected,
        blob_id: blob.as_ref().map(|blob| blob.id),
        operator_id,
        proof: proof.to_owned(),
        uploaded_by: call.caller.actor.user_id,
        session_id: call.caller.actor.session_id,
        device_id: upload.device.clone(),
        captured_at: item.captured_at,
        received_at: call.app.clock.now(),
        clock_offset: upload.device_time.0.saturating_sub(call.moment.captured.0),
        status: RecordStatus::Pending,
        code: None,
        error: None,
        entity_ref: None,
        conflict_id: None::<ConflictId>,
        judged_at: None,
    };
    let image = item.image.filter(|_| item.entity_type == EntityType::Face);
    Ok(Coming { place, record, blob, image, token })
}

/// Keeps one record; another content of a known id is kept aside.
async fn keep(tx: &mut Tx, coming: Coming) -> Result<Received> {
    let Coming { place, mut record, blob, image, token } = coming;
    let done = |record, fresh| Received { place, record, fresh, image, token };
    if let Some(same) = same(tx, &record).await? {
        if happens(same.status, same.code.as_deref(), Happening::SentAgain) == Move::Judge && !same.reused {
            sync_records::hand_over(tx, same.id, &record).await?;
        }
        return Ok(done(same, false));
    }
    if let Some(blob) = &blob {
        blobs::insert(tx, blob).await?;
    }
    if sync_records::insert(tx, &record).await? {
        return Ok(done(record, true));
    }
    // Another content has this id, or the same one came in another batch at this very moment.
    record.reused = true;
    record.status = RecordStatus::Failed;
    record.code = Some(RECORD_ID_REUSED.to_owned());
    record.error = Some("Another record was sent with this id. Give each record an id of its own.".to_owned());
    record.judged_at = Some(record.received_at);
    match same(tx, &record).await? {
        None => {
            sync_records::insert(tx, &record).await?;
            Ok(done(record, true))
        }
        Some(same) => {
            if let Some(blob) = &blob {
                blobs::forget(tx, blob.id).await?;
            }
            Ok(done(same, false))
        }
    }
}

async fn same(tx: &mut Tx, record: &Record) -> Result<Option<Record>> {
    let ids = std::iter::once::<Uuid>(record.record_id);
    let found = sync_records::by_record_ids(tx, record.exam_id, ids).await?;
    Ok(found.into_iter().find(|one| one.digest == record.digest))
}
