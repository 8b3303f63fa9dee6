//! Numbers, counts and times requests.

use axum::{
    extract::{MatchedPath, Request, State as Shared},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument as _, Span, field::Empty};

use crate::state::State;

/// Bears the number of the request in its answer; each line of the log that was written for it has the same.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Numbers a request, counts and times it by its route; the path itself holds ids and is not kept. A number that the
/// caller brings along is not taken: it could be anything.
#[allow(clippy::disallowed_methods)] // measures, decides nothing
pub(crate) async fn measure(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let number = state.app.ids().next(state.app.clock().now()).to_string();
    let span = span(&state, request.headers(), &number, method, &route);
    let begun = std::time::Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    state.app.metrics().answered(method, &route, status, took);
    span.record("status", status);
    span.in_scope(|| tracing::debug!(millis = took.as_millis(), "answered"));
    if let Ok(number) = HeaderValue::try_from(number) {
        response.headers_mut().insert(REQUEST_ID, number);
    }
    response
}

/// The span of a request: of the most urgent level, so that no setting of the log leaves its number out.
fn span(state: &State, headers: &HeaderMap, number: &str, method: &'static str, route: &str) -> Span {
    let span = tracing::error_span!(
        "request",
        request_id = number,
        method,
        route,
        status = Empty,
        otel.name = Empty,
        otel.kind = Empty
    );
    if let Some(take_over) = state.settings.take_over {
        span.record("otel.name", format!("{method} {route}"));
        take_over(headers.get("traceparent").and_then(|value| value.to_str().ok()), &span);
    }
    span
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
