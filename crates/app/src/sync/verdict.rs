//! What was found of a record, written down with everything that tells of it.

use super::item::said;
use crate::{
    call::Call,
    error::{About, Error, Result},
    refusals::alert_of,
    seat::Seat,
    work::Work,
};
use api::sync::SheetData;
use domain::event::{self, Fact};
use domain::{
    CandidateId, ConflictId, Refusal, Role,
    alert::AlertKind,
    sync::{ATTENDANCE_UNDONE, EntityType, FACE_NOT_VERIFIED, RecordStatus, fate, joins},
};
use serde_json::{Value, json};
use store::{
    StoreError, Tx, blobs, face_attempts,
    journal::Event,
    sync_conflicts::{self, Conflict},
    sync_records::{self, Judgement, Record},
    whole_rows,
};

/// Why a record was not applied.
#[derive(Debug)]
pub(super) struct Refused {
    /// The stable code.
    pub code: &'static str,
    /// A sentence for a person.
    pub error: String,
    /// What it was about.
    pub about: About,
}

/// Why a judgement ended.
#[derive(Debug)]
pub(super) enum Stop {
    /// By a rule.
    Refused(Refused),
    /// The server could not: it is tried again.
    Fault(Error),
}

impl From<Error> for Stop {
    fn from(failure: Error) -> Self {
        if failure.is_fault() {
            return Self::Fault(failure);
        }
        let (code, about) = (failure.code().as_str(), failure.is_about());
        Self::Refused(Refused { code, error: failure.sentence(), about })
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Error::from(refusal).into()
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Fault(error.into())
    }
}

/// Writes that a record was applied.
///
/// # Errors
/// When the store fails.
pub(super) async fn applied(call: &Call, tx: &mut Tx, record: &Record, seat: &Seat, entity: String) -> Result<()> {
    Ok(sync_records::judge(tx, record.id, &as_applied(record, seat, entity), call.moment.decided).await?)
}

/// The judgement of a record that was applied.
#[must_use]
pub(super) fn as_applied(record: &Record, seat: &Seat, entity: String) -> Judgement {
    Judgement {
        candidate_id: Some(seat.candidate.id),
        centre_id: Some(seat.candidate.centre_id),
        status: RecordStatus::Synced,
        code: None,
        error: None,
        entity_ref: Some(entity),
        conflict_id: record.conflict_id,
    }
}

/// Writes why a record was not applied: it waits, is a side of a conflict, or has failed. What is told of
/// that is told once.
///
/// # Errors
/// When the store fails.
pub(super) async fn refused(call: &Call, tx: &mut Work, record: &Record, refused: Refused) -> Result<()> {
    let Refused { code, error, about } = refused;
    let mut status = fate(code);
    if let (true, Some(candidate)) = (code == Refusal::OperatorMismatch.code(), about.candidate) {
        // Their own mark is a side of a conflict: this waits for the decision.
        if sync_conflicts::open_mark_of(tx, record.exam_id, candidate, record.operator_id).await? {
            status = RecordStatus::Pending;
        }
    }
    let news = record.code.as_deref() != Some(code) || record.status != status;
    let mut conflict_id = None;
    match (status, about.candidate) {
        (RecordStatus::Conflict, Some(_)) => conflict_id = Some(clash(call, tx, record, code, about).await?),
        (RecordStatus::Failed, _) if news => {
            tell_refusal(call, tx, record, code, about).await?;
            let details = json!({ "code": code, "entityType": record.entity_type });
            call.alert(tx, AlertKind::RecordFailed, about, None, details).await?;
        }
        (RecordStatus::Pending, Some(_))
            if news && [Refusal::BarcodeMismatch.code(), ATTENDANCE_UNDONE].contains(&code) =>
        {
            let details = json!({ "code": code, "entityType": record.entity_type });
            call.alert(tx, AlertKind::WorkflowViolation, about, None, details).await?;
        }
        (RecordStatus::Pending, Some(candidate)) if news => tell_wait(call, tx, record, code, candidate, about).await?,
        _ => {}
    }
    let judgement = Judgement {
        candidate_id: about.candidate,
        centre_id: about.centre,
        status,
        code: Some(code.to_owned()),
        error: Some(error),
        entity_ref: None,
        conflict_id,
    };
    Ok(sync_records::judge(tx, record.id, &judgement, call.moment.decided).await?)
}

/// Tells of what waits for a supervisor.
async fn tell_wait(
    call: &Call,
    tx: &mut Work,
    record: &Record,
    code: &'static str,
    candidate: CandidateId,
    about: About,
) -> Result<()> {
    let is = |refusal: Refusal| code == refusal.code();
    if is(Refusal::AttemptsExhausted) {
        call.alert(tx, AlertKind::AttemptsExceeded, about, None, json!({ "recordId": record.id })).await
    } else if is(Refusal::SlotEnded) {
        let proven = call.moment.believed.proven;
        let details = json!({ "action": call.action.name(), "recordId": record.id, "proven": proven });
        call.alert(tx, AlertKind::PostExamActivity, about, None, details).await
    } else if code == FACE_NOT_VERIFIED && face_attempts::summary(tx, record.exam_id, candidate).await?.kept > 0 {
        // Without a comparison nothing mismatched: somebody decided, and waits for a supervisor.
        call.alert(tx, AlertKind::FaceMismatch, about, None, json!({ "code": code, "close": true })).await
    } else {
        Ok(())
    }
}

