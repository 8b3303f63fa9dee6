//! Corrections and moves, before attendance.

use domain::{CandidateId, ExamId, Refusal};
use serde_json::json;
use store::{Tx, attendance, candidates, history, roster, slots};

use super::seat::{Seat, Whom};
use crate::{
    http::{Answer, Ctx, Failure},
    routes::candidates::{CandidateView, UpdateCandidate},
};

/// Corrects or moves a candidate; what was there before is kept.
///
/// # Errors
/// `ATTENDANCE_EXISTS`, `SLOT_NOT_FOUND`, `SLOT_FULL`.
pub async fn run(
    ctx: &Ctx,
    exam: ExamId,
    id: CandidateId,
    body: UpdateCandidate,
) -> Result<Answer<CandidateView>, Failure> {
    let mut tx = ctx.begin().await?;
    let seat = Seat::hold(ctx, &mut tx, exam, &Whom::Id(id)).await?;
    if let Some(first) = attendance::of(&mut tx, exam, id).await? {
        return Err(seat.refuse(Refusal::AttendanceExists).with(json!({ "existing": first })));
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
    history::keep(&mut tx, ctx.id(), replaced, ctx.actor.user_id, ctx.now).await?;
    let mut candidate = before.clone();
    let mut fields = Vec::new();
    if let Some(name) = body.name {
        candidate.name = name;
        fields.push("name");
    }
    if let Some(name) = body.father_name {
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
    candidates::update(&mut tx, &candidate, ctx.now).await?;
    let digest = ctx.digest(&mut tx, exam, "reason", id, body.reason.as_str().as_bytes()).await?;
    let data = json!({ "fields": fields, "from": before.slot_id, "to": candidate.slot_id, "reasonDigest": digest });
    ctx.record(&mut tx, seat.about(), Some(id.to_string()), data).await?;
    let overview = candidates::overview_of(&mut tx, exam, id, ctx.now).await?;
    let overview = overview.ok_or_else(|| seat.refuse(Refusal::CandidateNotFound))?;
    ctx.commit(tx, Answer::ok(CandidateView::of(overview, false))).await
}

/// A slot of the exam with room for one more, held until the commit.
async fn room_in(tx: &mut Tx, exam: ExamId, slot: domain::SlotId) -> Result<domain::slot::Slot, Failure> {
    let slot = slots::get_for_update(tx, slot).await?.filter(|slot| slot.exam_id == exam);
    let slot = slot.ok_or(Refusal::SlotNotFound)?;
    let count = roster::count_in_slot(tx, slot.id).await?;
    if slot.max_candidates.is_some_and(|most| count >= most) {
        return Err(Refusal::SlotFull.into());
    }
    Ok(slot)
}
