//! Who works in a slot.

use crate::{
    call::Call,
    error::{About, Result},
};
use api::slots::{AssignSlot, Assignment, UnassignSlot};
use api::{Answer, Done};
use domain::event::Fact;
use domain::{Refusal, Role};
use store::{accounts, slots};

/// Assigns an operator.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, `SLOT_NOT_FOUND`, `ALREADY_ASSIGNED`.
pub async fn assign(call: &Call, body: AssignSlot) -> Result<Answer<Assignment>> {
    call.must_be(body.assigned_by)?;
    let mut tx = call.begin().await?;
    let operator = accounts::get(&mut tx, body.operator_id).await?;
    let operator = operator.filter(|user| user.role == Role::Operator && !user.disabled);
    let operator = operator.ok_or(Refusal::OperatorNotFound)?;
    let slot = slots::get(&mut tx, body.slot_id).await?.ok_or(Refusal::SlotNotFound)?;
    let assignment = Assignment {
        id: call.id(),
        operator_id: operator.id,
        slot_id: slot.id,
        assigned_at: call.moment.decided,
        assigned_by: call.caller.actor.user_id,
    };
    if !slots::assign(&mut tx, assignment.id, operator.id, slot.id, call.caller.actor.user_id, call.moment.decided)
        .await?
    {
        return Err(Refusal::AlreadyAssigned.into());
    }
    let about = About { exam: Some(slot.exam_id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
    call.record(&mut tx, about, Some(slot.id.to_string()), Fact::AssignSlot { operator_id: operator.id }).await?;
    call.commit(tx, Answer::created(assignment)).await
}

/// Takes an operator off a slot.
///
/// # Errors
/// `ASSIGNMENT_NOT_FOUND`.
pub async fn unassign(call: &Call, body: UnassignSlot) -> Result<Answer<Done>> {
    let mut tx = call.begin().await?;
    if !slots::revoke(&mut tx, body.operator_id, body.slot_id, call.caller.actor.user_id, call.moment.decided).await? {
        return Err(Refusal::AssignmentNotFound.into());
    }
    let slot = slots::get(&mut tx, body.slot_id).await?.ok_or(Refusal::SlotNotFound)?;
    let about = About { exam: Some(slot.exam_id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
    call.record(&mut tx, about, Some(slot.id.to_string()), Fact::UnassignSlot { operator_id: body.operator_id })
        .await?;
    call.commit(tx, Answer::ok(Done {})).await
}
