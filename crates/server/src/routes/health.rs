//! Health and metrics.

use crate::{error::Failure, middleware::address::ClientAddress, middleware::authorise::bearer, reply::Replied};

use crate::{reply::Reply, state::State};
use api::Envelope;
use api::health::Health;
use api::{Answer, error::ErrorBody};
use app::health;
use axum::{
    extract::State as Shared,
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use sha2::{Digest as _, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The process runs.
#[utoipa::path(get, path = "/health/live", operation_id = "readLiveness", tag = "Running it", responses((status = 200, body = Envelope<Health>)))]
async fn live() -> Reply<Health> {
    Answer::ok(Health { status: "up", dependencies: Vec::new() }).into()
}

/// The server can answer: each dependency with its state.
#[utoipa::path(get, path = "/health/ready", operation_id = "readReadiness", tag = "Running it", responses(
    (status = 200, body = Envelope<Health>),
    (status = 503, body = ErrorBody, description = "DEPENDENCY_UNAVAILABLE, with the same in details"),
))]
async fn ready(Shared(state): Shared<State>) -> Replied<Health> {
    let (health, up) = health::ready(&state.app).await;
    if up { Ok(Answer::ok(health).into()) } else { Err(Failure::NotReady(health)) }
}

/// Metrics for Prometheus: to a direct loopback peer, or with the metrics token.
#[utoipa::path(get, path = "/metrics", operation_id = "readMetrics", tag = "Running it", responses(
    (status = 200, description = "OpenMetrics text", body = String, content_type = "application/openmetrics-text"),
    (status = 401, body = ErrorBody, description = "UNAUTHENTICATED"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
))]
async fn metrics(
    Shared(state): Shared<State>,
    address: ClientAddress,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let local = address.is_here();
    let token = state.settings.metrics_token.as_deref().zip(bearer(&headers));
    // Digests are compared, so that the time it takes says nothing of the token.
    let token = token.is_some_and(|(kept, given)| Sha256::digest(kept) == Sha256::digest(given));
    if !local && !token {
        return Err(app::Error::Unauthenticated.into());
    }
    let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, form)], state.app.metrics().text()).into_response())
}

/// The routes of this noun.
pub(crate) fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready)).routes(routes!(metrics))
}
