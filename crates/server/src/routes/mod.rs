//! The routes, one file a noun. A handler reads as a sentence: who, which body; one operation; wrap
//! the answer. Its role is attached here, which enforces it and writes it into OpenAPI.

pub mod accounts;
pub mod alerts;
pub mod attendance;
pub mod audit;
pub mod candidates;
pub mod centres;
pub mod closing;
pub mod devices;
pub mod downloads;
pub mod exams;
pub mod faces;
pub mod fingerprints;
pub mod health;
pub mod imports;
pub mod live;
pub mod sessions;
pub mod sheets;
pub mod slots;
pub mod sync;

use axum::middleware::from_fn_with_state;
use domain::{Refusal, policy::Action};
use strum::VariantArray as _;
use utoipa::openapi::{ContentBuilder, Ref, Response, ResponseBuilder, path::Operation, security::SecurityRequirement};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use api::error::ErrorCode;

use crate::{error::status, middleware::authorise::authorise, state::State};

/// What guards the operations; without a program there is only their documentation.
#[derive(Clone)]
pub struct Access(pub Option<State>);

/// All operations of the contract.
pub fn api(access: &Access) -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(sessions::routes(access))
        .merge(exams::routes(access))
        .merge(centres::routes(access))
        .merge(slots::routes(access))
        .merge(accounts::routes(access))
        .merge(imports::routes(access))
        .merge(candidates::routes(access))
        .merge(attendance::routes(access))
        .merge(faces::routes(access))
        .merge(fingerprints::routes(access))
        .merge(closing::routes(access))
        .merge(sheets::routes(access))
        .merge(audit::routes(access))
        .merge(live::routes(access))
        .merge(devices::routes(access))
        .merge(downloads::routes(access))
        .merge(alerts::routes(access))
        .merge(sync::routes(access))
        .merge(health::routes())
}

/// An operation that needs a token and a role: the role is enforced, and both are documented with
/// every error that can come.
pub fn operation(
    access: &Access,
    action: Action,
    refusals: &[Refusal],
    route: UtoipaMethodRouter<State>,
) -> UtoipaMethodRouter<State> {
    let (schemas, mut paths, methods) = route;
    for item in paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.post, &mut item.patch, &mut item.delete, &mut item.put].into_iter().flatten();
        for documented in operations {
            document(documented, action, refusals);
        }
    }
    let methods = match &access.0 {
        Some(state) => methods.route_layer(from_fn_with_state((state.clone(), action), authorise)),
        None => methods,
    };
    (schemas, paths, methods)
}

fn document(operation: &mut Operation, action: Action, refusals: &[Refusal]) {
    let roles: Vec<&str> = action.roles().iter().map(|role| <&str>::from(*role)).collect();
    let description = operation.description.get_or_insert_with(String::new);
    description.push_str(&format!("\n\nRoles: {}.", roles.join(", ")));
    operation.security = Some(vec![SecurityRequirement::new("bearer", Vec::<String>::new())]);
    use ErrorCode as C;
    let common = [
        C::Validation,
        C::Unauthenticated,
        C::Refused(Refusal::Forbidden),
        C::PayloadTooLarge,
        C::UnsupportedMediaType,
        C::RateLimited,
        C::Busy,
        C::DependencyUnavailable,
    ];
    let own = Refusal::VARIANTS.iter().filter(|refusal| refusals.contains(refusal)).copied().map(C::Refused);
    let once = operation.request_body.is_some().then_some(C::Refused(Refusal::IdempotencyMismatch));
    let mut codes: std::collections::BTreeMap<u16, Vec<&str>> = Default::default();
    for code in common.into_iter().chain(own).chain(once) {
        codes.entry(status(code).as_u16()).or_default().push(code.as_str());
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
