//! Downloading an exam: a password that head office reads out, and the package that it opens.

use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use domain::{CentreId, DownloadId, ExamId, PasswordId, Refusal, Timestamp, UserId, policy::Action};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Path},
    ops::{fetch_package, generate_download_password, verify_download_password},
};

/// The header with the token of a download.
pub const TOKEN_HEADER: &str = "x-download-token";

/// A password that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratePassword {
    /// The exam that it opens.
    pub exam_id: ExamId,
    /// Minutes until it is over.
    #[schema(minimum = 1, maximum = 1440, default = 30)]
    pub expiry_minutes: Option<i64>,
    /// Who alone may use it.
    pub operator_id: Option<UserId>,
    /// At which centre alone it may be used.
    pub centre_id: Option<CentreId>,
}

/// A password, shown this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratedPassword {
    /// Its id.
    pub password_id: PasswordId,
    /// Four groups of five symbols, to be read out: no I, L, O and U.
    pub password: String,
    /// From when on it is over.
    pub expires_at: Timestamp,
}

/// A password that was read out.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerifyPassword {
    /// The exam.
    pub exam_id: ExamId,
    /// The password; case, spaces and hyphens do not matter, I and L are 1, O is 0.
    pub password: String,
    /// Who uses it: the token's user.
    pub operator_id: Option<UserId>,
}

/// The right to fetch a package.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenDownload {
    /// To be sent as `X-Download-Token`; good for this user alone.
    pub download_token: String,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// Where the package is: a path.
    pub package_url: String,
}

/// The parameter of a path under a download.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DownloadPath {
    download_id: DownloadId,
}

/// Make a password for one download. It is shown this once and kept only hashed.
#[utoipa::path(post, path = "/api/admin/download/password/generate", tag = "Download",
    request_body = GeneratePassword, responses((status = 201, body = Envelope<GeneratedPassword>)))]
async fn generate(ctx: Ctx, body: Body<GeneratePassword>) -> Result<Answer<GeneratedPassword>, Failure> {
    generate_download_password::run(&ctx, body.0).await
}

/// Use a download password, once. Why it does not fit is never told.
#[utoipa::path(post, path = "/api/admin/download/verify", tag = "Download", request_body = VerifyPassword,
    responses((status = 200, body = Envelope<GivenDownload>)))]
async fn verify(ctx: Ctx, body: Body<VerifyPassword>) -> Result<Answer<GivenDownload>, Failure> {
    verify_download_password::run(&ctx, body.0).await
}

/// Fetch the package: a ZIP with one fixed snapshot of the candidates of the caller's slots, in whole or
/// from where it broke off (`Range`, `If-Range`). `Repr-Digest` is the digest of the whole.
#[utoipa::path(get, path = "/api/downloads/{downloadId}", tag = "Download",
    params(("downloadId" = uuid::Uuid, Path), ("X-Download-Token" = String, Header),
        ("Range" = Option<String>, Header), ("If-Range" = Option<String>, Header)),
    responses((status = 200, description = "The package", content((Vec<u8> = "application/zip"))),
        (status = 206, description = "A part of it", content((Vec<u8> = "application/zip"))),
        (status = 416, description = "It has no such part; Content-Range tells its length")))]
async fn fetch(ctx: Ctx, path: Path<DownloadPath>, method: Method, headers: HeaderMap) -> Result<Response, Failure> {
    fetch_package::run(&ctx, path.0.download_id, &headers, method == Method::HEAD).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    let generate_refusals = [R::ExamNotFound, R::OperatorNotFound, R::CentreNotFound];
    let verify_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::OperatorMismatch, R::InvalidDownloadPassword];
    OpenApiRouter::new()
        .routes(operation(access, Action::GenerateDownloadPassword, &generate_refusals, routes!(generate)))
        .routes(operation(access, Action::VerifyDownloadPassword, &verify_refusals, routes!(verify)))
        .routes(operation(access, Action::DownloadPackage, &[R::InvalidDownloadToken], routes!(fetch)))
}
