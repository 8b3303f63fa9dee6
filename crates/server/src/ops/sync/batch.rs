//! A batch as it was sent, and what is told of each record.

use std::collections::HashMap;

use domain::{ConflictId, ExamId, Timestamp, UserId, sync::RecordStatus};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::sync_records::Record;
use strum::IntoStaticStr;
use utoipa::ToSchema;
use uuid::Uuid;

use super::item::{self, Item};
use crate::{
    config::limits::BATCH_RECORDS,
    http::{Ctx, Failure, body::parse},
};

/// A batch.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Batch {
    exam_id: ExamId,
    device_id: domain::text::Line,
    device_time: Timestamp,
    operator_id: Option<UserId>,
    records: Vec<Value>,
}

/// The plan's form: one record.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Single {
    exam_id: ExamId,
    operator_id: Option<UserId>,
    entity_type: Value,
    data: Map<String, Value>,
    device_id: Option<domain::text::Line>,
    device_time: Option<Timestamp>,
}

/// What a record in a batch is: well-formed, or what is told of it.
pub type Entry = Result<Item, RecordResult>;

/// An upload, parsed.
#[derive(Debug)]
pub struct Upload {
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

/// What is told of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Told {
    /// It was applied now.
    Synced,
    /// It was applied before.
    Duplicate,
    /// Another record stands in its place.
    Conflict,
    /// It is kept, and waits.
    Pending,
    /// It was refused; what is well-formed is kept.
    Failed,
}

/// What became of a record.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordResult {
    /// The device's id of it; null where there was none.
    #[schema(required)]
    pub id: Option<String>,
    /// What became of it.
    pub status: Told,
    /// The conflict it is a side of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict_id: Option<ConflictId>,
    /// Why it waits or was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// That in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl RecordResult {
    /// Of a record that is not well-formed.
    #[must_use]
    pub fn malformed(id: Option<String>, failure: &Failure) -> Self {
        let (code, error) = (Some(failure.body.code.to_owned()), Some(failure.body.error.clone()));
        Self { id, status: Told::Failed, conflict_id: None, code, error }
    }

    /// Of a stored record; `before`: it was applied before it was sent this time.
    #[must_use]
    pub fn of(record: &Record, before: bool) -> Self {
        let status = match record.status {
            RecordStatus::Synced if before => Told::Duplicate,
            RecordStatus::Synced => Told::Synced,
            RecordStatus::Pending => Told::Pending,
            RecordStatus::Failed => Told::Failed,
            // What was applied and replaced later was applied.
            RecordStatus::Superseded if record.entity_ref.is_some() => Told::Duplicate,
            RecordStatus::Conflict | RecordStatus::Superseded => Told::Conflict,
        };
        let applied = matches!(status, Told::Synced | Told::Duplicate);
        Self {
            id: Some(record.record_id.to_string()),
            status,
            conflict_id: if status == Told::Conflict { record.conflict_id } else { None },
            code: if applied { None } else { record.code.clone() },
            error: if applied { None } else { record.error.clone() },
        }
    }
}

/// Reads a batch, or the plan's single form.
///
/// # Errors
/// 400 `VALIDATION` of the batch itself; what is wrong with a record is told of that record.
pub fn read(ctx: &Ctx, value: Value, mut images: HashMap<Uuid, Vec<u8>>) -> Result<Upload, Failure> {
    let limit = ctx.app.config.max_image_bytes;
    if value.get("records").is_none() && value.get("entityType").is_some() {
        let single: Single = parse(value)?;
        let device = single.device_id.map(|id| id.as_str().to_owned()).or_else(|| ctx.device.clone());
        let record = spread(ctx, single.entity_type, single.data);
        return Ok(Upload {
            exam: single.exam_id,
            operator: single.operator_id,
            device,
            device_time: single.device_time.unwrap_or(ctx.now),
            single: true,
            entries: vec![item::read(record, &mut images, limit)],
        });
    }
    let batch: Batch = parse(value)?;
    if batch.records.len() > BATCH_RECORDS {
        return Err(Failure::invalid("records", format!("must be at most {BATCH_RECORDS}")));
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

/// The plan's form has everything in `data`: the record's own fields are moved out of it.
fn spread(ctx: &Ctx, entity_type: Value, mut data: Map<String, Value>) -> Value {
    let mut record = Map::new();
    record.insert("entityType".to_owned(), entity_type);
    for field in ["id", "candidateId", "rollNumber", "capturedAt", "captureToken"] {
        if let Some(value) = data.remove(field) {
            record.insert(field.to_owned(), value);
        }
    }
    record.entry("id").or_insert_with(|| json!(ctx.id::<Uuid>()));
    record.entry("capturedAt").or_insert_with(|| json!(ctx.now));
    record.insert("data".to_owned(), Value::Object(data));
    Value::Object(record)
}
