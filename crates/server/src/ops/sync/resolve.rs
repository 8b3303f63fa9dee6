//! The decision of a conflict: what stands stays, or what came second takes its place by the rules of
//! the stations. Both versions stay whole.

use std::sync::Arc;

use domain::{
    ConflictId, Refusal, Role,
    attendance::AttendanceStatus,
    face::RESERVATION_SECONDS,
    policy::Action,
    sync::{EntityType, Happening, Move, RecordStatus, happens},
    text::Line,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::{
    Tx, attendance, biometrics, candidates, exams, face_attempts,
    history::{self, Replaced},
    omr,
    standing::{self, Standing},
    sync_conflicts::{self, Conflict, Resolution},
    sync_records::{self, Judgement, Record},
};
use strum::IntoStaticStr;
use utoipa::ToSchema;

use super::{
    Hand, action, apply,
    item::{self, CloseData, MarkData, SheetData, said},
    judge,
    read::{ConflictItem, item_of},
    verdict::{acting, may_decide, name},
};
use crate::{
    http::{About, Answer, Ctx, Failure, ctx::Offline},
    ops::{close_biometric, mark_attendance, seat::Seat},
};

/// Which version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Choice {
    /// The one that stands.
    KeepExisting,
    /// The one that came second, or `newData` in its place.
    UseNew,
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResolveConflict {
    /// Which version stands.
    pub resolution: Choice,
    /// Why.
    pub reason: Line,
    /// With `use_new`: the `data` to apply in place of the stored record's. Its image stays.
    #[schema(value_type = Option<Object>)]
    pub new_data: Option<Value>,
}

/// Decides a conflict of the supervisor's centre. Of two decisions at once one wins.
///
/// # Errors
/// `CONFLICT_NOT_FOUND`, `CONFLICT_RESOLVED`, and with `use_new` those of the station.
pub async fn run(ctx: &Ctx, id: ConflictId, body: ResolveConflict) -> Result<Answer<ConflictItem>, Failure> {
    let mut tx = ctx.begin().await?;
    let conflict = sync_conflicts::get(&mut tx, id).await?.ok_or(Refusal::ConflictNotFound)?;
    let about = About {
        exam: Some(conflict.exam_id),
        centre: Some(conflict.centre_id),
        candidate: Some(conflict.candidate_id),
        ..About::default()
    };
    if !may_decide(ctx, conflict.centre_id) {
        return Err(Failure::from(Refusal::ConflictNotFound).about(about));
    }
    let seat = hold(&mut tx, &conflict).await?;
    let mut record = record_of(&mut tx, &conflict).await?;
    let new_data = match (body.resolution, body.new_data) {
        (Choice::UseNew, Some(data)) => Some(replace_data(&mut record, data)?),
        _ => None,
    };
    let resolution = Resolution {
        resolution: body.resolution.into(),
        reason: body.reason.as_str(),
        new_data,
        by: ctx.actor.user_id,
    };
    if !sync_conflicts::resolve(&mut tx, id, &resolution, ctx.now).await? {
        return Err(Failure::from(Refusal::ConflictResolved).about(about));
    }
    let applied = match body.resolution {
        Choice::KeepExisting => None,
        Choice::UseNew => Some(use_new(ctx, &mut tx, &seat, &record, &body.reason).await?),
    };
    finish(ctx, &mut tx, &record, applied).await?;
    let facts = json!({ "resolution": body.resolution, "entityType": conflict.entity_type, "recordId": record.id,
                        "newData": resolution.new_data.is_some() });
    ctx.record(&mut tx, seat.about(), Some(id.to_string()), facts).await?;
    let resolved = sync_conflicts::get(&mut tx, id).await?.ok_or(Refusal::ConflictNotFound)?;
    let listed = sync_conflicts::whole(&mut tx, resolved).await?;
    let answer = ctx.commit(tx, Answer::ok(item_of(listed))).await?;
    // What waited for the decision.
    if let Err(failure) = judge::settle(&Hand::of(ctx), (seat.exam.id, seat.candidate.id)).await {
        tracing::warn!(code = failure.body.code, "records that wait could not be judged yet");
    }
    Ok(answer)
}

async fn hold(tx: &mut Tx, conflict: &Conflict) -> Result<Seat, Failure> {
    let exam = exams::get(tx, conflict.exam_id).await?.ok_or(Refusal::ExamNotFound)?;
    let candidate = candidates::get_for_update(tx, exam.id, conflict.candidate_id).await?;
    Ok(Seat { exam, candidate: candidate.ok_or(Refusal::CandidateNotFound)? })
}

async fn record_of(tx: &mut Tx, conflict: &Conflict) -> Result<Record, Failure> {
    let missing = || Failure::from(store::StoreError::Corrupt { column: "record_id" });
    sync_records::get(tx, conflict.record_id).await?.ok_or_else(missing)
}

/// Puts `newData` in the place of what the record says. An image cannot be replaced; an exception takes
/// the place of one.
fn replace_data(record: &mut Record, data: Value) -> Result<Value, Failure> {
    if data.get("image").is_some() {
        return Err(Failure::invalid("newData.image", "cannot be given: upload a record with it"));
    }
    let exception = record.entity_type == EntityType::Fingerprint && data.get("exceptionReason").is_some();
    if exception {
        record.blob_id = None;
        record.inspected = json!({});
    }
    let stand_in = record.blob_id.map(|_| vec![0]); // an image is there; what it holds is not looked at
    let (data, _) = item::data(record.entity_type, data, stand_in)
        .map_err(|failure| Failure::invalid("newData", failure.body.error))?;
    record.payload["data"] = data.clone();
    Ok(data)
}

async fn finish(ctx: &Ctx, tx: &mut Tx, record: &Record, applied: Option<String>) -> Result<(), Failure> {
    let what = if applied.is_some() { Happening::UsedNew } else { Happening::KeptExisting };
    let status = match happens(record.status, record.code.as_deref(), what) {
        Move::Become(status) => status,
        Move::Judge | Move::Stay | Move::KeepAside => record.status,
    };
    let judgement = Judgement {
        candidate_id: record.candidate_id,
        centre_id: record.centre_id,
        status,
        code: if status == RecordStatus::Synced { None } else { record.code.clone() },
        error: None,
        entity_ref: applied,
        conflict_id: record.conflict_id,
    };
    Ok(sync_records::judge(tx, record.id, &judgement, ctx.now).await?)
}

/// Puts the record in the place of what stands.
async fn use_new(ctx: &Ctx, tx: &mut Tx, seat: &Seat, record: &Record, reason: &Line) -> Result<String, Failure> {
    let standing = standing::of(tx, seat.exam.id, seat.candidate.id, record.entity_type).await?;
    let captor = judge::actor(tx, record).await?;
    let mut offline = Hand::of(ctx).context(record, captor, action(record.entity_type));
    match record.entity_type {
        EntityType::Attendance => {
            if let Some(old) = standing {
                take_mark_away(ctx, tx, seat, &old, reason).await?;
            }
            let wanted = said::<MarkData>(&record.payload)?.status;
            Ok(mark_attendance::apply(&offline, tx, seat, wanted).await?.id.to_string())
        }
        EntityType::Fingerprint => {
            if let Some(old) = standing {
                keep_old(ctx, tx, seat, record.entity_type, &old, reason).await?;
                standing::delete_fingerprint(tx, old.id).await?;
                replaces(&mut offline, json!({ "exception": old.record["blobId"].is_null() }));
            }
            apply::fingerprint(&offline, tx, seat, record).await
        }
        EntityType::Omr => {
            if let Some(old) = standing {
                let wanted = said::<SheetData>(&record.payload)?.barcode;
                if old.name == wanted.as_str() {
                    return Ok(old.name); // the same sheet: its binding stands
                }
                void(ctx, tx, seat, &old, reason).await?;
            }
            apply::sheet(&offline, tx, seat, record).await
        }
        EntityType::Biometric => {
            if let Some(old) = standing {
                keep_old(ctx, tx, seat, record.entity_type, &old, reason).await?;
                standing::delete_biometric(tx, old.id).await?;
                let facts = json!({ "verified": old.record["verified"], "overridden": old.record["overridden"] });
                replaces(&mut offline, facts);
            }
            // Whoever decides the conflict stands behind the override in it.
            let decision = said::<CloseData>(&record.payload)?.decision;
            let decider = Role::Supervisor;
            let closed = close_biometric::apply(&offline, tx, seat, decision.as_ref(), decider, None).await?;
            Ok(closed.id.to_string())
        }
        // Faces are attempts; they are never in conflict.
        EntityType::Face => Err(Refusal::ConflictNotFound.into()),
    }
}

/// Says in the entry of what comes what it takes the place of.
fn replaces(ctx: &mut Ctx, facts: Value) {
    if let Some(offline) = &ctx.offline {
        ctx.offline = Some(Arc::new(Offline { replaces: Some(facts), ..Offline::clone(offline) }));
    }
}

/// Keeps what is replaced, whole, and notes it on the record that it came from.
async fn keep_old(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    kind: EntityType,
    old: &Standing,
    reason: &Line,
) -> Result<(), Failure> {
    let replaced = Replaced {
        exam_id: seat.exam.id,
        candidate_id: seat.candidate.id,
        entity_type: name(kind),
        entity_id: old.id,
        record: old.record.clone(),
        reason: reason.as_str(),
    };
    history::keep(tx, ctx.id(), replaced, ctx.actor.user_id, ctx.now).await?;
    Ok(sync_records::supersede(tx, seat.exam.id, seat.candidate.id, kind, &old.name).await?)
}

/// Takes a mark away, unless something of station 2 stands on it.
async fn take_mark_away(ctx: &Ctx, tx: &mut Tx, seat: &Seat, old: &Standing, reason: &Line) -> Result<(), Failure> {
    let cut = ctx.now.plus_seconds(-RESERVATION_SECONDS);
    face_attempts::release_stale(tx, seat.exam.id, seat.candidate.id, cut).await?;
    if biometrics::any_on(tx, old.id.into()).await? {
        return Err(seat.refuse(Refusal::BiometricsExist));
    }
    keep_old(ctx, tx, seat, EntityType::Attendance, old, reason).await?;
    attendance::delete(tx, old.id.into()).await?;
    let was: Option<AttendanceStatus> = serde_json::from_value(old.record["status"].clone()).ok();
    let undoing = acting(ctx, Action::UndoAttendance);
    undoing.record(tx, seat.about(), Some(old.name.clone()), json!({ "was": was })).await
}

/// Makes the candidate's sheet void, as a supervisor does at the station.
async fn void(ctx: &Ctx, tx: &mut Tx, seat: &Seat, old: &Standing, reason: &Line) -> Result<(), Failure> {
    keep_old(ctx, tx, seat, EntityType::Omr, old, reason).await?;
    let corrupt = |_| Failure::from(store::StoreError::Corrupt { column: "barcode" });
    let barcode = old.name.parse().map_err(corrupt)?;
    omr::void(tx, seat.exam.id, &barcode, reason.as_str(), ctx.actor.user_id, ctx.now).await?;
    let voiding = acting(ctx, Action::VoidSheet);
    let facts = json!({ "barcode": barcode, "wasBound": true });
    voiding.record(tx, seat.about(), Some(barcode.to_string()), facts).await
}
