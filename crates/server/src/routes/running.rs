//! Health and metrics.

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    http::{Answer, Envelope, Failure, address::ClientAddress, authorise::bearer, failure::ErrorBody},
};

/// A part that the server needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Dependency {
    /// Such as `database`.
    name: &'static str,
    /// Which one, such as `sqlite`.
    kind: &'static str,
    /// `up` or `down`.
    state: &'static str,
}

/// Whether the server can answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `up`, or `down` when a part that is needed is down.
    status: &'static str,
    /// Each part.
    dependencies: Vec<Dependency>,
}

/// The process runs.
#[utoipa::path(get, path = "/health/live", tag = "Running it", responses((status = 200, body = Envelope<Health>)))]
async fn live() -> Answer<Health> {
    Answer::ok(Health { status: "up", dependencies: Vec::new() })
}

/// The server can answer: each dependency with its state.
#[utoipa::path(get, path = "/health/ready", tag = "Running it", responses(
    (status = 200, body = Envelope<Health>),
    (status = 503, body = ErrorBody, description = "DEPENDENCY_UNAVAILABLE, with the same in details"),
))]
async fn ready(State(app): State<App>) -> Result<Answer<Health>, Failure> {
    let database = tokio::time::timeout(Duration::from_secs(2), app.db.ping()).await.is_ok_and(|pinged| pinged.is_ok());
    let files = tokio::fs::metadata(app.config.scratch_dir()).await.is_ok_and(|facts| facts.is_dir());
    let state = |up| if up { "up" } else { "down" };
    let dependencies = vec![
        Dependency { name: "database", kind: app.db.engine(), state: state(database) },
        Dependency { name: "files", kind: "local", state: state(files) },
        Dependency { name: "faces", kind: app.engine.name(), state: "up" },
    ];
    let up = database && files;
    let health = Health { status: state(up), dependencies };
    if up { Ok(Answer::ok(health)) } else { Err(Failure::unavailable().with(serde_json::json!(health))) }
}

/// Metrics for Prometheus: to a direct loopback peer, or with the metrics token.
#[utoipa::path(get, path = "/metrics", tag = "Running it", responses(
    (status = 200, description = "OpenMetrics text", body = String, content_type = "application/openmetrics-text"),
    (status = 401, body = ErrorBody, description = "UNAUTHENTICATED"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
))]
async fn metrics(State(app): State<App>, address: ClientAddress, headers: HeaderMap) -> Result<Response, Failure> {
    let local = address.direct && address.ip.is_loopback();
    let token = app.config.metrics_token.as_deref().is_some_and(|token| bearer(&headers) == Some(token));
    if !local && !token {
        return Err(Failure::unauthenticated());
    }
    let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(CONTENT_TYPE, form)], app.metrics.text()).into_response())
}

/// The routes of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready)).routes(routes!(metrics))
}
