//! One record as it was sent, parsed at the door: field by field, so that what cannot be read and is not needed
//! stands in nobody's way.

use std::collections::HashMap;

use super::lenient;
use crate::{
    error::{Error, Result},
    seat::Whom,
};
use api::{
    batch::Members,
    fields::{Fields, parse},
    sync::{CloseData, FaceData, FingerprintData, MarkData, RecordFate, RecordResult, Scores, SheetData},
};
use domain::{RecordId, Timestamp, UserId, fingerprint::Finger, sync::EntityType, text::Line};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The members of a record.
pub(super) const RECORD: &[&str] =
    &["id", "entityType", "candidateId", "rollNumber", "capturedAt", "captureToken", "data"];
/// The members of its `data`; an image is read apart.
pub(super) const DATA: &[&str] =
    &["status", "exceptionReason", "finger", "captureDeviceId", "imageQuality", "barcode", "override", "image"];

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
    /// What was said beside the capture and cannot be used: it was left out.
    pub dropped: Vec<&'static str>,
}

/// What cannot be read as a record: its bytes, what of it could be read, and what is wrong.
#[derive(Debug, Default)]
pub(super) struct Unreadable {
    /// Its id, as it was given.
    pub id: Option<String>,
    /// The same, where it is one.
    pub record_id: Option<Uuid>,
    /// What it is of.
    pub entity_type: Option<EntityType>,
    /// When it was captured, as the device gave it.
    pub captured_at: Option<Timestamp>,
    /// Whom it is about.
    pub whom: Option<Whom>,
    /// Proof of who captured it.
    pub capture_token: Option<String>,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// Its image.
    pub image: Option<Vec<u8>>,
    /// The stable code.
    pub code: &'static str,
    /// A sentence for a person.
    pub error: String,
}

/// What a record in a batch is: well-formed, or kept as it came.
pub(super) type Entry = Result<Item, Box<Unreadable>>;

/// Images that came as parts of a form, by the ids of their records.
pub(super) type Images = HashMap<Uuid, Vec<u8>>;

impl Unreadable {
    /// What is told of it.
    pub(super) fn told(&self) -> RecordResult {
        let (code, error) = (Some(self.code.to_owned()), Some(self.error.clone()));
        let (id, status, scores) = (self.id.clone(), RecordFate::Failed, Scores::default());
        RecordResult { id, status, conflict_id: None, code, error, scores }
    }

    /// An image for an id that no record of its form has.
    pub(super) fn stray((id, image): (Uuid, Vec<u8>)) -> Self {
        let error = "An image came for this id, and no record. Send the record with its image.".to_owned();
        let (record_id, text) = (Some(id), Some(id.to_string()));
        Self { id: text, record_id, raw: image, code: "VALIDATION", error, ..Self::default() }
    }

    /// SHA-256 of what came.
    pub(super) fn digest(&self) -> Vec<u8> {
        let mut hasher = Sha256::new_with_prefix(Sha256::digest(&self.raw));
        hasher.update(self.image.as_deref().unwrap_or_default());
        hasher.finalize().to_vec()
    }
}

/// A record, split: the plan's single form has its members in other places.
pub(super) struct Sent<'a> {
    /// All of it.
    pub whole: &'a [u8],
    /// Where its own members are.
    pub record: Members<'a>,
    /// Where its kind is.
    pub kind: Members<'a>,
    /// Where its data are.
    pub data: Result<Members<'a>, Fields>,
    /// The id and the moment that it has where it names none.
    pub unnamed: Option<(Uuid, Timestamp)>,
}

impl<'a> Sent<'a> {
    /// A record of a batch.
    pub(super) fn of(whole: &'a [u8]) -> Self {
        match Members::of(whole, RECORD) {
            Ok(record) => {
                let data = members(&record);
                Self { whole, kind: record.clone(), record, data, unnamed: None }
            }
            Err(_) => {
                let data = Err(Fields::of("", "must be an object"));
                Self { whole, record: Members::none(), kind: Members::none(), data, unnamed: None }
            }
        }
    }
}

