//! Slots, and who works in them.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::slots::{
    AssignSlot, AssignSlots, Assignment, AssignmentItem, AssignmentQuery, AssignmentResults, CreateSlot, SetSlotTimes,
    SlotPath, SlotQuery, SlotResults, UnassignSlot, UpdateSlot, UpdateSlots,
};
use api::{Done, Envelope, Listing, Paging};
use app::slots;
use axum::extract::State as Shared;
use domain::{Refusal, SlotId, policy::Action, slot::Slot};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Create a slot.
#[utoipa::path(post, path = "/api/slots", operation_id = "createSlot", tag = "Set-up", request_body = CreateSlot,
    responses((status = 201, body = Envelope<Slot>)))]
async fn create(call: Authorised, body: Body<CreateSlot>) -> Replied<Slot> {
    Ok(slots::create(&call, body.0).await?.into())
}

/// List the slots that concern the caller: a supervisor's those of the centre, an operator's those they are assigned to,
/// an observer's those of the exams they are held to.
#[utoipa::path(get, path = "/api/slots", operation_id = "listSlots", tag = "Set-up", params(SlotQuery, Paging),
    responses((status = 200, body = Envelope<Listing<Slot>>)))]
async fn list(call: Authorised, query: Query<SlotQuery>, paging: Query<Paging>) -> Replied<Listing<Slot>> {
    Ok(slots::list(&call, &query.0, &paging.0).await?.into())
}

/// Change a slot: its status by hand, its times, the most candidates that it may hold. What is named is done, or refused.
#[utoipa::path(patch, path = "/api/slots/{slotId}", operation_id = "updateSlot", tag = "Set-up", params(("slotId" = SlotId, Path)),
    request_body = UpdateSlot, responses((status = 200, body = Envelope<Slot>)))]
async fn update(call: Authorised, path: Path<SlotPath>, body: Body<UpdateSlot>) -> Replied<Slot> {
    Ok(slots::update(&call, path.0.slot_id, body.0).await?.into())
}

/// Set where the slots of one name stand, at many centres or all: one result a centre. The same again changes nothing.
#[utoipa::path(post, path = "/api/slots/status", operation_id = "updateSlots", tag = "Set-up", request_body = UpdateSlots,
    responses((status = 200, body = Envelope<SlotResults>)))]
async fn update_many(call: Authorised, body: Body<UpdateSlots>) -> Replied<SlotResults> {
    Ok(slots::update_many(&call, body.0).await?.into())
}

/// Set when the slots of one name are, at many centres or all: one result a centre. The same again changes nothing.
#[utoipa::path(post, path = "/api/slots/times", operation_id = "setSlotTimes", tag = "Set-up", request_body = SetSlotTimes,
    responses((status = 200, body = Envelope<SlotResults>)))]
async fn time_many(call: Authorised, body: Body<SetSlotTimes>) -> Replied<SlotResults> {
    Ok(slots::time_many(&call, body.0).await?.into())
}

/// Assign many operators to slots: one result each. The same again assigns nobody twice.
#[utoipa::path(post, path = "/api/slot/assign/bulk", operation_id = "assignSlots", tag = "Set-up", request_body = AssignSlots,
    responses((status = 200, body = Envelope<AssignmentResults>)))]
async fn assign_many(call: Authorised, body: Body<AssignSlots>) -> Replied<AssignmentResults> {
    Ok(slots::assign_many(&call, body.0).await?.into())
}

/// Assign an operator to a slot.
#[utoipa::path(post, path = "/api/slot/assign", operation_id = "assignSlot", tag = "Set-up", request_body = AssignSlot,
    responses((status = 201, body = Envelope<Assignment>)))]
async fn assign(call: Authorised, body: Body<AssignSlot>) -> Replied<Assignment> {
    Ok(slots::assign(&call, body.0).await?.into())
}

/// Who is assigned to which slot, the oldest assignment first.
#[utoipa::path(get, path = "/api/slot/assignments", operation_id = "listAssignments", tag = "Set-up",
    params(AssignmentQuery, Paging), responses((status = 200, body = Envelope<Listing<AssignmentItem>>)))]
async fn assignments(
    call: Authorised,
    query: Query<AssignmentQuery>,
    paging: Query<Paging>,
) -> Replied<Listing<AssignmentItem>> {
    Ok(slots::assignments(&call, &query.0, &paging.0).await?.into())
}

/// Take an operator off a slot. The two ids may also come as a JSON body.
#[utoipa::path(delete, path = "/api/slot/assign", operation_id = "unassignSlot", tag = "Set-up", params(UnassignSlot),
    responses((status = 200, body = Envelope<Done>)))]
async fn unassign(call: Authorised, Shared(state): Shared<State>, request: axum::extract::Request) -> Replied<Done> {
    use axum::{RequestExt as _, extract::FromRequest as _};
    let mut request = request;
    let asked = if request.uri().query().is_some_and(|query| query.contains('=')) {
        request.extract_parts::<Query<UnassignSlot>>().await?.0
    } else {
        Body::<UnassignSlot>::from_request(request, &state).await?.0
    };
    Ok(slots::unassign(&call, asked).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let create_refusals = [Refusal::ExamNotFound, Refusal::CentreNotFound, Refusal::SlotExists];
    let list_refusals = [Refusal::ExamNotFound, Refusal::CentreNotFound];
    let update_refusals = [Refusal::SlotNotFound, Refusal::SlotByTime, Refusal::SlotFull];
    let many_refusals = [Refusal::ExamNotFound, Refusal::SlotNotFound];
    let assign_refusals =
        [Refusal::OperatorNotFound, Refusal::SlotNotFound, Refusal::AlreadyAssigned, Refusal::OperatorMismatch];
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateSlot, &create_refusals, routes!(create)))
        .routes(operation(access, Action::ReadSlots, &list_refusals, routes!(list)))
        .routes(operation(access, Action::UpdateSlot, &update_refusals, routes!(update)))
        .routes(operation(access, Action::AssignSlot, &assign_refusals, routes!(assign)))
        .routes(operation(access, Action::ReadAssignments, &[], routes!(assignments)))
        .routes(operation(access, Action::AssignSlots, &[], routes!(assign_many)))
        .routes(operation(access, Action::UpdateSlots, &many_refusals, routes!(update_many)))
        .routes(operation(access, Action::UpdateSlots, &many_refusals, routes!(time_many)))
        .routes(operation(access, Action::UnassignSlot, &[Refusal::AssignmentNotFound], routes!(unassign)))
}
