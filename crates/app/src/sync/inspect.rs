//! What is read of an image when it comes, before anybody judges its record.

use std::sync::Arc;

use adapters::BlobKind;
use api::sync::SheetData;
use domain::{Refusal, symbol::Reading, sync::EntityType};
use face::{Limits, promises_picture};
use serde_json::{Value, json};
use store::sync_records::Record;
use tokio::task::spawn_blocking;

use super::item::said;
use crate::{
    call::Call,
    error::{Error, Result},
    fingerprints,
    sheet_readers::Picture,
    sheets,
};

/// What an image of a record is kept as.
pub(super) fn kind_of(entity: EntityType) -> BlobKind {
    match entity {
        EntityType::Fingerprint => BlobKind::Fingerprint,
        EntityType::Omr => BlobKind::OmrSheet,
        EntityType::Face | EntityType::Attendance | EntityType::Biometric => BlobKind::FaceLive,
    }
}

/// What an image says, or why it is refused. Each kind waits for its own workers.
///
/// # Errors
/// When it could not be read now, and when the record does not say what it has to.
pub(super) async fn read(call: &Call, kind: EntityType, payload: &Value, image: Arc<Vec<u8>>) -> Result<Value> {
    match kind {
        EntityType::Fingerprint => {
            Ok(call.app.images.run_patiently_for(call.party(), move || fingerprint_blocking(&image)).await?)
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
        EntityType::Face => {
            let promised = move || promises_picture(&image, &Limits::default()).is_ok();
            let promised = spawn_blocking(promised).await.map_err(|error| Error::internal(&error))?;
            Ok(if promised { json!({}) } else { json!({ "picture": false }) })
        }
        EntityType::Attendance | EntityType::Biometric => Ok(json!({})),
    }
}

/// Whether there is something to be scored in the image of a face: a file that is no picture is refused without a wait.
pub(super) fn is_picture(record: &Record) -> bool {
    record.inspected["picture"] != json!(false)
}

/// What was read of the image of a sheet, also by a version that kept only why it was refused.
pub(super) fn barcode_read(record: &Record) -> &str {
    let unsaid = match record.inspected["code"].as_str() {
        Some(code) if code == Refusal::BarcodeMismatch.code() => Reading::Mismatch.name(),
        _ if record.blob_id.is_some() => Reading::Unreadable.name(),
        _ => sheets::NO_IMAGE,
    };
    record.inspected["barcodeRead"].as_str().unwrap_or(unsaid)
}

/// Says of a sheet whose barcode a person gave in the place of `was` what its picture says of the new one.
pub(super) fn renamed(record: &mut Record, was: &Value) {
    if record.entity_type != EntityType::Omr || record.payload["data"]["barcode"] == *was {
        return;
    }
    if let Some(read) = Reading::named(barcode_read(record)) {
        record.inspected = json!({ "barcodeRead": read.of_another().name() });
    }
}

/// What a fingerprint says, or why it is refused.
pub(super) fn fingerprint_blocking(image: &[u8]) -> Value {
    match fingerprints::inspect_blocking(image) {
        Ok(found) => json!({ "format": found.format.as_str(), "imageQuality": found.quality }),
        Err(failure) => refused(&failure),
    }
}

fn refused(failure: &Error) -> Value {
    json!({ "code": failure.code().as_str(), "error": failure.sentence() })
}
