//! Conflicts as supervisors read them, and how far the devices are.

use adapters::ReadableKind;
use axum::response::Response;
use domain::{
    CandidateId, ConflictId, ExamId, Refusal, Role, Timestamp, UserId,
    sync::{EntityType, RecordStatus},
    text::{Barcode, RollNumber},
};
use serde::Serialize;
use serde_json::{Value, json};
use store::{
    Page,
    sync_conflicts::{self, Listed},
    sync_records::{self, Count},
};
use utoipa::ToSchema;

use crate::{
    config::limits::SYNC_LINES,
    http::{About, Answer, Ctx, Failure, Items},
    ops::{capture_fingerprint::location, read_images, seat},
};

/// A conflict.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConflictItem {
    /// Its id.
    pub conflict_id: ConflictId,
    /// What both versions are of.
    pub entity_type: EntityType,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// What stood when the record came, whole; null when it was gone.
    #[schema(value_type = Object)]
    pub existing: Value,
    /// The record that came second, whole.
    #[schema(value_type = Object)]
    pub incoming: Value,
    /// Who captured the record.
    pub operator_id: UserId,
    /// With which device.
    #[schema(required)]
    pub device_id: Option<String>,
    /// The rule by which both cannot stand.
    pub conflict_reason: String,
    /// When it was found.
    pub created_at: Timestamp,
    /// Whether it is decided.
    pub resolved: bool,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<UserId>,
    /// `keep_existing` or `use_new`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
}

/// A conflict as it is told. Images are paths to be asked for; of a fingerprint nothing can be fetched.
#[must_use]
pub fn item_of(listed: Listed) -> ConflictItem {
    let Listed { conflict, record, roll_number } = listed;
    let exam = conflict.exam_id;
    let image = (record.entity_type == EntityType::Omr && record.blob_id.is_some())
        .then(|| format!("/api/sync/conflicts/{exam}/{}/image", conflict.id));
    let finger = record.blob_id.filter(|_| record.entity_type == EntityType::Fingerprint);
    let incoming = json!({
        "recordId": record.record_id, "entityType": record.entity_type, "operatorId": record.operator_id,
        "uploadedBy": record.uploaded_by, "deviceId": record.device_id, "capturedAt": record.captured_at,
        "receivedAt": record.received_at, "clockOffsetSeconds": record.clock_offset / 1_000_000,
        "data": record.payload["data"], "image": record.inspected, "imageUrl": image,
        "storageLocation": finger.map(|blob| location(exam, blob))
    });
    ConflictItem {
        conflict_id: conflict.id,
        entity_type: conflict.entity_type,
        candidate_id: conflict.candidate_id,
        roll_number,
        existing: shown(exam, conflict.entity_type, conflict.existing),
        incoming: tidy(incoming),
        operator_id: record.operator_id,
        device_id: record.device_id,
        conflict_reason: conflict.reason,
        created_at: conflict.created_at,
        resolved: conflict.resolved_at.is_some(),
        resolved_at: conflict.resolved_at,
        resolved_by: conflict.resolved_by,
        resolution: conflict.resolution,
    }
}

/// What stood, with the address of its image in place of the file's id.
fn shown(exam: ExamId, kind: EntityType, mut existing: Value) -> Value {
    let blob = existing.as_object_mut().and_then(|object| object.remove("blobId"));
    let blob: Option<uuid::Uuid> = blob.and_then(|id| id.as_str()?.parse().ok());
    match (kind, blob) {
        (EntityType::Omr, Some(_)) => {
            if let Some(barcode) = existing["barcode"].as_str().and_then(|code| code.parse::<Barcode>().ok()) {
                existing["imageUrl"] = json!(format!("/api/omr/{exam}/{barcode}/image"));
            }
        }
        (EntityType::Fingerprint, Some(blob)) => existing["storageLocation"] = json!(location(exam, blob.into())),
        _ => {}
    }
    tidy(existing)
}

/// Without what is null.
fn tidy(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    value
}

/// A page of the conflicts of the supervisor's centre, or of the exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn conflicts(
    ctx: &Ctx,
    exam: ExamId,
    resolved: Option<bool>,
    (page, limit): (Page, i64),
) -> Result<Answer<Items<ConflictItem>>, Failure> {
    let mut tx = ctx.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let centre = if ctx.actor.role == Role::Admin { None } else { ctx.actor.centre_id };
    let listed = sync_conflicts::list(&mut tx, exam.id, centre, resolved, page).await?;
    let items = Items::page(listed, limit, |one| one.conflict.id.0);
    let Items { items, next_cursor } = items;
    Ok(Answer::ok(Items { items: items.into_iter().map(item_of).collect(), next_cursor }))
}

