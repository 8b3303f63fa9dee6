//! Logging in and out.

use axum::extract::State;
use domain::{CentreId, ExamId, Refusal, Role, UserId, policy::Action, text::Username, user::User};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Done, Envelope, Failure, Path, address::ClientAddress, failure::ErrorBody},
    ops::{end_sessions, log_in, refresh_session},
};

/// A login.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogIn {
    /// The account's name.
    #[schema(max_length = 64)]
    pub username: String,
    /// Its password.
    #[schema(max_length = 128)]
    pub password: String,
    /// The device, as it names itself.
    pub device_id: Option<domain::text::Line>,
}

/// A pair of tokens, and whose they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// To be sent as `Authorization: Bearer …`.
    pub access_token: String,
    /// To be exchanged for the next pair.
    pub refresh_token: String,
    /// Seconds that the access token lives.
    pub expires_in: i64,
    /// Whose they are.
    pub user: Me,
}

/// The account behind a token.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// Its id.
    pub id: UserId,
    /// The name it logs in with.
    pub username: Username,
    /// The person's name.
    pub name: domain::text::Line,
    /// What it may do.
    pub role: Role,
    /// The centre of a supervisor or operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<CentreId>,
    /// The exams of an observer; those in which an operator has a slot.
    pub exam_ids: Vec<ExamId>,
}

impl From<User> for Me {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            username: user.username,
            name: user.name,
            role: user.role,
            centre_id: user.centre_id,
            exam_ids: user.exam_ids,
        }
    }
}

/// A refresh token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Refresh {
    /// As it was given.
    #[schema(max_length = 200)]
    pub refresh_token: String,
}

/// A change of one's own password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The one in force.
    #[schema(max_length = 128)]
    pub old: String,
    /// The new one: 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    pub new: String,
}

/// How many sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ended {
    /// Sessions.
    pub sessions: u64,
}

/// The parameter of a path under an exam.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExamPath {
    /// The exam.
    pub exam_id: ExamId,
}

/// Log in. After 10 failures in 5 minutes of one user from one address, or 100 from one address: 429.
#[utoipa::path(post, path = "/api/auth/login", tag = "Accounts", request_body = LogIn, responses(
    (status = 200, body = Envelope<Tokens>),
    (status = 400, body = ErrorBody, description = "VALIDATION"),
    (status = 401, body = ErrorBody, description = "INVALID_CREDENTIALS"),
    (status = 413, body = ErrorBody, description = "PAYLOAD_TOO_LARGE"),
    (status = 415, body = ErrorBody, description = "UNSUPPORTED_MEDIA_TYPE"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
    (status = 503, body = ErrorBody, description = "BUSY, DEPENDENCY_UNAVAILABLE"),
))]
async fn log_in(State(app): State<App>, address: ClientAddress, body: Body<LogIn>) -> Result<Answer<Tokens>, Failure> {
    counted(&app, address, log_in::run(&app, address.ip, body.0).await)
}

/// Exchange a refresh token. A lost answer can be asked for again within 60 s; any other second use
/// ends the session.
#[utoipa::path(post, path = "/api/auth/refresh", tag = "Accounts", request_body = Refresh, responses(
    (status = 200, body = Envelope<Tokens>),
    (status = 400, body = ErrorBody, description = "VALIDATION"),
    (status = 401, body = ErrorBody, description = "UNAUTHENTICATED, TOKEN_REUSED"),
    (status = 413, body = ErrorBody, description = "PAYLOAD_TOO_LARGE"),
    (status = 415, body = ErrorBody, description = "UNSUPPORTED_MEDIA_TYPE"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
    (status = 503, body = ErrorBody, description = "BUSY, DEPENDENCY_UNAVAILABLE"),
))]
async fn refresh(
    State(app): State<App>,
    address: ClientAddress,
    body: Body<Refresh>,
) -> Result<Answer<Tokens>, Failure> {
    counted(&app, address, refresh_session::run(&app, address.ip, &body.0.refresh_token).await)
}

/// What an outsider causes is counted by address.
fn counted<T>(app: &App, address: ClientAddress, result: Result<T, Failure>) -> Result<T, Failure> {
    result.inspect_err(|failure| {
        if failure.status.is_client_error() {
            app.outsiders.count(address.ip, failure.body.code);
        }
    })
}

/// End this session at once.
#[utoipa::path(post, path = "/api/auth/logout", tag = "Accounts", responses((status = 200, body = Envelope<Done>)))]
async fn log_out(ctx: Ctx) -> Result<Answer<Done>, Failure> {
    end_sessions::own(&ctx).await
}

/// Change one's own password. The other sessions of the account end.
#[utoipa::path(post, path = "/api/auth/password", tag = "Accounts", request_body = ChangePassword,
    responses((status = 200, body = Envelope<Done>)))]
async fn change_password(ctx: Ctx, body: Body<ChangePassword>) -> Result<Answer<Done>, Failure> {
    end_sessions::change_password(&ctx, body.0).await
}

/// The account behind the token.
#[utoipa::path(get, path = "/api/auth/me", tag = "Accounts", responses((status = 200, body = Envelope<Me>)))]
async fn me(ctx: Ctx) -> Result<Answer<Me>, Failure> {
    log_in::me(&ctx).await
}

/// End every operator session of an exam.
#[utoipa::path(post, path = "/api/admin/exams/{examId}/logout-all", tag = "Accounts",
    params(("examId" = ExamId, Path)), responses((status = 200, body = Envelope<Ended>)))]
async fn log_out_all(ctx: Ctx, path: Path<ExamPath>) -> Result<Answer<Ended>, Failure> {
    end_sessions::of_exam(&ctx, path.0.exam_id).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    let wrong = [Refusal::InvalidCredentials];
    OpenApiRouter::new()
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(operation(access, Action::Logout, &[], routes!(log_out)))
        .routes(operation(access, Action::ChangePassword, &wrong, routes!(change_password)))
        .routes(operation(access, Action::ReadMe, &[], routes!(me)))
        .routes(operation(access, Action::LogoutAll, &[Refusal::ExamNotFound], routes!(log_out_all)))
}
