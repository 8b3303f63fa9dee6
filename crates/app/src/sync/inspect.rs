//! What is read of an image when it comes, before anybody judges its record.

use adapters::BlobKind;
use api::sync::SheetData;
use domain::sync::EntityType;
use serde_json::{Value, json};

use super::item::said;
use crate::{
    error::{Error, Result},
    fingerprints, sheets,
};

/// What an image of a record is kept as.
pub(super) fn kind_of(entity: EntityType) -> BlobKind {
    match entity {
        EntityType::Fingerprint => BlobKind::Fingerprint,
        EntityType::Omr => BlobKind::OmrSheet,
        EntityType::Face | EntityType::Attendance | EntityType::Biometric => BlobKind::FaceLive,
    }
}

/// What an image says, or why it is refused.
///
/// # Errors
/// When the record does not say what it has to.
pub(super) fn inspect_blocking(kind: EntityType, payload: &Value, image: &[u8]) -> Result<Value> {
    let read = match kind {
        EntityType::Fingerprint => return Ok(fingerprint_blocking(image)),
        EntityType::Omr => sheets::compare_barcode_blocking(&said::<SheetData>(payload)?.barcode, image)
            .map(|read| json!({ "barcodeRead": read })),
        EntityType::Face | EntityType::Attendance | EntityType::Biometric => Ok(json!({})),
    };
    Ok(read.unwrap_or_else(|failure| refused(&failure)))
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
