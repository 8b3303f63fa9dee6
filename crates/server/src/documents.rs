//! The OpenAPI document and its browsable form.

use std::{future::ready, sync::Arc};

use axum::{
    Json, Router,
    extract::Path,
    http::{
        StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse as _, Response},
    routing::get,
};
use utoipa::openapi::{
    Header, HeaderBuilder, InfoBuilder, LicenseBuilder, OpenApi, PathItem, RefOr,
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_swagger_ui::Config;

use crate::{
    cookie::SESSION_COOKIE,
    error::Failure,
    routes::{self, Access},
    state::State,
};
use api::socket::{ClientMessage, ServerMessage};
use utoipa::ToSchema;

/// The OpenAPI document.
#[must_use]
pub fn document() -> OpenApi {
    describe(routes::api(&Access(None)).split_for_parts().1)
}

/// Fills in what does not come from the routes.
#[must_use]
pub fn describe(mut document: OpenApi) -> OpenApi {
    document.info = InfoBuilder::new()
        .title("MPA")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Runs the day of a high-stakes exam: attendance, face, fingerprint and OMR sheet of each candidate, \
             with proof of it. Success is `{\"success\": true, \"data\": …}`, failure \
             `{\"success\": false, \"error\", \"code\", \"details\"?}`.",
        ))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let kept = ApiKeyValue::with_description(SESSION_COOKIE, "The refresh token of a browser's session.");
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(kept)));
    // The messages of the WebSocket belong to no body of a path.
    let mut messages = vec![
        (ClientMessage::name().into_owned(), <ClientMessage as utoipa::PartialSchema>::schema()),
        (ServerMessage::name().into_owned(), <ServerMessage as utoipa::PartialSchema>::schema()),
    ];
    ClientMessage::schemas(&mut messages);
    ServerMessage::schemas(&mut messages);
    components.schemas.extend(messages);
    document.paths.paths.values_mut().for_each(say_what_responses_are);
    document
}

/// What every answer bears.
fn number() -> Header {
    let said = "The number of the request; each line of the log that was written for it has the same.";
    HeaderBuilder::from(Header::default()).description(Some(said)).build()
}

/// A response that says nothing else says what its status says: OpenAPI wants a word with each. All bear their number.
fn say_what_responses_are(item: &mut PathItem) {
    let operations = [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete];
    for (status, response) in operations.into_iter().flatten().flat_map(|operation| &mut operation.responses.responses)
    {
        let RefOr::T(response) = response else { continue };
        response.headers.insert("X-Request-Id".to_owned(), number().into());
        if response.description.is_empty() {
            let known = StatusCode::from_bytes(status.as_bytes()).ok().and_then(|status| status.canonical_reason());
            response.description = known.unwrap_or(status).to_owned();
        }
    }
}

/// What the browsable form may load: its own files, and the drawings and styles within them.
const REFERENCE_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                                base-uri 'self'; frame-ancestors 'none'";

/// Serves the document and its browsable form.
pub fn routes(document: OpenApi) -> Router<State> {
    let config = Arc::new(Config::from("/api/openapi.json"));
    let (slashed, files) = (Arc::clone(&config), Arc::clone(&config));
    Router::new()
        .route("/api/openapi.json", get(move || ready(Json(document.clone()))))
        .route("/api/docs", get(move || ready(page(&config))))
        .route("/api/docs/", get(move || ready(page(&slashed))))
        .route("/api/docs/{file}", get(move |Path(name): Path<String>| ready(file(&name, &files))))
}

/// The page; its files lie one level below it.
fn page(config: &Arc<Config<'static>>) -> Response {
    match utoipa_swagger_ui::serve("index.html", Arc::clone(config)) {
        Ok(Some(page)) => {
            let html = String::from_utf8_lossy(&page.bytes).replace("<head>", "<head><base href=\"/api/docs/\">");
            ([(CONTENT_SECURITY_POLICY, REFERENCE_POLICY)], Html(html)).into_response()
        }
        _ => Failure::NoRoute.into_response(),
    }
}

fn file(name: &str, config: &Arc<Config<'static>>) -> Response {
    match utoipa_swagger_ui::serve(name, Arc::clone(config)) {
        Ok(Some(file)) => ([(CONTENT_TYPE, file.content_type)], file.bytes.into_owned()).into_response(),
        _ => Failure::NoRoute.into_response(),
    }
}
