//! The server: its routes behind what every request goes through, its jobs, its orderly stop.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context as _;
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::{Next, from_fn_with_state, map_request},
    response::{IntoResponse as _, Response},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer, timeout::RequestBodyTimeoutLayer};
use utoipa::openapi::OpenApi;

use crate::{
    app::App,
    audit::checkpoint,
    config::limits::BODY_IDLE_SECONDS,
    http::{Failure, address, drain::drain},
    jobs, journal,
    routes::{self, Access, documents},
};

/// Seconds that requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(20);

/// The OpenAPI document.
#[must_use]
pub fn document() -> OpenApi {
    documents::describe(routes::api(&Access(None)).split_for_parts().1)
}

/// All routes, with what every request goes through.
pub fn router(app: App) -> Router {
    let (api, document) = routes::api(&Access(Some(app.clone()))).split_for_parts();
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    api.merge(documents::routes(documents::describe(document)))
        .fallback(async || Failure::no_route())
        .method_not_allowed_fallback(async || Failure::method_not_allowed())
        .layer(axum::extract::DefaultBodyLimit::disable()) // every extractor has its own limit
        .layer(from_fn_with_state(app.clone(), address::admit))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(BODY_IDLE_SECONDS)))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Failure::internal(&std::io::Error::other("a handler panicked")).into_response()
        }))
        .layer(map_request(drain))
        .layer(from_fn_with_state(app.clone(), measure))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("x-frame-options", "DENY"))
        .layer(header("referrer-policy", "no-referrer"))
        .layer(header("cache-control", "no-store"))
        .with_state(app)
}

/// Counts and times a request by its route; the path itself holds ids and is not kept.
#[allow(clippy::disallowed_methods)] // measures, decides nothing
async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let begun = std::time::Instant::now();
    let response = next.run(request).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    app.metrics.answered(&method, &route, status, took);
    tracing::debug!(method, route, status, millis = took.as_millis(), "answered");
    response
}

/// Listens, says so on standard output, and serves until `stop`.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(app: App, stop: CancellationToken, listening: impl FnOnce(SocketAddr)) -> anyhow::Result<()> {
    let wanted = app.config.listen;
    let listener = TcpListener::bind(wanted).await.with_context(|| {
        format!("{wanted} cannot be listened on; is another server running there? Choose another with --listen")
    })?;
    let address = listener.local_addr()?;
    let running = jobs::start(&app, &stop);
    listening(address);
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let ending = stop.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move { ending.cancelled().await });
    tokio::select! {
        served = server => served?,
        () = async { stop.cancelled().await; tokio::time::sleep(GRACE).await; } => {
            tracing::warn!("some requests did not end in time");
        }
    }
    running.close();
    running.wait().await;
    app.outsiders.flush(&app).await?;
    journal::number_all(&app).await;
    checkpoint::at_once(&app).await;
    app.db.close().await;
    Ok(())
}
