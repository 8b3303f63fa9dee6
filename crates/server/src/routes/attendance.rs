//! Station 1.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Path},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::attendance::{AttendancePath, HandOver, MarkAttendance, Reason};
use api::{Done, Envelope};
use app::attendance;
use domain::{AttendanceId, Refusal, attendance::Attendance, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Mark a candidate present, or skip them for now.
#[utoipa::path(post, path = "/api/attendance", operation_id = "markAttendance", tag = "Station 1: attendance", request_body = MarkAttendance,
    responses((status = 201, body = Envelope<Attendance>)))]
async fn mark(call: Authorised, body: Body<MarkAttendance>) -> Replied<Attendance> {
    Ok(attendance::mark(&call, body.0).await?.into())
}

/// Take a mark back: the operator within 60 s, afterwards a supervisor or admin.
#[utoipa::path(post, path = "/api/attendance/{id}/undo", operation_id = "undoAttendance", tag = "Station 1: attendance",
    params(("id" = AttendanceId, Path)), request_body = Reason, responses((status = 200, body = Envelope<Done>)))]
async fn undo(call: Authorised, path: Path<AttendancePath>, body: Body<Reason>) -> Replied<Done> {
    Ok(attendance::undo(&call, path.0.id, &body.0.reason).await?.into())
}

/// Let another operator go on with a candidate.
#[utoipa::path(post, path = "/api/attendance/{id}/handover", operation_id = "handOverAttendance", tag = "Station 1: attendance",
    params(("id" = AttendanceId, Path)), request_body = HandOver, responses((status = 200, body = Envelope<Attendance>)))]
async fn hand_over(call: Authorised, path: Path<AttendancePath>, body: Body<HandOver>) -> Replied<Attendance> {
    Ok(attendance::hand_over(&call, path.0.id, body.0.operator_id, &body.0.reason).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let mark_refusals = [
        R::ExamNotFound,
        R::NoSlotAssigned,
        R::CandidateNotFound,
        R::AttendanceExists,
        R::OperatorMismatch,
        R::SlotEnded,
    ];
    let undo_refusals =
        [R::ExamNotFound, R::NoSlotAssigned, R::AttendanceNotFound, R::BiometricsExist, R::OperatorMismatch];
    let hand_over_refusals = [R::AttendanceNotFound, R::OperatorNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::MarkAttendance, &mark_refusals, routes!(mark)))
        .routes(operation(access, Action::UndoAttendance, &undo_refusals, routes!(undo)))
        .routes(operation(access, Action::HandOverAttendance, &hand_over_refusals, routes!(hand_over)))
}