/// The sheet of the record in a conflict, for those who decide it; the look is audited. Fingerprints
/// never.
///
/// # Errors
/// `CONFLICT_NOT_FOUND`, `IMAGE_NOT_FOUND`.
pub async fn image(ctx: &Ctx, exam: ExamId, id: ConflictId) -> Result<Response, Failure> {
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let conflict = sync_conflicts::get(&mut tx, id).await?.filter(|conflict| conflict.exam_id == exam.id);
    let conflict = conflict.ok_or(Refusal::ConflictNotFound)?;
    let about = About {
        exam: Some(exam.id),
        centre: Some(conflict.centre_id),
        candidate: Some(conflict.candidate_id),
        ..About::default()
    };
    if !read_images::may_look(ctx, Some(conflict.centre_id)) {
        return Err(Failure::from(Refusal::ConflictNotFound).about(about));
    }
    let listed = sync_conflicts::whole(&mut tx, conflict).await?;
    let blob = listed.record.blob_id.filter(|_| listed.record.entity_type == EntityType::Omr);
    let blob = blob.ok_or_else(|| Failure::from(Refusal::ImageNotFound).about(about))?;
    ctx.record(&mut tx, about, Some(id.to_string()), json!({ "image": true })).await?;
    tx.commit().await?;
    ctx.app.journal.wake();
    read_images::give(ctx, exam.id, ReadableKind::OmrSheet, blob).await
}

/// How many records stand where.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct StatusCounts {
    /// Applied.
    pub synced: i64,
    /// Kept, and waiting.
    pub pending: i64,
    /// In an open conflict.
    pub conflict: i64,
    /// Refused.
    pub failed: i64,
    /// Decided against, in a conflict.
    pub superseded: i64,
}

impl StatusCounts {
    fn add(&mut self, status: RecordStatus, records: i64) {
        match status {
            RecordStatus::Synced => self.synced += records,
            RecordStatus::Pending => self.pending += records,
            RecordStatus::Conflict => self.conflict += records,
            RecordStatus::Failed => self.failed += records,
            RecordStatus::Superseded => self.superseded += records,
        }
    }
}

/// The records of one operator from one device.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceStatus {
    /// Who captured.
    pub operator_id: UserId,
    /// With which device.
    #[schema(required)]
    pub device_id: Option<String>,
    /// How many stand where.
    #[serde(flatten)]
    pub counts: StatusCounts,
    /// When the newest of them came.
    pub last_received_at: Timestamp,
    /// When the oldest that waits was captured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_pending_at: Option<Timestamp>,
}

/// How far the devices of an exam are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncStatus {
    /// The exam.
    pub exam_id: ExamId,
    /// All of it.
    #[serde(flatten)]
    pub counts: StatusCounts,
    /// By operator and device.
    pub devices: Vec<DeviceStatus>,
    /// Whether there are more operators and devices than are told; the sums are of those that are.
    pub truncated: bool,
}

/// Counts by status: an operator's own, a supervisor's centre's, or the exam's.
///
/// # Errors
/// `EXAM_NOT_FOUND`; 403 `FORBIDDEN` for an operator who asks for another's.
pub async fn status(ctx: &Ctx, exam: ExamId, operator: Option<UserId>) -> Result<Answer<SyncStatus>, Failure> {
    let mut tx = ctx.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let own = ctx.actor.user_id;
    let (operator, centre) = match ctx.actor.role {
        Role::Operator if operator.is_some_and(|asked| asked != own) => return Err(Refusal::Forbidden.into()),
        Role::Operator => (Some(own), None),
        Role::Supervisor => (operator, ctx.actor.centre_id),
        Role::Admin | Role::Observer => (operator, None),
    };
    let found = sync_records::counts(&mut tx, exam.id, operator, centre, SYNC_LINES).await?;
    let truncated = i64::try_from(found.len()).is_ok_and(|lines| lines >= SYNC_LINES);
    Ok(Answer::ok(status_of(exam.id, found, truncated)))
}

fn status_of(exam_id: ExamId, found: Vec<Count>, truncated: bool) -> SyncStatus {
    let mut all = SyncStatus { exam_id, counts: StatusCounts::default(), devices: Vec::new(), truncated };
    for count in found {
        all.counts.add(count.status, count.records);
        let same =
            |device: &&mut DeviceStatus| device.operator_id == count.operator_id && device.device_id == count.device_id;
        if all.devices.last_mut().filter(same).is_none() {
            all.devices.push(DeviceStatus {
                operator_id: count.operator_id,
                device_id: count.device_id.clone(),
                counts: StatusCounts::default(),
                last_received_at: count.newest_received_at,
                oldest_pending_at: None,
            });
        }
        if let Some(device) = all.devices.last_mut() {
            device.counts.add(count.status, count.records);
            device.last_received_at = device.last_received_at.max(count.newest_received_at);
            if count.status == RecordStatus::Pending {
                device.oldest_pending_at = Some(count.oldest_captured_at);
            }
        }
    }
    all
}
