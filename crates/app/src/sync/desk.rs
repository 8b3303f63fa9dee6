//! The desk: what waits for a person, the longest waiting first.

use api::{
    Answer, Items, Paging,
    records::{DeskItem, DeskKind, DeskStep},
};
use domain::{ExamId, Role};
use store::sync_lists::{self, Waiting};

use crate::{call::Call, error::Result, paging::page, seat};

/// A page of what waits for a person at the supervisor's centre, or in the exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn desk(call: &Call, exam: ExamId, paging: &Paging) -> Result<Answer<Items<DeskItem>>> {
    let (page, limit) = page(paging)?;
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let centre = if call.caller.actor.role == Role::Admin { None } else { call.caller.actor.centre_id };
    let waiting = sync_lists::desk(&mut tx, exam.id, centre, page).await?;
    Ok(Answer::ok(Items::page(waiting, limit, |one| one.id).map(|one| item_of(call, one))))
}

fn item_of(call: &Call, waiting: Waiting) -> DeskItem {
    let (kind, next) = match waiting.kind.as_str() {
        "conflict" => (DeskKind::Conflict, vec![DeskStep::KeepExisting, DeskStep::UseNew]),
        "pending" => (DeskKind::Pending, vec![DeskStep::Apply, DeskStep::Discard]),
        "unread" => (DeskKind::Unread, vec![DeskStep::Correct, DeskStep::Discard]),
        _ => (DeskKind::Failed, vec![DeskStep::Apply, DeskStep::Discard]),
    };
    let is_conflict = kind == DeskKind::Conflict;
    let own = !is_conflict && waiting.operator_id == call.caller.actor.user_id;
    DeskItem {
        kind,
        record_id: (!is_conflict).then_some(waiting.id),
        conflict_id: is_conflict.then_some(waiting.id.into()),
        entity_type: waiting.entity_type,
        candidate_id: waiting.candidate_id,
        centre_id: waiting.centre_id,
        code: waiting.code,
        waiting_since: waiting.since,
        operator_id: waiting.operator_id,
        device_id: waiting.device_id,
        // Nobody decides what they captured themselves.
        next: if own { Vec::new() } else { next },
    }
}
