//! The records that were handed over, as supervisors list them and as devices ask after them.

use std::collections::{HashMap, HashSet};

use api::{
    Answer, Paging,
    records::{AskStates, AskedRecord, RecordItem, RecordPage, RecordQuery, RecordState, StateResult, StateResults},
    results::Scores,
};
use domain::{ExamId, Role, record::waiting_for};
use store::{
    Tx, sync_hand_overs,
    sync_lists::{self, Handed, HandedFilter},
    sync_records::{self, Record},
    sync_unread::{self, Unread},
};
use uuid::Uuid;

use super::{
    batch::result_of,
    scores::{self, Scored},
};
use crate::{call::Call, error::Result, paging, seat};

/// A record as it is told to people.
pub(super) fn item_of(handed: Handed) -> RecordItem {
    let h = handed;
    let waiting = if h.decided.is_some() { None } else { waiting_for(h.status, h.code.as_deref()) };
    RecordItem {
        record_id: h.id,
        id: h.record_id,
        readable: !h.unread,
        captured_by: h.operator_id,
        proved: h.proof == "token",
        uploaded_by: h.uploaded_by,
        device_id: h.device_id,
        entity_type: h.entity_type,
        candidate_id: h.candidate_id,
        roll_number: h.roll_number,
        centre_id: h.centre_id,
        captured_at: h.captured_at,
        received_at: h.received_at,
        status: h.status,
        code: h.code,
        error: h.error,
        waiting_for: waiting,
        conflict_id: h.conflict_id,
        image_kept: h.has_image,
        decision: h.decided.as_ref().map(|decided| decided.decision),
        decided_at: h.decided.as_ref().map(|decided| decided.at),
        decided_by: h.decided.as_ref().map(|decided| decided.by),
        became: h.decided.and_then(|decided| decided.became),
    }
}

/// A page of the records of the supervisor's centre, or of the exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn page(call: &Call, exam: ExamId, query: RecordQuery, paging: &Paging) -> Result<Answer<RecordPage>> {
    let (page, limit) = paging::page(paging)?;
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let own = call.caller.actor.centre_id;
    let centre = if call.caller.actor.role == Role::Admin { query.centre_id } else { own };
    // Another centre's records are nobody else's: there are none.
    let foreign = call.caller.actor.role != Role::Admin && query.centre_id.is_some_and(|asked| Some(asked) != own);
    if foreign {
        return Ok(Answer::ok(RecordPage { items: Vec::new(), next_cursor: None, total: 0 }));
    }
    let filter = HandedFilter { status: query.status, operator: query.operator_id, device: query.device_id, centre };
    let total = sync_lists::total(&mut tx, exam.id, &filter).await?;
    let listed = sync_lists::list(&mut tx, exam.id, &filter, page).await?;
    let items = api::Items::page(listed, limit, |one| one.id).map(item_of);
    Ok(Answer::ok(RecordPage { items: items.items, next_cursor: items.next_cursor, total }))
}

/// What became of records that a device asks after, each in its place: an operator's own, and those that they handed
/// over; of a supervisor's centre. Everything else is unknown.
///
/// # Errors
/// `EXAM_NOT_FOUND`; 400 `VALIDATION` when it is too much.
pub async fn states(call: &Call, body: AskStates) -> Result<Answer<StateResults>> {
    let exam = body.exam_id;
    let asked = body.asked()?;
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let ids: HashSet<Uuid> = asked.iter().filter_map(|one| one.id.parse().ok()).collect();
    let records = sync_records::by_record_ids(&mut tx, exam.id, ids.iter().copied()).await?;
    let records = visible(call, &mut tx, records).await?;
    let scores = scores::of(&mut tx, &exam, records.iter()).await?;
    let unread = sync_unread::by_record_ids(&mut tx, exam.id, ids.into_iter()).await?;
    let unread = unread.into_iter().filter(|one| is_own(call, one.operator_id, one.uploaded_by, one.centre_id));
    let unread: HashMap<Uuid, Unread> = unread.filter_map(|one| Some((one.record_id?, one))).collect();
    let results = asked.into_iter().map(|one| state_of(call, one, (&records, &scores), &unread)).collect();
    Ok(Answer::ok(StateResults { results }))
}

fn is_own(call: &Call, captor: domain::UserId, uploader: domain::UserId, centre: Option<domain::CentreId>) -> bool {
    let actor = &call.caller.actor;
    let at_centre = actor.role == Role::Supervisor && centre.is_some() && centre == actor.centre_id;
    captor == actor.user_id || uploader == actor.user_id || at_centre
}

async fn visible(call: &Call, tx: &mut Tx, records: Vec<Record>) -> Result<Vec<Record>> {
    let by = call.caller.actor.user_id;
    let handed = sync_hand_overs::handed_over(tx, by, records.iter().map(|one| one.id)).await?;
    let seen = |one: &Record| is_own(call, one.operator_id, one.uploaded_by, one.centre_id) || handed.contains(&one.id);
    Ok(records.into_iter().filter(seen).collect())
}

/// Of several captors' records with one id, the asker's own comes first.
fn state_of(
    call: &Call,
    asked: AskedRecord,
    (records, scores): (&[Record], &Scored),
    unread: &HashMap<Uuid, Unread>,
) -> StateResult {
    let id: Option<Uuid> = asked.id.parse().ok();
    let mut found: Vec<&Record> = records
        .iter()
        .filter(|one| Some(one.record_id) == id && !one.reused)
        .filter(|one| asked.captured_by.is_none_or(|captor| captor == one.operator_id))
        .collect();
    found.sort_by_key(|one| (one.operator_id != call.caller.actor.user_id, one.id));
    let unknown = StateResult {
        id: asked.id,
        status: RecordState::Unknown,
        captured_by: None,
        conflict_id: None,
        code: None,
        error: None,
        scores: Scores::default(),
    };
    if let Some(record) = found.first() {
        let told = result_of(record, false, scores);
        return StateResult {
            status: told.status.into(),
            captured_by: Some(record.operator_id),
            conflict_id: told.conflict_id,
            code: told.code,
            error: told.error,
            scores: told.scores,
            ..unknown
        };
    }
    let kept = id.and_then(|id| unread.get(&id));
    match kept.filter(|one| asked.captured_by.is_none_or(|captor| captor == one.operator_id)) {
        Some(one) => StateResult {
            status: RecordState::Failed,
            captured_by: Some(one.operator_id),
            code: Some(one.code.clone()),
            error: Some(one.error.clone()),
            ..unknown
        },
        None => unknown,
    }
}
