//! Logging in and out.

use super::guarded::{Access, operation};
use crate::{
    cookie::{self, SetCookie},
    error::Failure,
    extract::{Body, MaybeBody, Path},
    middleware::address::ClientAddress,
    middleware::authorise::Authorised,
    reply::{Replied, Reply},
    state::State,
};
use api::error::ErrorBody;
use api::exams::ExamPath;
use api::sessions::{ChangePassword, Ended, LogIn, Me, Refresh, SessionForm, Tokens};
use api::{Answer, Done, Envelope};
use app::{accounts, sessions};
use axum::{extract::State as Shared, http::HeaderMap};
use domain::{ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Log in. After 10 failures in 5 minutes of one user from one network (an IPv4 address, an IPv6 /64), or 100 from
/// one: 429. A `deviceId` that somebody logged in with in the last day is counted by itself. An account with a second
/// factor sends a `code` of it, each code once: the right password alone is answered with `SECOND_FACTOR_REQUIRED`, a
/// wrong code as a wrong password is. With `"session": "cookie"` the refresh token is not in the answer, but in the
/// cookie `mpa_session`, which the browser keeps from its pages.
#[utoipa::path(post, path = "/api/auth/login", operation_id = "logIn", tag = "Accounts", request_body = LogIn, responses(
    (status = 200, body = Envelope<Tokens>),
    (status = 400, body = ErrorBody, description = "VALIDATION"),
    (status = 401, body = ErrorBody, description = "INVALID_CREDENTIALS, SECOND_FACTOR_REQUIRED"),
    (status = 413, body = ErrorBody, description = "PAYLOAD_TOO_LARGE"),
    (status = 415, body = ErrorBody, description = "UNSUPPORTED_MEDIA_TYPE"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
    (status = 503, body = ErrorBody, description = "BUSY, DEPENDENCY_UNAVAILABLE"),
))]
async fn log_in(Shared(state): Shared<State>, address: ClientAddress, body: Body<LogIn>) -> Given<Tokens> {
    let by_cookie = body.0.session == Some(SessionForm::Cookie);
    let answer = counted(&state, address, sessions::log_in(&state.app, address.ip, body.0).await)?;
    if by_cookie { cookie::instead(&state.settings, address.is_here(), answer) } else { Ok((None, answer)) }
}

/// An answer, and the cookie that goes along with it.
type Given<T> = Result<(Option<SetCookie>, Reply<T>), Failure>;

/// Exchange a refresh token: that of the body, or without a body that of the cookie `mpa_session`, whose successor is
/// a cookie again. A lost answer can be asked for again within 60 s; any other second use ends the session.
#[utoipa::path(post, path = "/api/auth/refresh", operation_id = "refreshSession", tag = "Accounts", request_body = Option<Refresh>, responses(
    (status = 200, body = Envelope<Tokens>),
    (status = 400, body = ErrorBody, description = "VALIDATION"),
    (status = 401, body = ErrorBody, description = "UNAUTHENTICATED, TOKEN_REUSED"),
    (status = 413, body = ErrorBody, description = "PAYLOAD_TOO_LARGE"),
    (status = 415, body = ErrorBody, description = "UNSUPPORTED_MEDIA_TYPE"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
    (status = 503, body = ErrorBody, description = "BUSY, DEPENDENCY_UNAVAILABLE"),
))]
async fn refresh(
    Shared(state): Shared<State>,
    address: ClientAddress,
    headers: HeaderMap,
    body: MaybeBody<Refresh>,
) -> Given<Tokens> {
    let exchange = async |token: &str| sessions::refresh(&state.app, address.ip, token).await;
    match (body.0, cookie::kept(&headers)) {
        (Some(named), _) => Ok((None, counted(&state, address, exchange(&named.refresh_token).await)?)),
        (None, Some(token)) => {
            cookie::instead(&state.settings, address.is_here(), counted(&state, address, exchange(token).await)?)
        }
        (None, None) => counted(&state, address, Err(app::Error::Unauthenticated)).map(|answer| (None, answer)),
    }
}

/// What an outsider causes is counted by address.
fn counted<T>(state: &State, address: ClientAddress, result: app::Result<Answer<T>>) -> Replied<T> {
    match result {
        Ok(answer) => Ok(answer.into()),
        Err(error) => {
            if !error.is_fault() {
                state.app.outsiders().count(address.ip, error.code().as_str());
            }
            Err(error.into())
        }
    }
}

/// End this session at once: that of the access token, or without one that of the cookie `mpa_session`, which is
/// forgotten with its session.
#[utoipa::path(post, path = "/api/auth/logout", operation_id = "logOut", tag = "Accounts", responses((status = 200, body = Envelope<Done>)))]
async fn log_out(
    call: Authorised,
    Shared(state): Shared<State>,
    address: ClientAddress,
    headers: HeaderMap,
) -> Given<Done> {
    // The browser may keep another session than the one that ends, as when a station logs out beside an office.
    let own = match cookie::kept(&headers) {
        Some(token) => sessions::is_own(&call, token).await?,
        None => false,
    };
    let done = sessions::log_out(&call).await?.into();
    Ok((if own { Some(cookie::forget(&state.settings, address.is_here())?) } else { None }, done))
}

/// Change one's own password. The other sessions of the account end.
#[utoipa::path(post, path = "/api/auth/password", operation_id = "changePassword", tag = "Accounts", request_body = ChangePassword,
    responses((status = 200, body = Envelope<Done>)))]
async fn change_password(call: Authorised, body: Body<ChangePassword>) -> Replied<Done> {
    Ok(accounts::change_password(&call, body.0).await?.into())
}

/// The account behind the token.
#[utoipa::path(get, path = "/api/auth/me", operation_id = "readMe", tag = "Accounts", responses((status = 200, body = Envelope<Me>)))]
async fn me(call: Authorised) -> Replied<Me> {
    Ok(sessions::me(&call).await?.into())
}

/// End every operator session of an exam.
#[utoipa::path(post, path = "/api/admin/exams/{examId}/logout-all", operation_id = "logOutAll", tag = "Accounts",
    params(("examId" = ExamId, Path)), responses((status = 200, body = Envelope<Ended>)))]
async fn log_out_all(call: Authorised, path: Path<ExamPath>) -> Replied<Ended> {
    Ok(sessions::log_out_all(&call, path.0.exam_id).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let wrong = [Refusal::InvalidCredentials];
    OpenApiRouter::new()
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(operation(access, Action::Logout, &[], routes!(log_out)))
        .routes(operation(access, Action::ChangePassword, &wrong, routes!(change_password)))
        .routes(operation(access, Action::ReadMe, &[], routes!(me)))
        .routes(operation(access, Action::LogoutAll, &[Refusal::ExamNotFound], routes!(log_out_all)))
}
