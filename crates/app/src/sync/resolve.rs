//! The decision of a conflict: what stands stays, or what came second takes its place by the rules of
//! the stations. Both versions stay whole.

use super::{
    apply,
    conflicts::told,
    hand::{Behind, Hand, action},
    inspect,
    item::{self, said},
    judge,
    verdict::{may_decide, name},
};
use crate::{
    call::Call,
    closing,
    error::{About, Error, Result},
    seat::Seat,
    sheets,
    work::Work,
};
use api::Answer;
use api::sync::{CloseData, ConflictItem, MarkData, ResolveConflict, SheetData};
use domain::event::{Fact, Replaces};
use domain::{
    ConflictId, Refusal, Role,
    attendance::AttendanceStatus,
    face::RESERVATION_SECONDS,
    policy::Action,
    sync::{Choice, EntityType, Happening, Move, RecordStatus, happens},
    text::Line,
};
use serde_json::{Value, json};
use store::{
    Tx, attendance, candidates, exams, face_attempts,
    history::{self, Replaced},
    sync_conflicts::{self, Conflict, Resolution},
    sync_records::{self, Judgement, Record},
    whole_rows::{self, WholeRow},
};

/// Decides a conflict of the supervisor's centre. Of two decisions at once one wins.
///
/// # Errors
/// `CONFLICT_NOT_FOUND`, `CONFLICT_RESOLVED`, and with `use_new` those of the station.
pub async fn resolve(call: &Call, id: ConflictId, body: ResolveConflict) -> Result<Answer<ConflictItem>> {
    let mut tx = begin(call, id).await?;
    let conflict = sync_conflicts::get(&mut tx, id).await?.ok_or(Refusal::ConflictNotFound)?;
    let about = About {
        exam: Some(conflict.exam_id),
        centre: Some(conflict.centre_id),
        candidate: Some(conflict.candidate_id),
        ..About::default()
    };
    if !may_decide(call, conflict.centre_id) {
        return Err(Error::from(Refusal::ConflictNotFound).about(about));
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
        by: call.caller.actor.user_id,
    };
    if !sync_conflicts::resolve(&mut tx, id, &resolution, call.moment.captured).await? {
        return Err(Error::from(Refusal::ConflictResolved).about(about));
    }
    let applied = match body.resolution {
        Choice::KeepExisting => None,
        Choice::UseNew => Some(use_new(call, &mut tx, &seat, &record, &body.reason).await?),
    };
    finish(call, &mut tx, &record, applied).await?;
    sync_conflicts::settle_joined(&mut tx, &conflict, call.moment.decided).await?;
    let facts = Fact::ResolveConflict {
        resolution: body.resolution,
        entity_type: conflict.entity_type,
        record_id: record.id,
        new_data: resolution.new_data.is_some(),
    };
    call.record(&mut tx, seat.about(), Some(id.to_string()), facts).await?;
    let resolved = sync_conflicts::get(&mut tx, id).await?.ok_or(Refusal::ConflictNotFound)?;
    let listed = sync_conflicts::whole(&mut tx, resolved).await?;
    let item = told(call, &mut tx, listed).await?;
    let answer = call.commit(tx, Answer::ok(item)).await?;
    // What waited for the decision.
    if let Err(failure) = judge::settle(&Hand::of(call), (seat.exam.id, seat.candidate.id)).await {
        tracing::warn!(code = failure.code().as_str(), "records that wait could not be judged yet");
    }
    Ok(answer)
}

/// Begins a unit with the data key of the conflict's exam.
async fn begin(call: &Call, id: ConflictId) -> Result<Work> {
    let found = sync_conflicts::get(&mut *call.read().await?, id).await?;
    match found {
        Some(conflict) => call.begin_in(conflict.exam_id).await,
        None => call.begin().await, // which the decision finds, too
    }
}

async fn hold(tx: &mut Tx, conflict: &Conflict) -> Result<Seat> {
    let exam = exams::get(tx, conflict.exam_id).await?.ok_or(Refusal::ExamNotFound)?;
    let candidate = candidates::get_for_update(tx, exam.id, conflict.candidate_id).await?;
    Ok(Seat { exam, candidate: candidate.ok_or(Refusal::CandidateNotFound)? })
}

async fn record_of(tx: &mut Tx, conflict: &Conflict) -> Result<Record> {
    let missing = || Error::from(store::StoreError::Corrupt { column: "record_id" });
    sync_records::get(tx, conflict.record_id).await?.ok_or_else(missing)
}

/// Puts `newData` in the place of what the record says. An image cannot be replaced; an exception takes
/// the place of one.
fn replace_data(record: &mut Record, data: Value) -> Result<Value> {
    if data.get("image").is_some() {
        return Err(Error::invalid("newData.image", "cannot be given: upload a record with it"));
    }
    let exception = record.entity_type == EntityType::Fingerprint && data.get("exceptionReason").is_some();
    if exception {
        record.blob_id = None;
        record.inspected = json!({});
    }
    let data = item::data(record.entity_type, data, record.blob_id.is_some())
        .map_err(|failure| Error::invalid("newData", failure.sentence()))?;
    let was = record.payload["data"]["barcode"].clone();
    record.payload["data"] = data.clone();
    inspect::renamed(record, &was);
    Ok(data)
}

