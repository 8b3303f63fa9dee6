//! Reading slots: each caller those that concern them, whether they are active or not.

use std::collections::HashMap;

use api::{
    Answer, Items, Listing, Paging,
    slots::{AssignmentItem, AssignmentQuery, SlotQuery},
};
use domain::{
    ExamId,
    exam::ExamSettings,
    order::{SortOrder, Sorting},
    slot::{Slot, status_at},
};
use store::{
    Tx,
    assignment_lists::{self, AssignmentFilter, ListedAssignment},
    exams,
    slot_lists::{self, SlotFilter},
};

use crate::{call::Call, error::Result, paging::page, reach};

/// A page of slots, of one exam or of all, each with its status now.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, also for those that are nothing to the caller.
pub async fn list(call: &Call, query: &SlotQuery, paging: &Paging) -> Result<Answer<Listing<Slot>>> {
    let (page, limit) = page(paging)?;
    let (reach, sorting) = (reach::of(call)?, Sorting::of(query.sort, query.order, SortOrder::Asc));
    let mut tx = call.read().await?;
    if let Some(exam) = query.exam_id {
        reach::exam(call, &mut tx, exam).await?;
    }
    let centre = reach::named(call, &mut tx, query.centre_id).await?;
    let filter = SlotFilter { exam: query.exam_id, centre };
    let mut found = slot_lists::list(&mut tx, reach, filter, sorting, page).await?;
    let total = slot_lists::total(&mut tx, reach, filter).await?;
    let settings = settings_of(&mut tx, &found).await?;
    for slot in &mut found {
        if let Some(settings) = settings.get(&slot.exam_id) {
            slot.status = status_at(slot.status, slot.start_time, slot.end_time, settings, call.moment.decided);
        }
    }
    Ok(Answer::ok(Items::page(found, limit, |slot| slot.id.0).of_total(total)))
}

/// The settings of the exams of these slots; each is read once.
async fn settings_of(tx: &mut Tx, slots: &[Slot]) -> Result<HashMap<ExamId, ExamSettings>> {
    let mut settings = HashMap::new();
    for slot in slots {
        if !settings.contains_key(&slot.exam_id)
            && let Some(exam) = exams::get(tx, slot.exam_id).await?
        {
            settings.insert(exam.id, exam.settings);
        }
    }
    Ok(settings)
}

/// A page of who is assigned to which slot.
///
/// # Errors
/// `VALIDATION` of the paging.
pub async fn assignments(
    call: &Call,
    query: &AssignmentQuery,
    paging: &Paging,
) -> Result<Answer<Listing<AssignmentItem>>> {
    let (page, limit) = page(paging)?;
    let filter = AssignmentFilter {
        exam: query.exam_id,
        centre: query.centre_id,
        slot: query.slot_id,
        operator: query.operator_id,
    };
    let mut tx = call.read().await?;
    let found = assignment_lists::list(&mut tx, &filter, page).await?;
    let total = assignment_lists::total(&mut tx, &filter).await?;
    let items = found.into_iter().map(assignment).collect();
    Ok(Answer::ok(Items::page(items, limit, |item: &AssignmentItem| item.id).of_total(total)))
}

fn assignment(listed: ListedAssignment) -> AssignmentItem {
    AssignmentItem {
        id: listed.id,
        operator_id: listed.operator_id,
        username: listed.username,
        name: listed.name,
        slot_id: listed.slot_id,
        slot_name: listed.slot_name,
        exam_id: listed.exam_id,
        centre_id: listed.centre_id,
        assigned_at: listed.assigned_at,
        assigned_by: listed.assigned_by,
    }
}
