//! Slots: created, listed, set by hand; who works in them.

mod assign;
mod many;
mod read;

use crate::{
    call::Call,
    error::{About, Error, Result},
    names,
};
use api::Answer;
use api::slots::{CreateSlot, UpdateSlot};
pub use assign::{assign, unassign};
use domain::event::Fact;
use domain::{
    Refusal, SlotId,
    slot::{Slot, SlotStatus, Unfit, status_at},
    text::alike::Spellings,
};
pub use many::{assign_many, time_many, update_many};
pub use read::{assignments, list};
use store::{centres, exams, imports, slots};

/// The most candidates that any slot may be set to hold.
const MOST_IN_SLOT: std::ops::RangeInclusive<i64> = 1..=1_000_000;

/// Creates a slot.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, `SLOT_EXISTS`, also for a name that people would take for another one
/// of the exam.
pub async fn create(call: &Call, body: CreateSlot) -> Result<Answer<Slot>> {
    fits(body.max_candidates)?;
    let slot_name = names::place("slotName", &body.slot_name)?;
    if let (Some(start), Some(end)) = (body.start_time, body.end_time)
        && end <= start
    {
        return Err(Error::invalid("endTime", "must be after startTime"));
    }
    if let (Some(opens), Some(closes)) = (body.gate_opens, body.gate_closes)
        && closes <= opens
    {
        return Err(Error::invalid("gateCloses", "must be after gateOpens"));
    }
    let mut tx = call.begin().await?;
    // Held, so that nobody adds a slot that resembles this one meanwhile.
    let exam = exams::get_for_update(&mut tx, body.exam_id).await?.ok_or(Refusal::ExamNotFound)?;
    let centre = centres::get(&mut tx, body.centre_id).await?.ok_or(Refusal::CentreNotFound)?;
    let slot = Slot {
        id: call.id(),
        exam_id: exam.id,
        centre_id: centre.id,
        slot_name,
        start_time: body.start_time,
        end_time: body.end_time,
        gate_opens: body.gate_opens,
        gate_closes: body.gate_closes,
        max_candidates: body.max_candidates,
        current_count: 0,
        status: SlotStatus::Scheduled,
    };
    let names = slots::names(&mut tx, exam.id).await?;
    let taken: Spellings<()> = names.iter().map(String::as_str).collect();
    if let Some((other, ())) = taken.resembled(slot.slot_name.as_str()) {
        let sentence = format!(
            "The exam has slots called \u{201C}{other}\u{201D}, which people would take for this one: only case, dashes, \
             spaces or leading zeros differ. Write the name the same way, or choose another."
        );
        return Err(Error::from(Refusal::SlotExists).saying(sentence));
    }
    if !slots::insert(&mut tx, &slot, call.moment.decided).await? {
        return Err(Refusal::SlotExists.into());
    }
    let about = About { exam: Some(exam.id), centre: Some(centre.id), ..About::default() };
    call.record(&mut tx, about, Some(slot.id.to_string()), Fact::CreateSlot { slot_name: slot.slot_name.clone() })
        .await?;
    let status = status_at(slot.status, slot.start_time, slot.end_time, &exam.settings, call.moment.decided);
    call.commit(tx, Answer::created(Slot { status, ..slot })).await
}

fn fits(most: Option<i64>) -> Result<()> {
    match most {
        Some(most) if !MOST_IN_SLOT.contains(&most) => Err(Error::invalid("maxCandidates", "must be 1 to 1000000")),
        _ => Ok(()),
    }
}

/// Changes status, times and limit: what the body names is done, or nothing is.
///
/// # Errors
/// `SLOT_NOT_FOUND`, `SLOT_BY_TIME`, `SLOT_FULL`.
pub async fn update(call: &Call, id: SlotId, body: UpdateSlot) -> Result<Answer<Slot>> {
    fits(body.max_candidates.flatten())?;
    let change = body.change()?;
    let mut tx = call.begin().await?;
    let exam = slots::get(&mut tx, id).await?.ok_or(Refusal::SlotNotFound)?.exam_id;
    // The exam first, as an import holds it: nobody fills the slot meanwhile.
    let exam = exams::get_for_update(&mut tx, exam).await?.ok_or(Refusal::ExamNotFound)?;
    let slot = slots::get_for_update(&mut tx, id).await?.ok_or(Refusal::SlotNotFound)?;
    let slot = Slot { current_count: imports::count_in_slot(&mut tx, id).await?, ..slot };
    let about = About { exam: Some(slot.exam_id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
    let changed = slot.changed(&change, &exam.settings, call.moment.decided);
    let changed = changed.map_err(|unfit| refused(unfit, slot.current_count).about(about))?;
    slots::set_status(&mut tx, id, changed.status).await?;
    slots::set_frame(&mut tx, id, &changed.frame()).await?;
    let moved = changed.frame() != slot.frame();
    let fact = Fact::UpdateSlot {
        from: slot.status,
        to: changed.status,
        was: moved.then(|| slot.frame()),
        now: moved.then(|| changed.frame()),
    };
    call.record(&mut tx, about, Some(id.to_string()), fact).await?;
    let now = call.moment.decided;
    let status = status_at(changed.status, changed.start_time, changed.end_time, &exam.settings, now);
    call.commit(tx, Answer::ok(Slot { status, ..changed })).await
}

fn refused(unfit: Unfit, held: i64) -> Error {
    match unfit {
        Unfit::EndNotAfterStart => Error::invalid("endTime", "must be after startTime"),
        Unfit::GateClosesNotAfterItOpens => Error::invalid("gateCloses", "must be after gateOpens"),
        Unfit::Refused(Refusal::SlotFull) => Error::from(Refusal::SlotFull)
            .saying(format!("The slot holds {held} candidates already; maxCandidates cannot be fewer.")),
        Unfit::Refused(refusal) => refusal.into(),
    }
}