async fn finish(call: &Call, tx: &mut Tx, record: &Record, applied: Option<String>) -> Result<()> {
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
    Ok(sync_records::judge(tx, record.id, &judgement, call.moment.captured).await?)
}

/// Puts the record in the place of what stands.
async fn use_new(call: &Call, tx: &mut Work, seat: &Seat, record: &Record, reason: &Line) -> Result<String> {
    let standing = whole_rows::of(tx, seat.exam.id, seat.candidate.id, record.entity_type).await?;
    let captor = judge::actor(tx, record).await?;
    // Whoever decides the conflict stands behind what the rules leave to a supervisor.
    let behind = Behind { by: call.caller.actor.user_id, reason: reason.clone() };
    let hand = Hand { behind: Some(behind), ..Hand::of(call) };
    let mut offline = hand.context(record, captor, action(record.entity_type));
    match record.entity_type {
        EntityType::Attendance => {
            if let Some(old) = standing {
                take_mark_away(call, tx, seat, &old, reason).await?;
            }
            let wanted = said::<MarkData>(&record.payload)?.status;
            Ok(crate::attendance::apply(&offline, tx, seat, wanted).await?.id.to_string())
        }
        EntityType::Fingerprint => {
            if let Some(old) = standing {
                keep_old(call, tx, seat, record.entity_type, &old, reason).await?;
                whole_rows::delete_fingerprint(tx, old.id).await?;
                let exception = old.record["blobId"].is_null();
                replaces(&mut offline, Replaces::Fingerprint { exception });
            }
            apply::fingerprint(&offline, tx, seat, record).await
        }
        EntityType::Omr => {
            if let Some(old) = standing {
                let wanted = said::<SheetData>(&record.payload)?.barcode;
                if old.name == wanted.as_str() {
                    return Ok(old.name); // the same sheet: its binding stands
                }
                void(call, tx, seat, &old, reason).await?;
            }
            apply::sheet(&offline, tx, seat, record).await
        }
        EntityType::Biometric => {
            if let Some(old) = standing {
                keep_old(call, tx, seat, record.entity_type, &old, reason).await?;
                whole_rows::delete_biometric(tx, old.id).await?;
                let is = |name: &str| old.record[name] == true;
                let (verified, overridden) = (is("verified"), is("overridden"));
                replaces(&mut offline, Replaces::Close { verified, overridden });
            }
            // Whoever decides the conflict stands behind the override in it.
            let decision = said::<CloseData>(&record.payload)?.decision;
            let decider = Role::Supervisor;
            let closed = closing::apply(&offline, tx, seat, decision.as_ref(), decider, None).await?;
            Ok(closed.id.to_string())
        }
        // Faces are attempts; they are never in conflict.
        EntityType::Face => Err(Refusal::ConflictNotFound.into()),
    }
}

/// Says in the entry of what comes what it takes the place of.
fn replaces(call: &mut Call, what: Replaces) {
    if let Some(offline) = &mut call.offline {
        offline.replaces = Some(what);
    }
}

/// Keeps what is replaced, whole, and notes it on the record that it came from.
async fn keep_old(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    kind: EntityType,
    old: &WholeRow,
    reason: &Line,
) -> Result<()> {
    let replaced = Replaced {
        exam_id: seat.exam.id,
        candidate_id: seat.candidate.id,
        entity_type: name(kind),
        entity_id: old.id,
        record: old.record.clone(),
        reason: reason.as_str(),
    };
    history::keep(tx, call.id(), replaced, call.caller.actor.user_id, call.moment.captured).await?;
    Ok(sync_records::supersede(tx, seat.exam.id, seat.candidate.id, kind, &old.name).await?)
}

/// Takes a mark away, unless something of station 2 stands on it.
async fn take_mark_away(call: &Call, tx: &mut Work, seat: &Seat, old: &WholeRow, reason: &Line) -> Result<()> {
    let cut = call.moment.captured.plus_seconds(-RESERVATION_SECONDS);
    face_attempts::release_stale(tx, seat.exam.id, seat.candidate.id, cut).await?;
    if store::closing::any_on(tx, old.id.into()).await? {
        return Err(seat.refuse(Refusal::BiometricsExist));
    }
    keep_old(call, tx, seat, EntityType::Attendance, old, reason).await?;
    attendance::delete(tx, old.id.into()).await?;
    let was: Option<AttendanceStatus> = serde_json::from_value(old.record["status"].clone()).ok();
    let undoing = call.acting(Action::UndoAttendance);
    undoing.record(tx, seat.about(), Some(old.name.clone()), Fact::UndoAttendance { was, reason_digest: None }).await
}

/// Makes the candidate's sheet void, as a supervisor does at the station.
async fn void(call: &Call, tx: &mut Work, seat: &Seat, old: &WholeRow, reason: &Line) -> Result<()> {
    keep_old(call, tx, seat, EntityType::Omr, old, reason).await?;
    let corrupt = |_| Error::from(store::StoreError::Corrupt { column: "barcode" });
    let barcode = old.name.parse().map_err(corrupt)?;
    let voiding = call.acting(Action::VoidSheet);
    sheets::spend(&voiding, tx, seat.about(), (seat.exam.id, &barcode), reason, None).await
}
