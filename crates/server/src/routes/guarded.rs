//! What stands before an operation: its role is enforced, and written into OpenAPI with every error that can come.

use api::error::ErrorCode;
use axum::middleware::from_fn_with_state;
use domain::{Refusal, policy::Action};
use strum::VariantArray as _;
use utoipa::openapi::{
    ContentBuilder, Ref, Response, ResponseBuilder, extensions::Extensions, path::Operation,
    security::SecurityRequirement,
};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::{error::status, middleware::authorise::authorise, state::State};

/// What guards the operations; without a program there is only their documentation.
#[derive(Clone)]
pub(crate) struct Access(pub Option<State>);

/// An operation that needs a token and a role: the role is enforced, and both are documented with
/// every error that can come.
pub(super) fn operation(
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
    operation.extensions = Some(Extensions::builder().add("x-roles", roles).build());
    let by = |scheme: &str| SecurityRequirement::new(scheme, Vec::<String>::new());
    let cookie = (action == Action::Logout).then(|| by("cookie"));
    operation.security = Some(std::iter::once(by("bearer")).chain(cookie).collect());
    use ErrorCode as C;
    let common = [
        C::Validation,
        C::Unauthenticated,
        C::Refused(Refusal::Forbidden),
        C::Refused(Refusal::PasswordChangeRequired),
        C::Refused(Refusal::SecondFactorSetupRequired),
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
fn error_response(codes: &str) -> Response {
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name("ErrorBody"))).build();
    ResponseBuilder::new().description(codes).content("application/json", body).build()
}
