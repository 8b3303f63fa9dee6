//! Who works in a slot.

use domain::{Refusal, Role};
use serde_json::json;
use store::{accounts, slots};

use crate::{
    http::{About, Answer, Ctx, Done, Failure},
    routes::slots::{AssignSlot, Assignment, UnassignSlot},
};

/// Assigns an operator.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, `SLOT_NOT_FOUND`, `ALREADY_ASSIGNED`.
pub async fn assign(ctx: &Ctx, body: AssignSlot) -> Result<Answer<Assignment>, Failure> {
    ctx.must_be(body.assigned_by)?;
    let mut tx = ctx.begin().await?;
    let operator = accounts::get(&mut tx, body.operator_id).await?;
    let operator = operator.filter(|user| user.role == Role::Operator && !user.disabled);
    let operator = operator.ok_or(Refusal::OperatorNotFound)?;
    let slot = slots::get(&mut tx, body.slot_id).await?.ok_or(Refusal::SlotNotFound)?;
    let assignment = Assignment {
        id: ctx.id(),
        operator_id: operator.id,
        slot_id: slot.id,
        assigned_at: ctx.now,
        assigned_by: ctx.actor.user_id,
    };
    if !slots::assign(&mut tx, assignment.id, operator.id, slot.id, ctx.actor.user_id, ctx.now).await? {
        return Err(Refusal::AlreadyAssigned.into());
    }
    let about = About { exam: Some(slot.exam_id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
    ctx.record(&mut tx, about, Some(slot.id.to_string()), json!({ "operatorId": operator.id })).await?;
    ctx.commit(tx, Answer::created(assignment)).await
}

/// Takes an operator off a slot.
///
/// # Errors
/// `ASSIGNMENT_NOT_FOUND`.
pub async fn unassign(ctx: &Ctx, body: UnassignSlot) -> Result<Answer<Done>, Failure> {
    let mut tx = ctx.begin().await?;
    if !slots::revoke(&mut tx, body.operator_id, body.slot_id, ctx.actor.user_id, ctx.now).await? {
        return Err(Refusal::AssignmentNotFound.into());
    }
    let slot = slots::get(&mut tx, body.slot_id).await?.ok_or(Refusal::SlotNotFound)?;
    let about = About { exam: Some(slot.exam_id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
    ctx.record(&mut tx, about, Some(slot.id.to_string()), json!({ "operatorId": body.operator_id })).await?;
    ctx.commit(tx, Answer::ok(Done {})).await
}
