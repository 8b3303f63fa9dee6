//! Corrections and moves, before attendance.

use super::view::view;
use crate::{
    call::Call,
    error::{Error, Result},
    names,
    seat::{Seat, Whom},
};
use api::Answer;
use api::candidates::{CandidateView, UpdateCandidate};
use api::error::{Details, Existing};
use domain::event::Fact;
use domain::{CandidateId, ExamId, Refusal, candidate::implausible_birth};
use serde_json::json;
use store::{Tx, attendance, candidates, history, imports, slots};

/// Corrects or moves a candidate; what was there before is kept.
///
/// # Errors
/// `VALIDATION`, `ATTENDANCE_EXISTS`, `SLOT_NOT_FOUND`, `SLOT_FULL`.
pub async fn update(
    call: &Call,
    exam: ExamId,
    id: CandidateId,
    body: UpdateCandidate,
) -> Result<Answer<CandidateView>> {
    body.names_something()?;
    let name = body.name.as_ref().map(|name| names::person("name", name)).transpose()?;
    let father_name = body.father_name.as_ref().map(|name| names::person("fatherName", name)).transpose()?;
    let today = call.moment.decided.date(call.app.settings.roster_utc_offset.into());
    if let Some(wrong) = body.dob.and_then(|dob| implausible_birth(dob, today)) {
        return Err(Error::invalid("dob", wrong));
    }
    let mut tx = call.begin_in(exam).await?;
    let seat = Seat::hold(call, &mut tx, exam, &Whom::Id(id)).await?;
    if let Some(first) = attendance::of(&mut tx, exam, id).await? {
        return Err(seat
            .refuse(Refusal::AttendanceExists)
            .with(Details::Existing(Box::new(Existing { existing: Some(first) }))));
    }
    let before = &seat.candidate;
    let record = json!({ "name": before.name, "fatherName": before.father_name, "dob": before.dob,
                         "gender": before.gender, "centreId": before.centre_id, "slotId": before.slot_id });
    let replaced = history::Replaced {
        exam_id: exam,
        candidate_id: id,
        entity_type: "candidate",
        entity_id: id.0,
        record,
        reason: body.reason.as_str(),
    };
    history::keep(&mut tx, call.id(), replaced, call.caller.actor.user_id, call.moment.decided).await?;
    let mut candidate = before.clone();
    let mut fields = Vec::new();
    if let Some(name) = name {
        candidate.name = name;
        fields.push("name");
    }
    if let Some(name) = father_name {
        candidate.father_name = name;
        fields.push("fatherName");
    }
    if let Some(dob) = body.dob {
        candidate.dob = dob.to_string();
        fields.push("dob");
    }
    if let Some(gender) = body.gender {
        candidate.gender = Some(gender.as_str().to_owned());
        fields.push("gender");
    }
    if let Some(slot) = body.slot_id.filter(|slot| *slot != before.slot_id) {
        let slot = room_in(&mut tx, exam, slot).await.map_err(|failure| failure.about(seat.about()))?;
        candidate.slot_id = slot.id;
        candidate.centre_id = slot.centre_id;
        fields.push("slotId");
    }
    candidates::update(&mut tx, &candidate, call.moment.decided).await?;
    let digest = tx.digest(call.action, "reason", id, body.reason.as_str().as_bytes())?;
    let (from, to) = (before.slot_id, candidate.slot_id);
    let fields = fields.into_iter().map(str::to_owned).collect();
    let data = Fact::UpdateCandidate { fields, from, to, reason_digest: digest };
    call.record(&mut tx, seat.about(), Some(id.to_string()), data).await?;
    let overview = candidates::overview_of(&mut tx, exam, id, call.moment.decided).await?;
    let overview = overview.ok_or_else(|| seat.refuse(Refusal::CandidateNotFound))?;
    call.commit(tx, Answer::ok(view(overview, false))).await
}

/// A slot of the exam with room for one more, held until the commit.
async fn room_in(tx: &mut Tx, exam: ExamId, slot: domain::SlotId) -> Result<domain::slot::Slot> {
    let slot = slots::get_for_update(tx, slot).await?.filter(|slot| slot.exam_id == exam);
    let slot = slot.ok_or(Refusal::SlotNotFound)?;
    let count = imports::count_in_slot(tx, slot.id).await?;
    if slot.max_candidates.is_some_and(|most| count >= most) {
        return Err(Refusal::SlotFull.into());
    }
    Ok(slot)
}
