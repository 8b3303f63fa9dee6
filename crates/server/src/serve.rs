//! The server: its routes behind what every request goes through, its jobs, its orderly stop.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context as _;
use app::jobs;
use axum::{
    Router,
    extract::{Request, State as Shared},
    http::{HeaderName, HeaderValue, Method},
    middleware::{from_fn_with_state, map_request},
    response::{IntoResponse as _, Redirect, Response},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::{catch_panic::CatchPanicLayer, set_header::SetResponseHeaderLayer, timeout::RequestBodyTimeoutLayer};

use crate::{
    connections, documents,
    error::Failure,
    middleware::{address, drain::drain, measure::measure},
    routes::{self, Access},
    site::Site,
    state::State,
    tls::Tls,
};

/// Seconds a client may be silent in the middle of a body; then the connection ends.
pub const BODY_IDLE_SECONDS: u64 = 30;
/// How often addresses that have been quiet are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);
/// Seconds that requests may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(20);

/// All routes, with what every request goes through.
pub fn router(state: State) -> Router {
    let (api, document) = routes::api(&Access(Some(state.clone()))).split_for_parts();
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    api.merge(documents::routes(documents::describe(document)))
        .fallback(site)
        .method_not_allowed_fallback(async || Failure::MethodNotAllowed)
        .layer(axum::extract::DefaultBodyLimit::disable()) // every extractor has its own limit
        .layer(from_fn_with_state(state.clone(), address::admit))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(BODY_IDLE_SECONDS)))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Failure::from(app::Error::internal(&std::io::Error::other("a handler panicked"))).into_response()
        }))
        .layer(map_request(drain))
        .layer(from_fn_with_state(state.clone(), measure))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("x-frame-options", "DENY"))
        .layer(header("referrer-policy", "no-referrer"))
        .layer(header("content-security-policy", "default-src 'none'; frame-ancestors 'none'"))
        .layer(header("cache-control", "no-store"))
        .with_state(state)
}

/// What is no call: the pages. Whoever comes to the demo chooses a door first.
async fn site(Shared(state): Shared<State>, request: Request) -> Response {
    let has_doors = !state.settings.doors.is_empty() && !Site::BUILT.0.is_empty();
    if has_doors && request.method() == Method::GET && request.uri().path() == "/" {
        return Redirect::to("/start").into_response();
    }
    Site::BUILT.answer(&request)
}

/// Listens, says so by `listening`, and serves until `stop`; with a certificate by https.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(
    state: State,
    tls: Option<Tls>,
    stop: CancellationToken,
    listening: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let listener = listen(&state)?;
    let address = listener.local_addr()?;
    let running = jobs::start(&state.app, &stop);
    running.spawn(forget_quiet_addresses(state.clone(), stop.clone()));
    if let Some(tls) = tls.clone() {
        running.spawn(tls.follow(stop.clone()));
    }
    listening(address);
    answer(listener, &state, tls.as_ref(), &stop).await;
    running.close();
    running.wait().await;
    jobs::finish(&state.app).await
}

/// Takes the address that was asked for.
///
/// # Errors
/// When it cannot be listened on.
pub fn listen(state: &State) -> anyhow::Result<TcpListener> {
    let wanted = state.settings.listen;
    connections::listen(wanted).with_context(|| {
        format!("{wanted} cannot be listened on; is another server running there? Choose another with --listen")
    })
}

/// Answers requests until `stop`, and does nothing besides: [`serve`] without its jobs.
pub async fn answer(listener: TcpListener, state: &State, tls: Option<&Tls>, stop: &CancellationToken) {
    let counted = |open: usize| {
        state.app.metrics().connections.set(i64::try_from(open).unwrap_or(i64::MAX));
    };
    let server = connections::run(listener, router(state.clone()), &state.connections, tls, counted, stop.clone());
    tokio::select! {
        () = server => {}
        () = async { stop.cancelled().await; tokio::time::sleep(GRACE).await; } => {
            tracing::warn!("some requests did not end in time");
        }
    }
}

/// Keeps the table of addresses as small as the number of those that come.
async fn forget_quiet_addresses(state: State, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(FORGET_EVERY)).await.is_some() {
        state.address_limit.forget_quiet();
    }
}