async fn tell_refusal(call: &Call, tx: &mut Work, record: &Record, code: &'static str, about: About) -> Result<()> {
    call.record_refused(tx, code, about).await?;
    let outside = code == Refusal::NoSlotAssigned.code() && about.candidate.is_some();
    let kind = if outside { Some(AlertKind::SlotViolation) } else { alert_of(code, about.candidate.is_some()) };
    if let Some(kind) = kind {
        call.alert(tx, kind, about, None, json!({ "code": code, "entityType": record.entity_type })).await?;
    }
    Ok(())
}

/// Keeps both sides of a conflict, and tells of it; or joins one of the same hand that is open.
async fn clash(call: &Call, tx: &mut Work, record: &Record, code: &'static str, about: About) -> Result<ConflictId> {
    let candidate = about.candidate.ok_or_else(|| Error::from(StoreError::Corrupt { column: "candidate_id" }))?;
    let (place, kind) = ((record.exam_id, candidate), record.entity_type);
    let open = sync_conflicts::open_alike(tx, place, kind, record.operator_id, code).await?;
    let (ids, says): (Vec<ConflictId>, Vec<_>) =
        open.into_iter().map(|(id, mut said)| (id, (said.payload["data"].take(), said.image))).unzip();
    let image = match record.blob_id {
        Some(blob) => blobs::get(tx, blob).await?.map(|blob| blob.sha256),
        None => None,
    };
    match joins(&says, &(record.payload["data"].clone(), image)) {
        Some(place) => Ok(ids[place]),
        None => open_conflict(call, tx, record, code, about).await,
    }
}

async fn open_conflict(
    call: &Call,
    tx: &mut Work,
    record: &Record,
    code: &'static str,
    about: About,
) -> Result<ConflictId> {
    let missing = || Error::from(StoreError::Corrupt { column: "candidate_id" });
    let (candidate, centre) = (about.candidate.ok_or_else(missing)?, about.centre.ok_or_else(missing)?);
    let standing = if code == Refusal::OmrAlreadyValidated.code() {
        whole_rows::sheet_of(tx, record.exam_id, &said::<SheetData>(&record.payload)?.barcode).await?
    } else {
        whole_rows::of(tx, record.exam_id, candidate, record.entity_type).await?
    };
    let conflict = Conflict {
        id: call.id(),
        exam_id: record.exam_id,
        centre_id: centre,
        candidate_id: candidate,
        entity_type: record.entity_type,
        record_id: record.id,
        existing: standing.map_or(Value::Null, |standing| standing.record),
        reason: code.to_owned(),
        created_at: call.moment.decided,
        resolved_at: None,
        resolved_by: None,
        resolution: None,
        corrected: false,
        resolve_reason: None,
    };
    sync_conflicts::insert(tx, &conflict).await?;
    let details = json!({ "conflictId": conflict.id, "entityType": record.entity_type, "reason": code });
    call.alert(tx, AlertKind::SyncConflict, about, None, details.clone()).await?;
    if code == Refusal::OmrAlreadyValidated.code() {
        call.alert(tx, AlertKind::DuplicateOmr, about, None, details.clone()).await?;
    }
    let facts = Fact::SyncConflict {
        conflict_id: conflict.id,
        entity_type: record.entity_type,
        reason: code.to_owned(),
        record_id: record.id,
        mode: "offline".to_owned(),
    };
    let entry = Event {
        exam_id: Some(record.exam_id),
        centre_id: Some(centre),
        slot_id: about.slot,
        candidate_id: Some(candidate),
        subject_id: Some(conflict.id.to_string()),
        actor_id: Some(call.caller.actor.user_id),
        actor_role: Some(call.caller.actor.role),
        session_id: Some(call.caller.actor.session_id),
        address: Some(call.caller.address.to_string()),
        device_id: record.device_id.clone(),
        data: event::write(Some(&facts), None),
        ..Event::new(call.app.ids.next(call.moment.decided).into(), call.moment.decided, "sync_conflict", "done")
    };
    tx.append(entry).await?;
    Ok(conflict.id)
}

/// Whether somebody may decide conflicts of a centre.
pub(super) fn may_decide(call: &Call, centre: domain::CentreId) -> bool {
    call.caller.actor.role == Role::Admin || call.caller.actor.centre_id == Some(centre)
}

/// What a kind of record is called in the history.
pub(super) fn name(kind: EntityType) -> &'static str {
    kind.into()
}
