//! Slots: created, listed, set by hand; who works in them.

mod assign;

use crate::{
    call::Call,
    error::{About, Error, Result},
    paging::page,
    seat,
};
use api::slots::CreateSlot;
use api::{Answer, Items, Paging};
pub use assign::{assign, unassign};
use domain::event::Fact;
use domain::{
    ExamId, Refusal, SlotId,
    slot::{Slot, SlotStatus, status_at},
};
use store::{centres, exams, slots};

/// Creates a slot.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, `SLOT_EXISTS`.
pub async fn create(call: &Call, body: CreateSlot) -> Result<Answer<Slot>> {
    if body.max_candidates.is_some_and(|most| !(1..=1_000_000).contains(&most)) {
        return Err(Error::invalid("maxCandidates", "must be 1 to 1000000"));
    }
    if let (Some(start), Some(end)) = (body.start_time, body.end_time)
        && end <= start
    {
        return Err(Error::invalid("endTime", "must be after startTime"));
    }
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    let centre = centres::get(&mut tx, body.centre_id).await?.ok_or(Refusal::CentreNotFound)?;
    let slot = Slot {
        id: call.id(),
        exam_id: exam.id,
        centre_id: centre.id,
        slot_name: body.slot_name,
        start_time: body.start_time,
        end_time: body.end_time,
        max_candidates: body.max_candidates,
        current_count: 0,
        status: SlotStatus::Scheduled,
    };
    if !slots::insert(&mut tx, &slot, call.moment.decided).await? {
        return Err(Refusal::SlotExists.into());
    }
    let about = About { exam: Some(exam.id), centre: Some(centre.id), ..About::default() };
    call.record(&mut tx, about, Some(slot.id.to_string()), Fact::CreateSlot { slot_name: slot.slot_name.clone() })
        .await?;
    let status = status_at(slot.status, slot.start_time, slot.end_time, &exam.settings, call.moment.decided);
    call.commit(tx, Answer::created(Slot { status, ..slot })).await
}

/// A page of slots, of one exam or of all, each with its status now.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn list(call: &Call, exam: Option<ExamId>, paging: &Paging) -> Result<Answer<Items<Slot>>> {
    let (page, limit) = page(paging)?;
    let mut tx = call.read().await?;
    if let Some(exam) = exam {
        seat::exam(&mut tx, exam).await?;
    }
    let mut found = slots::list(&mut tx, exam, page).await?;
    let mut settings = std::collections::HashMap::new();
    for slot in &mut found {
        if !settings.contains_key(&slot.exam_id)
            && let Some(exam) = exams::get(&mut tx, slot.exam_id).await?
        {
            settings.insert(exam.id, exam.settings);
        }
        if let Some(settings) = settings.get(&slot.exam_id) {
            slot.status = status_at(slot.status, slot.start_time, slot.end_time, settings, call.moment.decided);
        }
    }
    Ok(Answer::ok(Items::page(found, limit, |slot| slot.id.0)))
}

/// Sets the status by hand.
///
/// # Errors
/// `SLOT_NOT_FOUND`.
pub async fn update(call: &Call, id: SlotId, status: SlotStatus) -> Result<Answer<Slot>> {
    let mut tx = call.begin().await?;
    let slot = slots::get_for_update(&mut tx, id).await?.ok_or(Refusal::SlotNotFound)?;
    let exam = seat::exam(&mut tx, slot.exam_id).await?;
    slots::set_status(&mut tx, id, status).await?;
    let about = About { exam: Some(slot.exam_id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
    call.record(&mut tx, about, Some(id.to_string()), Fact::UpdateSlot { from: slot.status, to: status }).await?;
    let status = status_at(status, slot.start_time, slot.end_time, &exam.settings, call.moment.decided);
    call.commit(tx, Answer::ok(Slot { status, ..slot })).await
}
