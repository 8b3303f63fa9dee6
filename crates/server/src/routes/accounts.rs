//! The accounts of an exam's day.

use super::guarded::{Access, operation};
use crate::{
    extract::form::SpooledForm,
    extract::{Body, Form, MaybeBody, Path, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::accounts::{
    CreateOperator, GivenPassword, OperatorFace, OperatorFaceForm, OperatorPath, OperatorQuery, ResetPassword,
    StaffForm, StaffResults, UpdateOperator,
};
use api::{Envelope, Listing, Paging};
use app::{accounts, faces};
use domain::{Refusal, UserId, account::Account, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Create an account.
#[utoipa::path(post, path = "/api/operators", operation_id = "createOperator", tag = "Set-up", request_body = CreateOperator,
    responses((status = 201, body = Envelope<Account>)))]
async fn create(call: Authorised, body: Body<CreateOperator>) -> Replied<Account> {
    Ok(accounts::create(&call, body.0).await?.into())
}

/// List accounts; a supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/operators", operation_id = "listOperators", tag = "Set-up", params(OperatorQuery, Paging),
    responses((status = 200, body = Envelope<Listing<Account>>)))]
async fn list(call: Authorised, query: Query<OperatorQuery>, paging: Query<Paging>) -> Replied<Listing<Account>> {
    Ok(accounts::list(&call, &query.0, &paging.0).await?.into())
}

/// Change or disable an account.
#[utoipa::path(patch, path = "/api/operators/{id}", operation_id = "updateOperator", tag = "Set-up", params(("id" = UserId, Path)),
    request_body = UpdateOperator, responses((status = 200, body = Envelope<Account>)))]
async fn update(call: Authorised, path: Path<OperatorPath>, body: Body<UpdateOperator>) -> Replied<Account> {
    Ok(accounts::update(&call, path.0.id, body.0).await?.into())
}

/// Create accounts out of a list: one result a row, each new account with a password to begin with, which is shown this
/// once and changed at the first login. Sent again, the list creates nothing twice. With `dryRun` nothing is
/// created and the results are the same, without ids and passwords of what is new. At most 20,000 rows.
#[utoipa::path(post, path = "/api/operators/import", operation_id = "importOperators", tag = "Set-up",
    request_body(content = StaffForm, content_type = "multipart/form-data"),
    responses((status = 200, body = Envelope<StaffResults>)))]
async fn import(call: Authorised, form: SpooledForm<StaffForm>) -> Replied<StaffResults> {
    Ok(accounts::import(&call, form.0).await?.into())
}

/// Give somebody a new password: the one of the body, or one that is made and shown this once. It is changed at the next
/// login, before anything else, and the account's sessions end. A supervisor gives one to the operators of their centre.
#[utoipa::path(post, path = "/api/operators/{id}/password", operation_id = "resetPassword", tag = "Set-up", params(("id" = UserId, Path)),
    request_body = Option<ResetPassword>, responses((status = 200, body = Envelope<GivenPassword>)))]
async fn password(
    call: Authorised,
    path: Path<OperatorPath>,
    body: MaybeBody<ResetPassword>,
) -> Replied<GivenPassword> {
    Ok(accounts::reset_password(&call, path.0.id, body.0).await?.into())
}

/// Enrol an operator's own face, so that the stations refuse it.
#[utoipa::path(post, path = "/api/operators/{id}/face", operation_id = "enrolOperatorFace", tag = "Set-up", params(("id" = UserId, Path)),
    request_body(content = OperatorFaceForm, content_type = "multipart/form-data"),
    responses((status = 201, body = Envelope<OperatorFace>)))]
async fn face(call: Authorised, path: Path<OperatorPath>, form: Form<OperatorFaceForm>) -> Replied<OperatorFace> {
    Ok(faces::enrol_operator(&call, path.0.id, form.form).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
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
        .routes(operation(access, Action::ReadOperators, &[Refusal::CentreNotFound], routes!(list)))
        .routes(operation(access, Action::UpdateOperator, &update_refusals, routes!(update)))
        .routes(operation(access, Action::ImportOperators, &[Refusal::ImportRejected], routes!(import)))
        .routes(operation(access, Action::ResetPassword, &[Refusal::OperatorNotFound], routes!(password)))
        .routes(operation(access, Action::EnrolOperatorFace, &face_refusals, routes!(face)))
}
