//! The accounts of an exam's day.

use domain::{
    CentreId, ExamId, Refusal, Role, UserId,
    policy::Action,
    text::{Line, Username},
    user::User,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Form, Items, Paging, Path, Query},
    ops::{create_operator, enrol_face},
};

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateOperator {
    /// The name it logs in with.
    pub username: Username,
    /// Its first password: 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    pub password: String,
    /// The person's name.
    pub name: Line,
    /// What it may do.
    pub role: Role,
    /// The centre of a supervisor (required) or operator.
    pub centre_id: Option<CentreId>,
    /// The exams of an observer.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub exam_ids: Option<Vec<ExamId>>,
}

/// A change of an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateOperator {
    /// True ends its sessions and lets it log in no more.
    pub disabled: Option<bool>,
    /// Another centre.
    pub centre_id: Option<CentreId>,
    /// Another name.
    pub name: Option<Line>,
}

/// The parameter of a path under an account.
#[derive(Debug, Deserialize)]
pub struct OperatorPath {
    /// The account.
    pub id: UserId,
}

/// A form with a face.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OperatorFaceForm {
    /// JPEG or PNG.
    #[schema(value_type = String, format = Binary)]
    pub face_image: String,
}

/// No text field.
#[derive(Debug, Deserialize)]
pub struct NoFields {}

/// An operator's own face that was enrolled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperatorFace {
    /// Whose.
    pub operator_id: UserId,
    /// What was measured of the picture.
    #[schema(value_type = Object)]
    pub quality: serde_json::Value,
    /// The engine.
    pub engine: String,
}

/// Create an account.
#[utoipa::path(post, path = "/api/operators", tag = "Set-up", request_body = CreateOperator,
    responses((status = 201, body = Envelope<User>)))]
async fn create(ctx: Ctx, body: Body<CreateOperator>) -> Result<Answer<User>, Failure> {
    create_operator::create(&ctx, body.0).await
}

/// List accounts.
#[utoipa::path(get, path = "/api/operators", tag = "Set-up", params(Paging),
    responses((status = 200, body = Envelope<Items<User>>)))]
async fn list(ctx: Ctx, paging: Query<Paging>) -> Result<Answer<Items<User>>, Failure> {
    create_operator::list(&ctx, &paging.0).await
}

/// Change or disable an account.
#[utoipa::path(patch, path = "/api/operators/{id}", tag = "Set-up", params(("id" = UserId, Path)),
    request_body = UpdateOperator, responses((status = 200, body = Envelope<User>)))]
async fn update(ctx: Ctx, path: Path<OperatorPath>, body: Body<UpdateOperator>) -> Result<Answer<User>, Failure> {
    create_operator::update(&ctx, path.0.id, body.0).await
}

/// Enrol an operator's own face, so that the stations refuse it.
#[utoipa::path(post, path = "/api/operators/{id}/face", tag = "Set-up", params(("id" = UserId, Path)),
    request_body(content = OperatorFaceForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Envelope<OperatorFace>)))]
async fn face(ctx: Ctx, path: Path<OperatorPath>, mut form: Form<NoFields>) -> Result<Answer<OperatorFace>, Failure> {
    let picture = form.image("faceImage")?;
    enrol_face::operator(&ctx, path.0.id, picture).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    let create_refusals = [Refusal::CodeExists, Refusal::CentreNotFound, Refusal::ExamNotFound];
    let update_refusals = [Refusal::OperatorNotFound, Refusal::CentreNotFound];
    let face_refusals = [
        Refusal::OperatorNotFound,
        Refusal::FaceNotDetected,
        Refusal::MultipleFaces,
        Refusal::ImageQuality,
        Refusal::ImageUnreadable,
    ];
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateOperator, &create_refusals, routes!(create)))
        .routes(operation(access, Action::ReadOperators, &[], routes!(list)))
        .routes(operation(access, Action::UpdateOperator, &update_refusals, routes!(update)))
        .routes(operation(access, Action::EnrolOperatorFace, &face_refusals, routes!(face)))
}
