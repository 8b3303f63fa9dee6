//! Conflicts as supervisors read them.

use crate::{
    call::Call,
    error::{About, Error, Result},
    fingerprints::location,
    images::{self, Image},
    paging::page,
    seat,
};
use api::sync::{ConflictItem, ConflictSide};
use api::{Answer, Items};
use api::{Paging, address};
use domain::event::Fact;
use domain::{BlobId, CandidateId, CentreId, ConflictId, ExamId, Refusal, Role, sync::EntityType};
use serde_json::{Value, json};
use store::{
    Tx, story,
    sync_conflicts::{self, Conflict, Listed},
};
use vault::ReadableKind;

/// A conflict as it is told to the caller.
///
/// # Errors
/// When the store fails.
pub(crate) async fn told(call: &Call, tx: &mut Tx, listed: Listed) -> Result<ConflictItem> {
    let exam = listed.conflict.exam_id;
    all_told(call, tx, exam, vec![listed]).await?.pop().ok_or_else(|| Refusal::ConflictNotFound.into())
}

/// Conflicts of an exam as they are told to the caller: a supervisor does not read whose a sheet of another centre is. No
/// row says with which device what stands was captured, the log does.
///
/// # Errors
/// When the store fails.
pub(crate) async fn all_told(call: &Call, tx: &mut Tx, exam: ExamId, listed: Vec<Listed>) -> Result<Vec<ConflictItem>> {
    let things: Vec<_> = listed.iter().map(|listed| thing(&listed.conflict)).collect();
    let stood = story::stood(tx, exam, &things).await?;
    let told = listed.into_iter().zip(stood).map(|(mut listed, stood)| {
        let conflict = &mut listed.conflict;
        let anothers = is_anothers(call, conflict, stood.centre_id);
        if let Some(stands) = conflict.existing.as_object_mut() {
            if let Some(device) = stood.device_id {
                stands.insert("deviceId".to_owned(), Value::String(device));
            }
            if anothers {
                stands.retain(|field, _| ["barcode", "status"].contains(&field.as_str()));
            }
        }
        item_of(listed)
    });
    Ok(told.collect())
}

/// Whose what stands is, and by which id or barcode the log names it.
fn thing(conflict: &Conflict) -> (CandidateId, String) {
    let subject = ["id", "barcode"].iter().find_map(|name| conflict.existing[*name].as_str());
    (owner_of(conflict).unwrap_or(conflict.candidate_id), subject.unwrap_or_default().to_owned())
}

fn owner_of(conflict: &Conflict) -> Option<CandidateId> {
    conflict.existing["candidateId"].as_str()?.parse().ok()
}

/// Whether what stands is of a candidate of another centre than the caller's, by the centre of whose it is.
fn is_anothers(call: &Call, conflict: &Conflict, centre: Option<CentreId>) -> bool {
    let actor = &call.caller.actor;
    actor.role != Role::Admin && owner_of(conflict).is_some() && (centre.is_none() || centre != actor.centre_id)
}

/// A conflict as it is told. Images are paths to be asked for; of a fingerprint nothing can be fetched.
fn item_of(listed: Listed) -> ConflictItem {
    let Listed { conflict, record, joined, roll_number } = listed;
    let exam = conflict.exam_id;
    let image = (record.entity_type == EntityType::Omr && record.blob_id.is_some())
        .then(|| address::conflict_image(exam, conflict.id, ConflictSide::Incoming));
    let finger = record.blob_id.filter(|_| record.entity_type == EntityType::Fingerprint);
    let incoming = json!({
        "recordId": record.record_id, "entityType": record.entity_type, "operatorId": record.operator_id,
        "uploadedBy": record.uploaded_by, "deviceId": record.device_id, "capturedAt": record.captured_at,
        "proved": record.proof == "token", "receivedAt": record.received_at, "clockOffsetSeconds": record.clock_offset / 1_000_000,
        "data": record.payload["data"], "image": record.inspected, "imageUrl": image,
        "storageLocation": finger.map(|blob| location(exam, blob))
    });
    ConflictItem {
        conflict_id: conflict.id,
        entity_type: conflict.entity_type,
        candidate_id: conflict.candidate_id,
        roll_number,
        centre_id: conflict.centre_id,
        existing: shown(exam, conflict.id, conflict.entity_type, conflict.existing),
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
        corrected: conflict.corrected,
        resolve_reason: conflict.resolve_reason,
    }
}

/// What stood, with the address of its image in place of the file's id.
fn shown(exam: ExamId, conflict: ConflictId, kind: EntityType, mut existing: Value) -> Value {
    let blob = blob_of(&existing);
    if let Some(object) = existing.as_object_mut() {
        object.remove("blobId");
    }
    match (kind, blob) {
        (EntityType::Omr, Some(_)) => {
            existing["imageUrl"] = json!(address::conflict_image(exam, conflict, ConflictSide::Existing));
        }
        (EntityType::Fingerprint, Some(blob)) => existing["storageLocation"] = json!(location(exam, blob)),
        _ => {}
    }
    tidy(existing)
}

/// The file of what stands, where there is one.
fn blob_of(existing: &Value) -> Option<BlobId> {
    existing["blobId"].as_str()?.parse::<uuid::Uuid>().ok().map(BlobId::from)
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
    let items = all_told(call, &mut tx, exam.id, listed).await?;
    Ok(Answer::ok(Items::page(items, limit, |item: &ConflictItem| item.conflict_id.0)))
}

/// One conflict, as it is in the list.
///
/// # Errors
/// `EXAM_NOT_FOUND`; `CONFLICT_NOT_FOUND`, also for one of another centre than the supervisor's.
pub async fn read(call: &Call, exam: ExamId, id: ConflictId) -> Result<Answer<ConflictItem>> {
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let found = sync_conflicts::get(&mut tx, id).await?.filter(|conflict| conflict.exam_id == exam.id);
    let conflict =
        found.filter(|conflict| images::may_look(call, Some(conflict.centre_id))).ok_or(Refusal::ConflictNotFound)?;
    let listed = sync_conflicts::whole(&mut tx, conflict).await?;
    Ok(Answer::ok(told(call, &mut tx, listed).await?))
}

/// The sheet of a side of a conflict, for those who decide it; the look is audited. Fingerprints never.
///
/// # Errors
/// `CONFLICT_NOT_FOUND`; `IMAGE_NOT_FOUND`, also where what stands is of another centre than the caller's.
pub async fn image(call: &Call, exam: ExamId, id: ConflictId, side: ConflictSide) -> Result<Image> {
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
    let stood = story::stood(&mut tx, exam.id, &[thing(&listed.conflict)]).await?;
    let anothers = is_anothers(call, &listed.conflict, stood.first().and_then(|stood| stood.centre_id));
    let blob = match side {
        ConflictSide::Incoming => listed.record.blob_id.filter(|_| listed.record.entity_type == EntityType::Omr),
        ConflictSide::Existing if anothers => None,
        ConflictSide::Existing => {
            blob_of(&listed.conflict.existing).filter(|_| listed.conflict.entity_type == EntityType::Omr)
        }
    };
    let blob = blob.ok_or_else(|| Error::from(Refusal::ImageNotFound).about(about))?;
    call.record(&mut tx, about, Some(id.to_string()), Fact::ReadConflicts { image: true }).await?;
    tx.commit().await?;
    images::give(call, exam.id, ReadableKind::OmrSheet, blob).await
}
