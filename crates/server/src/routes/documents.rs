//! The OpenAPI document and its browsable form.

use axum::{Json, Router, response::Redirect, routing::get};
use utoipa::openapi::{
    ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi,
    security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::app::App;

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
        .contact(None::<ContactBuilder>.map(ContactBuilder::build))
        .build();
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    document
}

/// Serves the document, its browsable form, and the way to it.
pub fn routes(document: OpenApi) -> Router<App> {
    let browse = SwaggerUi::new("/api/docs").config(Config::from("/api/openapi.json").persist_authorization(false));
    Router::new()
        .route("/api/openapi.json", get(move || std::future::ready(Json(document.clone()))))
        .route("/", get(async || Redirect::temporary("/api/docs/")))
        .merge(browse)
}
