//! Exams and their settings.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::exams::{CreateExam, ExamPath, ExamQuery, ExamView, UpdateExam};
use api::{Envelope, Listing, Paging};
use app::exams;
use domain::{ExamId, Refusal, exam::Exam, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Create an exam.
#[utoipa::path(post, path = "/api/exams", operation_id = "createExam", tag = "Set-up", request_body = CreateExam,
    responses((status = 201, body = Envelope<Exam>)))]
async fn create(call: Authorised, body: Body<CreateExam>) -> Replied<Exam> {
    Ok(exams::create(&call, body.0).await?.into())
}

/// List the exams that concern the caller: an observer's those they are held to, a supervisor's those of the centre, an
/// operator's those of their slots.
#[utoipa::path(get, path = "/api/exams", operation_id = "listExams", tag = "Set-up", params(ExamQuery, Paging),
    responses((status = 200, body = Envelope<Listing<ExamView>>)))]
async fn list(call: Authorised, query: Query<ExamQuery>, paging: Query<Paging>) -> Replied<Listing<ExamView>> {
    Ok(exams::list(&call, &query.0, &paging.0).await?.into())
}

/// Read an exam.
#[utoipa::path(get, path = "/api/exams/{examId}", operation_id = "readExam", tag = "Set-up", params(("examId" = ExamId, Path)),
    responses((status = 200, body = Envelope<ExamView>)))]
async fn get(call: Authorised, path: Path<ExamPath>) -> Replied<ExamView> {
    Ok(exams::get(&call, path.0.exam_id).await?.into())
}

/// Change an exam. Loosening a setting while a slot is active needs a reason and raises an alert.
#[utoipa::path(patch, path = "/api/exams/{examId}", operation_id = "updateExam", tag = "Set-up", params(("examId" = ExamId, Path)),
    request_body = UpdateExam, responses((status = 200, body = Envelope<Exam>)))]
async fn update(call: Authorised, path: Path<ExamPath>, body: Body<UpdateExam>) -> Replied<Exam> {
    Ok(exams::update(&call, path.0.exam_id, body.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let gone = [Refusal::ExamNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateExam, &[Refusal::CodeExists], routes!(create)))
        .routes(operation(access, Action::ReadExams, &[], routes!(list)))
        .routes(operation(access, Action::ReadExams, &gone, routes!(get)))
        .routes(operation(access, Action::UpdateExam, &gone, routes!(update)))
}