fn members<'a>(record: &Members<'a>) -> Result<Members<'a>, Fields> {
    match record.raw("data")? {
        None => Ok(Members::none()),
        Some(raw) => Members::of(raw, DATA).map_err(|_| Fields::of("data", "must be an object")),
    }
}

/// Reads one record, with its image from the form or from its own base64.
///
/// # Errors
/// What cannot be read as one, to be kept as it came.
pub(super) fn read(sent: &Sent<'_>, images: &mut Images, limit: u64) -> Entry {
    let id = match sent.record.value("id") {
        Ok(Some(Value::String(id))) => Some(id),
        Ok(Some(Value::Number(id))) => Some(id.to_string()),
        _ => sent.unnamed.map(|(id, _)| id.to_string()),
    };
    let record_id = id.as_deref().and_then(|id| id.parse::<Uuid>().ok());
    let part = record_id.and_then(|id| images.remove(&id));
    let (image, whole) = picture(sent, part, limit);
    match whole.and_then(|()| content(sent, image.is_some())) {
        Ok(item) => Ok(Item { image, ..item }),
        Err(failure) => Err(Box::new(Unreadable {
            id,
            record_id,
            entity_type: sent.kind.read("entityType").ok().flatten(),
            captured_at: sent.record.read("capturedAt").ok().flatten(),
            whom: whom_of(&sent.record).ok(),
            capture_token: sent.record.read("captureToken").ok().flatten(),
            raw: sent.whole.to_vec(),
            image,
            code: failure.code().as_str(),
            error: failure.sentence(),
        })),
    }
}

/// The image of a record, and whether it can be used.
fn picture(sent: &Sent<'_>, part: Option<Vec<u8>>, limit: u64) -> (Option<Vec<u8>>, Result<()>) {
    let inline = match &sent.data {
        Ok(data) => data.raw("image"),
        Err(_) => Ok(None), // which `content` tells
    };
    let wrong = |message| Err(Error::invalid("data.image", message));
    let (image, usable) = match (inline, part) {
        (Err(_), part) => (part, wrong("is there twice")),
        (Ok(None), part) => (part, Ok(())),
        (Ok(Some(_)), Some(part)) if !part.is_empty() => (Some(part), wrong("came in the record and beside it")),
        (Ok(Some(raw)), _) => match lenient::image(raw) {
            Some(image) => (Some(image), Ok(())),
            None => (None, wrong("must be base64")),
        },
    };
    if image.as_ref().is_some_and(Vec::is_empty) {
        return (None, usable.and(wrong("was sent, but the picture is empty; take it again")));
    }
    if image.as_ref().is_some_and(|bytes| bytes.len() as u64 > limit) {
        return (image, Err(Error::too_large(limit)));
    }
    (image, usable)
}

fn whom_of(record: &Members<'_>) -> Result<Whom> {
    Whom::of(record.read("candidateId")?, record.read("rollNumber")?)
}

/// What a record says, beside its image.
fn content(sent: &Sent<'_>, has_image: bool) -> Result<Item> {
    let data = sent.data.as_ref().map_err(|fields| Error::Invalid(fields.clone()))?;
    let required = |field: &str| Error::invalid(field, "is required");
    let (record, unnamed) = (&sent.record, sent.unnamed);
    let named = record.read::<RecordId>("id")?.map(|id| id.0);
    let record_id = named.or(unnamed.map(|(id, _)| id)).ok_or_else(|| required("id"))?;
    let entity_type = sent.kind.read("entityType")?.ok_or_else(|| required("entityType"))?;
    let captured_at = record.read("capturedAt")?.or(unnamed.map(|(_, at)| at)).ok_or_else(|| required("capturedAt"))?;
    let capture_token = record.read("captureToken")?;
    let whom = whom_of(record)?;
    let (said, dropped) = said_of(entity_type, data)?;
    let said = self::data(entity_type, said, has_image)?;
    Ok(Item { record_id, entity_type, captured_at, capture_token, payload: payload(&whom, said), image: None, dropped })
}

