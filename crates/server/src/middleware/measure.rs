//! Counts and times requests.

use axum::{
    extract::{MatchedPath, Request, State as Shared},
    http::Method,
    middleware::Next,
    response::Response,
};

use crate::state::State;

/// Counts and times a request by its route; the path itself holds ids and is not kept.
#[allow(clippy::disallowed_methods)] // measures, decides nothing
pub(crate) async fn measure(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let begun = std::time::Instant::now();
    let response = next.run(request).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    state.app.metrics().answered(method, &route, status, took);
    tracing::debug!(method, route, status, millis = took.as_millis(), "answered");
    response
}

/// The method as a label: anybody may invent one, and a label lives as long as the process.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
