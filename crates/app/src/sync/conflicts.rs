//! Conflicts as supervisors read them.

use crate::{
    call::Call,
    error::{About, Error, Result},
    fingerprints::location,
    images::{self, Image},
    paging::page,
    seat,
};
use api::sync::ConflictItem;
use api::{Answer, Items};
use api::{Paging, address};
use domain::event::Fact;
use domain::{CandidateId, ConflictId, ExamId, Refusal, Role, sync::EntityType, text::Barcode};
use serde_json::{Value, json};
use store::{
    Tx, candidates,
    sync_conflicts::{self, Listed},
};
use vault::ReadableKind;

/// A conflict as it is told to the caller: a supervisor does not read whose a sheet of another centre is.
///
/// # Errors
/// When the store fails.
pub(crate) async fn told(call: &Call, tx: &mut Tx, mut listed: Listed) -> Result<ConflictItem> {
    let existing = &mut listed.conflict.existing;
    let owner: Option<CandidateId> = existing["candidateId"].as_str().and_then(|id| id.parse().ok());
    if call.caller.actor.role != Role::Admin
        && let Some(owner) = owner
        && let Some(stands) = existing.as_object_mut()
    {
        let found = candidates::get(tx, listed.conflict.exam_id, owner).await?;
        if found.is_none_or(|owner| Some(owner.centre_id) != call.caller.actor.centre_id) {
            stands.retain(|field, _| ["barcode", "status"].contains(&field.as_str()));
        }
    }
    Ok(item_of(listed))
}

/// A conflict as it is told. Images are paths to be asked for; of a fingerprint nothing can be fetched.
fn item_of(listed: Listed) -> ConflictItem {
    let Listed { conflict, record, joined, roll_number } = listed;
    let exam = conflict.exam_id;
    let image = (record.entity_type == EntityType::Omr && record.blob_id.is_some())
        .then(|| address::conflict_image(exam, conflict.id));
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
        joined,
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
                existing["imageUrl"] = json!(address::sheet_image(exam, &barcode));
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
pub async fn list(
    call: &Call,
    exam: ExamId,
    resolved: Option<bool>,
    paging: &Paging,
) -> Result<Answer<Items<ConflictItem>>> {
    let (page, limit) = page(paging)?;
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let centre = if call.caller.actor.role == Role::Admin { None } else { call.caller.actor.centre_id };
    let listed = sync_conflicts::list(&mut tx, exam.id, centre, resolved, page).await?;
    let mut items = Vec::with_capacity(listed.len());
    for one in listed {
        items.push(told(call, &mut tx, one).await?);
    }
    Ok(Answer::ok(Items::page(items, limit, |item: &ConflictItem| item.conflict_id.0)))
}

/// The sheet of the record in a conflict, for those who decide it; the look is audited. Fingerprints
/// never.
///
/// # Errors
/// `CONFLICT_NOT_FOUND`, `IMAGE_NOT_FOUND`.
pub async fn image(call: &Call, exam: ExamId, id: ConflictId) -> Result<Image> {
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let conflict = sync_conflicts::get(&mut tx, id).await?.filter(|conflict| conflict.exam_id == exam.id);
    let conflict = conflict.ok_or(Refusal::ConflictNotFound)?;
    let about = About {
        exam: Some(exam.id),
        centre: Some(conflict.centre_id),
        candidate: Some(conflict.candidate_id),
        ..About::default()
    };
    if !images::may_look(call, Some(conflict.centre_id)) {
        return Err(Error::from(Refusal::ConflictNotFound).about(about));
    }
    let listed = sync_conflicts::whole(&mut tx, conflict).await?;
    let blob = listed.record.blob_id.filter(|_| listed.record.entity_type == EntityType::Omr);
    let blob = blob.ok_or_else(|| Error::from(Refusal::ImageNotFound).about(about))?;
    call.record(&mut tx, about, Some(id.to_string()), Fact::ReadConflicts { image: true }).await?;
    tx.commit().await?;
    images::give(call, exam.id, ReadableKind::OmrSheet, blob).await
}
