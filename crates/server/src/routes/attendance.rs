//! Station 1.

use domain::{
    AttendanceId, CandidateId, ExamId, Refusal, UserId,
    attendance::{Attendance, AttendanceStatus},
    policy::Action,
    text::{Line, RollNumber},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Done, Envelope, Failure, Path},
    ops::{mark_attendance, move_attendance},
};

/// A mark; one of `candidateId` and `rollNumber`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkAttendance {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate,
    pub candidate_id: Option<CandidateId>,
    /// or their roll number.
    pub roll_number: Option<RollNumber>,
    /// `completed` unless said otherwise.
    pub status: Option<AttendanceStatus>,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Reason {
    /// Why.
    pub reason: Line,
}

/// To whom, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// The operator who goes on.
    pub operator_id: UserId,
    /// Why.
    pub reason: Line,
}

/// The parameter of a path under an attendance.
#[derive(Debug, Deserialize)]
pub struct AttendancePath {
    /// The attendance.
    pub id: AttendanceId,
}

/// Mark a candidate present, or skip them for now.
#[utoipa::path(post, path = "/api/attendance", tag = "Station 1: attendance", request_body = MarkAttendance,
    responses((status = 201, body = Envelope<Attendance>)))]
async fn mark(ctx: Ctx, body: Body<MarkAttendance>) -> Result<Answer<Attendance>, Failure> {
    mark_attendance::run(&ctx, body.0).await
}

/// Take a mark back: the operator within 60 s, afterwards a supervisor or admin.
#[utoipa::path(post, path = "/api/attendance/{id}/undo", tag = "Station 1: attendance",
    params(("id" = AttendanceId, Path)), request_body = Reason, responses((status = 200, body = Envelope<Done>)))]
async fn undo(ctx: Ctx, path: Path<AttendancePath>, body: Body<Reason>) -> Result<Answer<Done>, Failure> {
    move_attendance::undo(&ctx, path.0.id, &body.0.reason).await
}

/// Let another operator go on with a candidate.
#[utoipa::path(post, path = "/api/attendance/{id}/handover", tag = "Station 1: attendance",
    params(("id" = AttendanceId, Path)), request_body = HandOver, responses((status = 200, body = Envelope<Attendance>)))]
async fn hand_over(ctx: Ctx, path: Path<AttendancePath>, body: Body<HandOver>) -> Result<Answer<Attendance>, Failure> {
    move_attendance::hand_over(&ctx, path.0.id, body.0.operator_id, &body.0.reason).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
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
