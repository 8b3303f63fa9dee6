//! The doors of `mpa demo`.

use crate::{
    cookie::{self, SetCookie},
    error::Failure,
    extract::Body,
    middleware::address::ClientAddress,
    reply::Reply,
    state::State,
};
use api::error::ErrorBody;
use api::sessions::{DemoSession, DemoTokens, SessionForm};
use api::{Answer, Envelope};
use app::sessions;
use axum::extract::State as Shared;
use utoipa_axum::{router::OpenApiRouter, routes};

/// Be logged in as somebody of the sample exam, without a password. Only in `mpa demo`; elsewhere there is nothing at
/// this address.
#[utoipa::path(post, path = "/api/demo/session", operation_id = "openDemoSession", tag = "Accounts", request_body = DemoSession, responses(
    (status = 200, body = Envelope<DemoTokens>),
    (status = 400, body = ErrorBody, description = "VALIDATION"),
    (status = 404, body = ErrorBody, description = "NOT_FOUND"),
    (status = 413, body = ErrorBody, description = "PAYLOAD_TOO_LARGE"),
    (status = 415, body = ErrorBody, description = "UNSUPPORTED_MEDIA_TYPE"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
    (status = 503, body = ErrorBody, description = "BUSY, DEPENDENCY_UNAVAILABLE"),
))]
async fn open(
    Shared(state): Shared<State>,
    address: ClientAddress,
    body: Result<Body<DemoSession>, Failure>,
) -> Result<(Option<SetCookie>, Reply<DemoTokens>), Failure> {
    if state.settings.doors.is_empty() {
        return Err(Failure::NoRoute);
    }
    let Body(wanted) = body?;
    let door = state.settings.doors.iter().find(|door| door.role == wanted.role).ok_or(Failure::NoRoute)?;
    let answer = sessions::begin_for(&state.app, address.ip, &door.username).await?;
    let (cookie, Reply(answer)) = match wanted.session {
        Some(SessionForm::Cookie) => cookie::instead(&state.settings, address.is_here(), answer.into())?,
        Some(SessionForm::Body) | None => (None, answer.into()),
    };
    let data = DemoTokens { tokens: answer.data, station: door.station.clone() };
    Ok((cookie, Answer::ok(data).into()))
}

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(open))
}
