//! One record as it was sent, parsed at the door.

use std::collections::HashMap;

use crate::{
    error::{Error, Result},
    seat::Whom,
};
use api::fields::parse;
use api::sync::{CloseData, FaceData, FingerprintData, MarkData, OfflineRecord, RecordFate, RecordResult, SheetData};
use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use domain::{Timestamp, sync::EntityType};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A well-formed record.
#[derive(Debug)]
pub(super) struct Item {
    /// The device's id of it.
    pub record_id: Uuid,
    /// What it is of.
    pub entity_type: EntityType,
    /// When it was captured, as the device gave it.
    pub captured_at: Timestamp,
    /// Proof of who captured it.
    pub capture_token: Option<String>,
    /// Whom it is about and what it says, without the image.
    pub payload: Value,
    /// The image.
    pub image: Option<Vec<u8>>,
}

/// What a record in a batch is: well-formed, or what is told of it.
pub(super) type Entry = Result<Item, RecordResult>;

/// Of a record that is not well-formed.
pub(super) fn malformed(id: Option<String>, failure: &Error) -> RecordResult {
    let (code, error) = (Some(failure.code().as_str().to_owned()), Some(failure.sentence()));
    RecordResult { id, status: RecordFate::Failed, conflict_id: None, code, error }
}

/// Reads one record, with its image from the form or from its own base64.
///
/// # Errors
/// What is told of a record that is not well-formed.
pub(super) fn read(mut value: Value, images: &mut HashMap<Uuid, Vec<u8>>, limit: u64) -> Entry {
    let id = match value.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let inline = value.get_mut("data").and_then(Value::as_object_mut).and_then(|data| data.remove("image"));
    let parsed = parse::<OfflineRecord>(value).map_err(Error::from).and_then(|raw| {
        let image = match images.remove(&raw.id) {
            Some(bytes) => Some(bytes),
            None => inline.filter(|image| !image.is_null()).map(decode).transpose()?,
        };
        if image.as_ref().is_some_and(|bytes| bytes.len() as u64 > limit) {
            return Err(Error::too_large(limit));
        }
        item(raw, image)
    });
    parsed.map_err(|failure| malformed(id, &failure))
}

/// Standard base64, with or without padding, also as a data URL.
fn decode(image: Value) -> Result<Vec<u8>> {
    const CONFIG: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let wrong = || Error::invalid("data.image", "must be base64");
    let text = image.as_str().ok_or_else(wrong)?;
    let text = match text.strip_prefix("data:") {
        Some(rest) => rest.split_once(',').ok_or_else(wrong)?.1,
        None => text,
    };
    GeneralPurpose::new(&alphabet::STANDARD, CONFIG).decode(text).map_err(|_| wrong())
}

fn item(raw: OfflineRecord, image: Option<Vec<u8>>) -> Result<Item> {
    let whom = Whom::of(raw.candidate_id, raw.roll_number)?;
    let (data, image) = data(raw.entity_type, raw.data, image)?;
    let payload = match whom {
        Whom::Id(id) => json!({ "candidateId": id, "data": data }),
        Whom::Roll(roll) => json!({ "rollNumber": roll, "data": data }),
    };
    Ok(Item {
        record_id: raw.id,
        entity_type: raw.entity_type,
        captured_at: raw.captured_at,
        capture_token: raw.capture_token,
        payload,
        image,
    })
}

/// Reads what a record of a kind says; what is unknown in it is left out.
///
/// # Errors
/// 400 `VALIDATION`.
pub(super) fn data(kind: EntityType, data: Value, image: Option<Vec<u8>>) -> Result<(Value, Option<Vec<u8>>)> {
    let data = if data.is_null() { json!({}) } else { data };
    let image = image.filter(|bytes| !bytes.is_empty());
    match kind {
        EntityType::Attendance => Ok((tidy::<MarkData>(data)?, None)),
        EntityType::Face if image.is_none() => Err(Error::invalid("data.image", "is required")),
        EntityType::Face => Ok((tidy::<FaceData>(data)?, image)),
        EntityType::Fingerprint => {
            let data = tidy::<FingerprintData>(data)?;
            if image.is_some() == data.get("exceptionReason").is_some() {
                return Err(Error::invalid("data.image", "or exceptionReason is required, not both"));
            }
            Ok((data, image))
        }
        EntityType::Omr => Ok((tidy::<SheetData>(data)?, image)),
        EntityType::Biometric => Ok((tidy::<CloseData>(data)?, None)),
    }
}

fn tidy<T: DeserializeOwned + Serialize>(value: Value) -> Result<Value> {
    let typed: T = parse(value).map_err(|fields| Error::invalid("data", fields.sentence()))?;
    serde_json::to_value(typed).map_err(|error| Error::internal(&error))
}

impl Item {
    /// SHA-256 of the content: what it is of, whom, when, what it says, and the image. Not who hands it
    /// over, nor with what proof.
    #[must_use]
    pub(super) fn digest(&self) -> Vec<u8> {
        let image = self.image.as_ref().map(|bytes| Sha256::digest(bytes).to_vec());
        let content = json!([self.entity_type, self.captured_at.0, self.payload, image]);
        Sha256::digest(content.to_string()).to_vec()
    }
}

/// What a stored record says, typed.
///
/// # Errors
/// 500 when it is not what was stored.
pub(super) fn said<T: DeserializeOwned>(payload: &Value) -> Result<T> {
    let corrupt = |_| Error::from(store::StoreError::Corrupt { column: "payload" });
    serde_json::from_value(payload["data"].clone()).map_err(corrupt)
}

/// Whom a stored record is about.
///
/// # Errors
/// 500 when it is not what was stored.
pub(super) fn whom(payload: &Value) -> Result<Whom> {
    let id = payload["candidateId"].as_str().and_then(|id| id.parse().ok());
    let roll = payload["rollNumber"].as_str().and_then(|roll| roll.parse().ok());
    Whom::of(id, roll).map_err(|_| Error::from(store::StoreError::Corrupt { column: "payload" }))
}