/// As a record is stored.
pub(super) fn payload(whom: &Whom, data: Value) -> Value {
    match whom {
        Whom::Id(id) => json!({ "candidateId": id, "data": data }),
        Whom::Roll(roll) => json!({ "rollNumber": roll, "data": data }),
    }
}

/// The members of `data` that a kind of record has. What is said beside the capture, and does not fit, is left out.
fn said_of(kind: EntityType, data: &Members<'_>) -> Result<(Value, Vec<&'static str>)> {
    let (needed, beside): (&[&str], &[&'static str]) = match kind {
        EntityType::Attendance => (&["status"], &[]),
        EntityType::Face => (&[], &[]),
        EntityType::Fingerprint => (&["exceptionReason"], &["finger", "captureDeviceId", "imageQuality"]),
        EntityType::Omr => (&["barcode"], &[]),
        EntityType::Biometric => (&["override"], &[]),
    };
    let (mut said, mut dropped) = (Map::new(), Vec::new());
    for name in needed {
        if let Some(value) = data.value(name).map_err(|fields| fields.within("data"))? {
            said.insert((*name).to_owned(), value);
        }
    }
    for name in beside {
        let fits = match *name {
            "finger" => data.read::<Finger>(name).map(drop),
            "captureDeviceId" => data.read::<Line>(name).map(drop),
            _ => data.read::<f64>(name).map(drop),
        };
        match fits.and_then(|()| data.value(name)) {
            Ok(Some(value)) => drop(said.insert((*name).to_owned(), value)),
            Ok(None) => {}
            Err(_) => dropped.push(*name),
        }
    }
    Ok((Value::Object(said), dropped))
}

/// Reads what a record of a kind says; what is unknown in it is left out.
///
/// # Errors
/// 400 `VALIDATION`.
pub(super) fn data(kind: EntityType, data: Value, has_image: bool) -> Result<Value> {
    let data = if data.is_null() { json!({}) } else { data };
    match kind {
        EntityType::Attendance => tidy::<MarkData>(data),
        EntityType::Face if !has_image => Err(Error::invalid("data.image", "is required")),
        EntityType::Face => tidy::<FaceData>(data),
        EntityType::Fingerprint => {
            let data = tidy::<FingerprintData>(data)?;
            if has_image == data.get("exceptionReason").is_some() {
                return Err(Error::invalid("data.image", "or exceptionReason is required, not both"));
            }
            Ok(data)
        }
        EntityType::Omr => tidy::<SheetData>(data),
        EntityType::Biometric => tidy::<CloseData>(data),
    }
}

fn tidy<T: DeserializeOwned + Serialize>(value: Value) -> Result<Value> {
    let typed: T = parse(value).map_err(|fields| fields.within("data"))?;
    serde_json::to_value(typed).map_err(|error| Error::internal(&error))
}

impl Item {
    /// SHA-256 of the content: what it is of, whom, when, what it says, and the image that it is of. Not who hands
    /// it over, nor with what proof.
    #[must_use]
    pub(super) fn digest(&self) -> Vec<u8> {
        let of_image = !matches!(self.entity_type, EntityType::Attendance | EntityType::Biometric);
        let image = self.image.as_ref().filter(|_| of_image).map(|bytes| Sha256::digest(bytes).to_vec());
        let content = json!([self.entity_type, self.captured_at.0, self.payload, image]);
        Sha256::digest(content.to_string()).to_vec()
    }
}

/// The digest under which the content of a record is kept as the work of who captured it.
pub(super) fn digest_of(content: &[u8], captor: UserId) -> Vec<u8> {
    Sha256::new_with_prefix(content).chain_update(captor.0).finalize().to_vec()
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
