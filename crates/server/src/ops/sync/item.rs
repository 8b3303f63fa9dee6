//! One record as it was sent, parsed at the door.

use std::collections::HashMap;

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use domain::{
    CandidateId, Timestamp,
    attendance::AttendanceStatus,
    fingerprint::Finger,
    sync::EntityType,
    text::{Barcode, Line, RollNumber},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    super::seat::Whom,
    batch::{Entry, RecordResult},
};
use crate::{
    http::{Failure, body::parse},
    routes::biometrics::Decision,
};

/// A well-formed record.
#[derive(Debug)]
pub struct Item {
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

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    id: Uuid,
    entity_type: EntityType,
    candidate_id: Option<CandidateId>,
    roll_number: Option<RollNumber>,
    captured_at: Timestamp,
    capture_token: Option<String>,
    #[serde(default)]
    data: Value,
}

/// What a mark says.
#[derive(Debug, Serialize, Deserialize)]
pub struct MarkData {
    /// `completed` unless said otherwise.
    #[serde(default = "completed")]
    pub status: AttendanceStatus,
}

fn completed() -> AttendanceStatus {
    AttendanceStatus::Completed
}

/// What a live picture says: nothing.
#[derive(Debug, Serialize, Deserialize)]
pub struct FaceData {}

/// What a capture says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FingerprintData {
    /// Why there is no image.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_reason: Option<Line>,
    /// Which finger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finger: Option<Finger>,
    /// The device that captured it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_device_id: Option<Line>,
    /// The quality that the device claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_quality: Option<f64>,
}

/// What a sheet says.
#[derive(Debug, Serialize, Deserialize)]
pub struct SheetData {
    /// Its barcode.
    pub barcode: Barcode,
}

/// What a close says.
#[derive(Debug, Serialize, Deserialize)]
pub struct CloseData {
    /// A person's decision in place of a verified face.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// Reads one record, with its image from the form or from its own base64.
///
/// # Errors
/// What is told of a record that is not well-formed.
pub fn read(mut value: Value, images: &mut HashMap<Uuid, Vec<u8>>, limit: u64) -> Entry {
    let id = match value.get("id") {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    let inline = value.get_mut("data").and_then(Value::as_object_mut).and_then(|data| data.remove("image"));
    let parsed = parse::<Raw>(value).and_then(|raw| {
        let image = match images.remove(&raw.id) {
            Some(bytes) => Some(bytes),
            None => inline.filter(|image| !image.is_null()).map(decode).transpose()?,
        };
        if image.as_ref().is_some_and(|bytes| bytes.len() as u64 > limit) {
            return Err(Failure::too_large(limit));
        }
        item(raw, image)
    });
    parsed.map_err(|failure| RecordResult::malformed(id, &failure))
}

/// Standard base64, with or without padding, also as a data URL.
fn decode(image: Value) -> Result<Vec<u8>, Failure> {
    const CONFIG: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let wrong = || Failure::invalid("data.image", "must be base64");
    let text = image.as_str().ok_or_else(wrong)?;
    let text = match text.strip_prefix("data:") {
        Some(rest) => rest.split_once(',').ok_or_else(wrong)?.1,
        None => text,
    };
    GeneralPurpose::new(&alphabet::STANDARD, CONFIG).decode(text).map_err(|_| wrong())
}

fn item(raw: Raw, image: Option<Vec<u8>>) -> Result<Item, Failure> {
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
pub fn data(kind: EntityType, data: Value, image: Option<Vec<u8>>) -> Result<(Value, Option<Vec<u8>>), Failure> {
    let data = if data.is_null() { json!({}) } else { data };
    let image = image.filter(|bytes| !bytes.is_empty());
    match kind {
        EntityType::Attendance => Ok((tidy::<MarkData>(data)?, None)),
        EntityType::Face if image.is_none() => Err(Failure::invalid("data.image", "is required")),
        EntityType::Face => Ok((tidy::<FaceData>(data)?, image)),
        EntityType::Fingerprint => {
            let data = tidy::<FingerprintData>(data)?;
            if image.is_some() == data.get("exceptionReason").is_some() {
                return Err(Failure::invalid("data.image", "or exceptionReason is required, not both"));
            }
            Ok((data, image))
        }
        EntityType::Omr => Ok((tidy::<SheetData>(data)?, image)),
        EntityType::Biometric => Ok((tidy::<CloseData>(data)?, None)),
    }
}

fn tidy<T: DeserializeOwned + Serialize>(value: Value) -> Result<Value, Failure> {
    let typed: T = parse(value).map_err(|failure| Failure::invalid("data", failure.body.error))?;
    serde_json::to_value(typed).map_err(|error| Failure::internal(&error))
}

impl Item {
    /// SHA-256 of the content: what it is of, whom, when, what it says, and the image. Not who hands it
    /// over, nor with what proof.
    #[must_use]
    pub fn digest(&self) -> Vec<u8> {
        let image = self.image.as_ref().map(|bytes| Sha256::digest(bytes).to_vec());
        let content = json!([self.entity_type, self.captured_at.0, self.payload, image]);
        Sha256::digest(content.to_string()).to_vec()
    }
}

/// What a stored record says, typed.
///
/// # Errors
/// 500 when it is not what was stored.
pub fn said<T: DeserializeOwned>(payload: &Value) -> Result<T, Failure> {
    let corrupt = |_| Failure::from(store::StoreError::Corrupt { column: "payload" });
    serde_json::from_value(payload["data"].clone()).map_err(corrupt)
}

/// Whom a stored record is about.
///
/// # Errors
/// 500 when it is not what was stored.
pub fn whom(payload: &Value) -> Result<Whom, Failure> {
    let id = payload["candidateId"].as_str().and_then(|id| id.parse().ok());
    let roll = payload["rollNumber"].as_str().and_then(|roll| roll.parse().ok());
    Whom::of(id, roll).map_err(|_| Failure::from(store::StoreError::Corrupt { column: "payload" }))
}
