//! What a supervisor says in the place of what a device said. The record itself stays as it came.

use api::fields::{Fields, parse};
use domain::{
    CandidateId, Timestamp,
    record::Proof,
    sync::{EntityType, RecordStatus},
    text::RollNumber,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use store::{sync_records::Record, sync_unread::Unread};

use super::{
    hand::Behind,
    inspect,
    item::{self, digest_of},
};
use crate::{
    call::Call,
    error::{Error, Result},
    seat::Whom,
};

/// A correction, parsed.
pub(super) struct Correction {
    whom: Option<Whom>,
    entity_type: Option<EntityType>,
    captured_at: Option<Timestamp>,
    data: Map<String, Value>,
}

fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Result<Option<T>> {
    let Some(value) = fields.remove(name).filter(|value| !value.is_null()) else { return Ok(None) };
    parse(value).map(Some).map_err(|wrong: Fields| wrong.within(name).within("correction").into())
}

impl Correction {
    /// Reads one.
    ///
    /// # Errors
    /// 400 `VALIDATION`.
    pub(super) fn read(fields: Option<Map<String, Value>>) -> Result<Self> {
        let mut fields = fields.unwrap_or_default();
        if fields.contains_key("image") {
            return Err(Error::invalid("correction.image", "cannot be given: upload a record with it"));
        }
        let id: Option<CandidateId> = take(&mut fields, "candidateId")?;
        let roll: Option<RollNumber> = take(&mut fields, "rollNumber")?;
        let whom = match (id, roll) {
            (None, None) => None,
            (id, roll) => Some(Whom::of(id, roll)?),
        };
        let entity_type = take(&mut fields, "entityType")?;
        let captured_at = take(&mut fields, "capturedAt")?;
        Ok(Self { whom, entity_type, captured_at, data: fields })
    }

    /// The record as it is to be applied.
    ///
    /// # Errors
    /// 400 `VALIDATION` where it cannot be.
    pub(super) fn of(self, record: &Record, behind: &Behind) -> Result<Record> {
        if self.entity_type.is_some() || self.captured_at.is_some() {
            return Err(Error::invalid("correction", "may have entityType and capturedAt for what could not be read"));
        }
        let mut record = record.clone();
        let whom = match self.whom {
            Some(whom) => whom,
            None => item::whom(&record.payload)?,
        };
        let mut data = record.payload["data"].as_object().cloned().unwrap_or_default();
        data.extend(self.data);
        corrected(&mut record, &whom, data, behind)?;
        Ok(record)
    }

    /// The record that is made of one that could not be read.
    ///
    /// # Errors
    /// 400 `VALIDATION` where something that a record needs is not known.
    pub(super) fn made_of(self, call: &Call, unread: &Unread, behind: &Behind) -> Result<Record> {
        let required = |field: &str| Error::invalid(&format!("correction.{field}"), "is required");
        let entity_type = self.entity_type.or(unread.entity_type).ok_or_else(|| required("entityType"))?;
        let whom = self.whom.or(unread.candidate_id.map(Whom::Id)).ok_or_else(|| required("candidateId"))?;
        let same_kind = unread.entity_type == Some(entity_type);
        let without_image = entity_type == EntityType::Fingerprint && self.data.contains_key("exceptionReason")
            || matches!(entity_type, EntityType::Attendance | EntityType::Biometric);
        if unread.image_id.is_some() && !same_kind && !without_image {
            let message = "cannot be given here: the image that came would be lost; have the device send it as that";
            return Err(Error::invalid("correction.entityType", message));
        }
        let mut record = Record {
            id: call.id(),
            exam_id: unread.exam_id,
            record_id: unread.record_id.unwrap_or_else(|| call.id()),
            digest: digest_of(&unread.digest, unread.operator_id),
            reused: false,
            entity_type,
            candidate_id: None,
            centre_id: unread.centre_id,
            payload: json!({}),
            inspected: unread.inspected.clone(),
            blob_id: unread.image_id.filter(|_| same_kind),
            operator_id: unread.operator_id,
            proof: unread.proof.clone(),
            uploaded_by: unread.uploaded_by,
            session_id: unread.session_id,
            device_id: unread.device_id.clone(),
            token_issued_at: None, // it is not kept of what could not be read
            captured_at: self.captured_at.or(unread.captured_at).unwrap_or(unread.received_at),
            received_at: unread.received_at,
            clock_offset: unread.clock_offset,
            status: RecordStatus::Pending,
            code: None,
            error: None,
            entity_ref: None,
            conflict_id: None,
            judged_at: Some(call.moment.decided),
            decided: None,
        };
        corrected(&mut record, &whom, self.data, behind)?;
        Ok(record)
    }
}

/// The record that is made of one whose id another content has.
pub(super) fn apart(call: &Call, record: Record) -> Record {
    let record_id: uuid::Uuid = call.id();
    let digest = digest_of(&record.digest, record.operator_id);
    let proof = record.proof.parse().unwrap_or(Proof::None).to_string();
    Record {
        id: call.id(),
        record_id,
        digest,
        proof,
        reused: false,
        status: RecordStatus::Pending,
        code: None,
        error: None,
        ..record
    }
}

fn corrected(record: &mut Record, whom: &Whom, mut data: Map<String, Value>, behind: &Behind) -> Result<()> {
    data.retain(|_, value| !value.is_null());
    let kind = record.entity_type;
    if kind == EntityType::Fingerprint && data.contains_key("exceptionReason") {
        // An exception takes the place of an image.
        (record.blob_id, record.inspected) = (None, json!({}));
    }
    if kind == EntityType::Biometric && !data.contains_key("override") {
        // Whoever decides stands behind the close.
        data.insert("override".to_owned(), json!({ "reason": behind.reason }));
    }
    let data = item::data(kind, Value::Object(data), record.blob_id.is_some())
        .map_err(|failure| Error::invalid("correction", failure.sentence().trim_end_matches('.')))?;
    let was = record.payload["data"]["barcode"].clone();
    record.payload = item::payload(whom, data);
    inspect::renamed(record, &was);
    Ok(())
}
