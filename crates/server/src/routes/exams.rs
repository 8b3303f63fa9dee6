//! Exams and their settings.

use domain::{
    ExamId, Refusal,
    exam::{Exam, Settings},
    policy::Action,
    text::{Code, Line},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, accounts::ExamPath, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Items, Paging, Path, Query},
    ops::create_exam,
};

/// A new exam.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateExam {
    /// Its name.
    pub name: Line,
    /// Its unique code.
    pub code: Code,
    /// Settings that differ from the defaults.
    #[schema(value_type = Option<Settings>)]
    pub settings: Option<Value>,
}

/// A change of an exam.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UpdateExam {
    /// A new name.
    pub name: Option<Line>,
    /// The settings that change; the others stay.
    #[schema(value_type = Option<Settings>)]
    pub settings: Option<Value>,
    /// Why; required where a setting becomes looser while a slot is active.
    pub reason: Option<Line>,
}

/// Create an exam.
#[utoipa::path(post, path = "/api/exams", tag = "Set-up", request_body = CreateExam,
    responses((status = 201, body = Envelope<Exam>)))]
async fn create(ctx: Ctx, body: Body<CreateExam>) -> Result<Answer<Exam>, Failure> {
    create_exam::create(&ctx, body.0).await
}

/// List exams.
#[utoipa::path(get, path = "/api/exams", tag = "Set-up", params(Paging),
    responses((status = 200, body = Envelope<Items<Exam>>)))]
async fn list(ctx: Ctx, paging: Query<Paging>) -> Result<Answer<Items<Exam>>, Failure> {
    create_exam::list(&ctx, &paging.0).await
}

/// Read an exam.
#[utoipa::path(get, path = "/api/exams/{examId}", tag = "Set-up", params(("examId" = ExamId, Path)),
    responses((status = 200, body = Envelope<Exam>)))]
async fn get(ctx: Ctx, path: Path<ExamPath>) -> Result<Answer<Exam>, Failure> {
    create_exam::get(&ctx, path.0.exam_id).await
}

/// Change an exam. Loosening a setting while a slot is active needs a reason and raises an alert.
#[utoipa::path(patch, path = "/api/exams/{examId}", tag = "Set-up", params(("examId" = ExamId, Path)),
    request_body = UpdateExam, responses((status = 200, body = Envelope<Exam>)))]
async fn update(ctx: Ctx, path: Path<ExamPath>, body: Body<UpdateExam>) -> Result<Answer<Exam>, Failure> {
    create_exam::update(&ctx, path.0.exam_id, body.0).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    let gone = [Refusal::ExamNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateExam, &[Refusal::CodeExists], routes!(create)))
        .routes(operation(access, Action::ReadExams, &[], routes!(list)))
        .routes(operation(access, Action::ReadExams, &gone, routes!(get)))
        .routes(operation(access, Action::UpdateExam, &gone, routes!(update)))
}
