//! Downloading an exam: a password that head office reads out, and the package that it opens.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::part::wanted,
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    package::{self, etag},
    reply::Replied,
    state::State,
};
use api::downloads::{
    DownloadItem, DownloadPath, DownloadQuery, GeneratePassword, GeneratePasswords, GeneratedPassword, GivenDownload,
    PasswordPath, PasswordSlips, VerifyPassword, WithdrawnPassword,
};
use api::exams::ExamPath;
use api::form::Binary;
use api::{Envelope, Listing, Paging};
use app::downloads;
use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use domain::{ExamId, PasswordId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The header with the token of a download.
pub(crate) const TOKEN_HEADER: &str = "x-download-token";

/// Make a password for one download. It is shown this once and kept only hashed.
#[utoipa::path(post, path = "/api/admin/download/password/generate", operation_id = "generateDownloadPassword", tag = "Download",
    request_body = GeneratePassword, responses((status = 201, body = Envelope<GeneratedPassword>)))]
async fn generate(call: Authorised, body: Body<GeneratePassword>) -> Replied<GeneratedPassword> {
    Ok(downloads::generate(&call, body.0).await?.into())
}

/// Take a password back before anybody uses it: from now on it opens nothing. One that was used is told, and stays as it
/// is.
#[utoipa::path(post, path = "/api/admin/download/password/{passwordId}/withdraw", operation_id = "withdrawDownloadPassword", tag = "Download",
    params(("passwordId" = PasswordId, Path)), responses((status = 200, body = Envelope<WithdrawnPassword>)))]
async fn withdraw(call: Authorised, path: Path<PasswordPath>) -> Replied<WithdrawnPassword> {
    Ok(downloads::withdraw(&call, path.0.password_id).await?.into())
}

/// The passwords of an exam and what became of them: who used which, and how much of its package was sent. What a password
/// is, is told nowhere. A supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/admin/downloads/{examId}", operation_id = "listDownloads", tag = "Download",
    params(("examId" = ExamId, Path), DownloadQuery, Paging),
    responses((status = 200, body = Envelope<Listing<DownloadItem>>)))]
async fn list(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<DownloadQuery>,
    paging: Query<Paging>,
) -> Replied<Listing<DownloadItem>> {
    Ok(downloads::list(&call, path.0.exam_id, &query.0, &paging.0).await?.into())
}

/// Make a password for each of many operators or centres, as slips to print: shown this once, kept only hashed. One
/// result each.
#[utoipa::path(post, path = "/api/admin/download/password/generate/bulk", operation_id = "generateDownloadPasswords", tag = "Download",
    request_body = GeneratePasswords, responses((status = 200, body = Envelope<PasswordSlips>)))]
async fn generate_many(call: Authorised, body: Body<GeneratePasswords>) -> Replied<PasswordSlips> {
    Ok(downloads::generate_many(&call, body.0).await?.into())
}

/// Use a download password, once. Why it does not fit is never told.
#[utoipa::path(post, path = "/api/admin/download/verify", operation_id = "verifyDownloadPassword", tag = "Download", request_body = VerifyPassword,
    responses((status = 200, body = Envelope<GivenDownload>)))]
async fn verify(call: Authorised, body: Body<VerifyPassword>) -> Replied<GivenDownload> {
    Ok(downloads::verify(&call, body.0).await?.into())
}

/// Fetch the package: a ZIP with one fixed snapshot of the candidates of the caller's slots, in whole or
/// from where it broke off (`Range`, `If-Range`). `Repr-Digest` is the digest of the whole.
#[utoipa::path(get, path = "/api/downloads/{downloadId}", operation_id = "fetchPackage", tag = "Download",
    params(("downloadId" = uuid::Uuid, Path), ("X-Download-Token" = String, Header),
        ("Range" = Option<String>, Header), ("If-Range" = Option<String>, Header)),
    responses((status = 200, description = "The package", content((Binary = "application/zip"))),
        (status = 206, description = "A part of it", content((Binary = "application/zip"))),
        (status = 416, description = "It has no such part; Content-Range tells its length")))]
async fn fetch(
    call: Authorised,
    path: Path<DownloadPath>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let token = headers.get(TOKEN_HEADER).and_then(|token| token.to_str().ok());
    let built = downloads::find(&call, path.0.download_id, token).await?;
    let wanted = wanted(&headers, &etag(&built), built.size());
    let sending = downloads::send(&call, &built, &wanted, method == Method::HEAD).await?;
    Ok(package::respond(&built, &wanted, sending))
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let generate_refusals = [R::ExamNotFound, R::OperatorNotFound, R::CentreNotFound];
    let verify_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::OperatorMismatch, R::InvalidDownloadPassword];
    let list_refusals = [R::ExamNotFound, R::CentreNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadDownloads, &list_refusals, routes!(list)))
        .routes(operation(access, Action::GenerateDownloadPassword, &generate_refusals, routes!(generate)))
        .routes(operation(access, Action::GenerateDownloadPasswords, &[R::ExamNotFound], routes!(generate_many)))
        .routes(operation(access, Action::WithdrawDownloadPassword, &[R::PasswordNotFound], routes!(withdraw)))
        .routes(operation(access, Action::VerifyDownloadPassword, &verify_refusals, routes!(verify)))
        .routes(operation(access, Action::DownloadPackage, &[R::InvalidDownloadToken], routes!(fetch)))
}
