//! Reading slots: each caller those that concern them, whether they are active or not.

use std::collections::HashMap;

use api::{Answer, Counted, Items, Paging, slots::SlotQuery};
use domain::{
    ExamId,
    exam::ExamSettings,
    order::{SortOrder, Sorting},
    slot::{Slot, status_at},
};
use store::{
    Tx, exams,
    slot_lists::{self, SlotFilter},
};

use crate::{call::Call, error::Result, paging::page, reach};

/// A page of slots, of one exam or of all, each with its status now.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, also for those that are nothing to the caller.
pub async fn list(call: &Call, query: &SlotQuery, paging: &Paging) -> Result<Answer<Counted<Slot>>> {
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
