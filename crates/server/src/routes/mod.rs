//! The routes, one file a noun. A handler reads as a sentence: who, which body; one operation; wrap
//! the answer. Its role is attached here, which enforces it and writes it into OpenAPI.

pub mod accounts;
pub mod alerts;
pub mod attendance;
pub mod audit;
pub mod biometrics;
pub mod candidates;
pub mod centres;
pub mod documents;
pub mod downloads;
pub mod exams;
pub mod faces;
pub mod fingerprints;
pub mod imports;
pub mod live;
pub mod omr;
pub mod operators;
pub mod running;
pub mod slots;
pub mod sync;

use axum::middleware::from_fn_with_state;
use domain::{Refusal, policy::Action};
use strum::VariantArray as _;
use utoipa::openapi::{ContentBuilder, Ref, Response, ResponseBuilder, path::Operation, security::SecurityRequirement};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::{
    app::App,
    http::{authorise::authorise, failure::status},
};

/// What guards the operations; without a program there is only their documentation.
#[derive(Clone)]
pub struct Access(pub Option<App>);

/// All operations of the contract.
pub fn api(access: &Access) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(accounts::routes(access))
        .merge(exams::routes(access))
        .merge(centres::routes(access))
        .merge(slots::routes(access))
        .merge(operators::routes(access))
        .merge(imports::routes(access))
        .merge(candidates::routes(access))
        .merge(attendance::routes(access))
        .merge(faces::routes(access))
        .merge(fingerprints::routes(access))
        .merge(biometrics::routes(access))
        .merge(omr::routes(access))
        .merge(audit::routes(access))
        .merge(live::routes(access))
        .merge(downloads::routes(access))
        .merge(alerts::routes(access))
        .merge(sync::routes(access))
        .merge(running::routes())
}

/// An operation that needs a token and a role: the role is enforced, and both are documented with
/// every error that can come.
pub fn operation(
    access: &Access,
    action: Action,
    refusals: &[Refusal],
    route: UtoipaMethodRouter<App>,
) -> UtoipaMethodRouter<App> {
    let (schemas, mut paths, methods) = route;
    for item in paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.post, &mut item.patch, &mut item.delete, &mut item.put].into_iter().flatten();
        for documented in operations {
            document(documented, action, refusals);
        }
    }
    let methods = match &access.0 {
        Some(app) => methods.route_layer(from_fn_with_state((app.clone(), action), authorise)),
        None => methods,
    };
    (schemas, paths, methods)
}

fn document(operation: &mut Operation, action: Action, refusals: &[Refusal]) {
    let roles: Vec<&str> = action.roles().iter().map(|role| <&str>::from(*role)).collect();
    let description = operation.description.get_or_insert_with(String::new);
    description.push_str(&format!("\n\nRoles: {}.", roles.join(", ")));
    operation.security = Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
    let common = [
        (400, "VALIDATION"),
        (401, "UNAUTHENTICATED"),
        (403, "FORBIDDEN"),
        (413, "PAYLOAD_TOO_LARGE"),
        (415, "UNSUPPORTED_MEDIA_TYPE"),
        (429, "RATE_LIMITED"),
        (503, "BUSY, DEPENDENCY_UNAVAILABLE"),
    ];
    let mut codes: std::collections::BTreeMap<u16, Vec<&str>> = Default::default();
    for (status, code) in common {
        codes.entry(status).or_default().push(code);
    }
    for refusal in Refusal::VARIANTS.iter().filter(|refusal| refusals.contains(refusal)) {
        codes.entry(status(*refusal).as_u16()).or_default().push(refusal.code());
    }
    if operation.request_body.is_some() {
        codes.entry(409).or_default().push("IDEMPOTENCY_MISMATCH");
    }
    for (status, codes) in codes {
        let key = status.to_string();
        operation.responses.responses.entry(key).or_insert_with(|| error_response(&codes.join(", ")).into());
    }
}

/// The documentation of an error with these codes.
pub fn error_response(codes: &str) -> Response {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("ErrorBody"))).build();
    ResponseBuilder::new().description(codes).content("application/json", body).build()
}
