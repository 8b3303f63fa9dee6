//! Slots, and who works in them.

use domain::{
    CentreId, ExamId, Refusal, SlotId, Timestamp, UserId,
    policy::Action,
    slot::{Slot, SlotStatus},
    text::Line,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Done, Envelope, Failure, Items, Paging, Path, Query},
    ops::{assign_slot, create_slot},
};

/// A new slot.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSlot {
    /// The exam.
    pub exam_id: ExamId,
    /// The centre.
    pub centre_id: CentreId,
    /// Its name, unique in the exam and centre.
    pub slot_name: Line,
    /// When it begins.
    pub start_time: Option<Timestamp>,
    /// When it ends.
    pub end_time: Option<Timestamp>,
    /// The most candidates it may hold.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub max_candidates: Option<i64>,
}

/// A change of status by hand.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateSlot {
    /// Where the slot stands from now on.
    pub status: SlotStatus,
}

/// Which slots.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SlotQuery {
    /// Of which exam.
    pub exam_id: Option<ExamId>,
}

/// The parameter of a path under a slot.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotPath {
    /// The slot.
    pub slot_id: SlotId,
}

/// An assignment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssignSlot {
    /// Who.
    pub operator_id: UserId,
    /// To which slot.
    pub slot_id: SlotId,
    /// Who assigns: the token's user.
    pub assigned_by: Option<UserId>,
}

/// Whom to take off which slot.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnassignSlot {
    /// Who.
    pub operator_id: UserId,
    /// Off which slot.
    pub slot_id: SlotId,
}

/// An assignment that was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Its id.
    pub id: uuid::Uuid,
    /// Who.
    pub operator_id: UserId,
    /// To which slot.
    pub slot_id: SlotId,
    /// When.
    pub assigned_at: Timestamp,
    /// By whom.
    pub assigned_by: UserId,
}

/// Create a slot.
#[utoipa::path(post, path = "/api/slots", tag = "Set-up", request_body = CreateSlot,
    responses((status = 201, body = Envelope<Slot>)))]
async fn create(ctx: Ctx, body: Body<CreateSlot>) -> Result<Answer<Slot>, Failure> {
    create_slot::create(&ctx, body.0).await
}

/// List slots.
#[utoipa::path(get, path = "/api/slots", tag = "Set-up", params(SlotQuery, Paging),
    responses((status = 200, body = Envelope<Items<Slot>>)))]
async fn list(ctx: Ctx, query: Query<SlotQuery>, paging: Query<Paging>) -> Result<Answer<Items<Slot>>, Failure> {
    create_slot::list(&ctx, query.0.exam_id, &paging.0).await
}

/// Schedule, activate or complete a slot by hand.
#[utoipa::path(patch, path = "/api/slots/{slotId}", tag = "Set-up", params(("slotId" = SlotId, Path)),
    request_body = UpdateSlot, responses((status = 200, body = Envelope<Slot>)))]
async fn update(ctx: Ctx, path: Path<SlotPath>, body: Body<UpdateSlot>) -> Result<Answer<Slot>, Failure> {
    create_slot::update(&ctx, path.0.slot_id, body.0.status).await
}

/// Assign an operator to a slot.
#[utoipa::path(post, path = "/api/slot/assign", tag = "Set-up", request_body = AssignSlot,
    responses((status = 201, body = Envelope<Assignment>)))]
async fn assign(ctx: Ctx, body: Body<AssignSlot>) -> Result<Answer<Assignment>, Failure> {
    assign_slot::assign(&ctx, body.0).await
}

/// Take an operator off a slot. The two ids may also come as a JSON body.
#[utoipa::path(delete, path = "/api/slot/assign", tag = "Set-up", params(UnassignSlot),
    responses((status = 200, body = Envelope<Done>)))]
async fn unassign(ctx: Ctx, request: axum::extract::Request) -> Result<Answer<Done>, Failure> {
    use axum::{RequestExt as _, extract::FromRequest as _};
    let mut request = request;
    let asked = if request.uri().query().is_some_and(|query| query.contains('=')) {
        request.extract_parts::<Query<UnassignSlot>>().await?.0
    } else {
        Body::<UnassignSlot>::from_request(request, &()).await?.0
    };
    assign_slot::unassign(&ctx, asked).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    let create_refusals = [Refusal::ExamNotFound, Refusal::CentreNotFound, Refusal::SlotExists];
    let assign_refusals =
        [Refusal::OperatorNotFound, Refusal::SlotNotFound, Refusal::AlreadyAssigned, Refusal::OperatorMismatch];
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateSlot, &create_refusals, routes!(create)))
        .routes(operation(access, Action::ReadSlots, &[Refusal::ExamNotFound], routes!(list)))
        .routes(operation(access, Action::UpdateSlot, &[Refusal::SlotNotFound], routes!(update)))
        .routes(operation(access, Action::AssignSlot, &assign_refusals, routes!(assign)))
        .routes(operation(access, Action::UnassignSlot, &[Refusal::AssignmentNotFound], routes!(unassign)))
}
