//! A batch as it was sent, and what is told of each record.

use std::collections::HashMap;

use super::item::{self, Entry};
use crate::{
    call::Call,
    error::{Error, Result},
};
use api::sync::{RecordBatch, RecordFate, RecordForm, RecordResult, RecordUpload, SingleRecord};
use domain::{ExamId, Timestamp, UserId, sync::RecordStatus};
use serde_json::{Map, Value, json};
use store::sync_records::Record;
use uuid::Uuid;

/// Records of a batch; more is 400.
pub const BATCH_RECORDS: usize = 500;

/// An upload, parsed.
#[derive(Debug)]
pub(super) struct Upload {
    /// The exam.
    pub exam: ExamId,
    /// Whom the body names as the one who acts.
    pub operator: Option<UserId>,
    /// The device.
    pub device: Option<String>,
    /// The device's clock.
    pub device_time: Timestamp,
    /// Whether it is the plan's single form.
    pub single: bool,
    /// Its records, in order.
    pub entries: Vec<Entry>,
}

/// Of a stored record; `before`: it was applied before it was sent this time.
pub(super) fn result_of(record: &Record, before: bool) -> RecordResult {
    let status = match record.status {
        RecordStatus::Synced if before => RecordFate::Duplicate,
        RecordStatus::Synced => RecordFate::Synced,
        RecordStatus::Pending => RecordFate::Pending,
        RecordStatus::Failed => RecordFate::Failed,
        // What was applied and replaced later was applied.
        RecordStatus::Superseded if record.entity_ref.is_some() => RecordFate::Duplicate,
        RecordStatus::Conflict | RecordStatus::Superseded => RecordFate::Conflict,
    };
    let applied = matches!(status, RecordFate::Synced | RecordFate::Duplicate);
    RecordResult {
        id: Some(record.record_id.to_string()),
        status,
        conflict_id: if status == RecordFate::Conflict { record.conflict_id } else { None },
        code: if applied { None } else { record.code.clone() },
        error: if applied { None } else { record.error.clone() },
    }
}

/// Reads a batch, or the plan's single form.
///
/// # Errors
/// 400 `VALIDATION` of the batch itself; what is wrong with a record is told of that record.
pub(super) fn read(call: &Call, value: Value, images: HashMap<Uuid, Vec<u8>>) -> Result<Upload> {
    let limit = call.app.settings.max_image_bytes;
    match RecordUpload::read(value)? {
        RecordUpload::Single(single) => Ok(plan_form(call, single, images, limit)),
        RecordUpload::Batch(batch) => of_batch(batch, images, limit),
    }
}

fn of_batch(batch: RecordBatch, mut images: HashMap<Uuid, Vec<u8>>, limit: u64) -> Result<Upload> {
    if batch.records.len() > BATCH_RECORDS {
        return Err(Error::invalid("records", format!("must be at most {BATCH_RECORDS}")));
    }
    Ok(Upload {
        exam: batch.exam_id,
        operator: batch.operator_id,
        device: Some(batch.device_id.as_str().to_owned()),
        device_time: batch.device_time,
        single: false,
        entries: batch.records.into_iter().map(|record| item::read(record, &mut images, limit)).collect(),
    })
}

/// What an upload is read as before anything is kept: of each record the digest of its content, or what is told of it.
/// `limit` are the most bytes of an image.
///
/// # Errors
/// 400 `VALIDATION` of the batch itself.
pub fn digests(form: RecordForm, limit: u64) -> Result<Vec<Result<Vec<u8>, RecordResult>>> {
    let RecordUpload::Batch(batch) = RecordUpload::read(form.batch)? else { return Ok(Vec::new()) };
    let upload = of_batch(batch, form.images, limit)?;
    Ok(upload.entries.into_iter().map(|entry| entry.map(|item| item.digest())).collect())
}

/// The plan's form as a batch of one.
fn plan_form(call: &Call, single: SingleRecord, mut images: HashMap<Uuid, Vec<u8>>, limit: u64) -> Upload {
    let device = single.device_id.map(|id| id.as_str().to_owned()).or_else(|| call.caller.device.clone());
    let record = spread(call, single.entity_type, single.data);
    Upload {
        exam: single.exam_id,
        operator: single.operator_id,
        device,
        device_time: single.device_time.unwrap_or(call.moment.captured),
        single: true,
        entries: vec![item::read(record, &mut images, limit)],
    }
}

/// The plan's form has everything in `data`: the record's own fields are moved out of it.
fn spread(call: &Call, entity_type: Value, mut data: Map<String, Value>) -> Value {
    let mut record = Map::new();
    record.insert("entityType".to_owned(), entity_type);
    for field in ["id", "candidateId", "rollNumber", "capturedAt", "captureToken"] {
        if let Some(value) = data.remove(field) {
            record.insert(field.to_owned(), value);
        }
    }
    record.entry("id").or_insert_with(|| json!(call.id::<Uuid>()));
    record.entry("capturedAt").or_insert_with(|| json!(call.moment.captured));
    record.insert("data".to_owned(), Value::Object(data));
    Value::Object(record)
}
