//! Centres.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::centres::{CentreQuery, CreateCentre};
use api::{Envelope, Listing, Paging};
use app::centres;
use domain::{Refusal, centre::Centre, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Create a centre.
#[utoipa::path(post, path = "/api/centres", operation_id = "createCentre", tag = "Set-up", request_body = CreateCentre,
    responses((status = 201, body = Envelope<Centre>)))]
async fn create(call: Authorised, body: Body<CreateCentre>) -> Replied<Centre> {
    Ok(centres::create(&call, body.0).await?.into())
}

/// List the centres that concern the caller: a supervisor's own, an operator's those of their slots, an observer's those
/// of the exams they are held to.
#[utoipa::path(get, path = "/api/centres", operation_id = "listCentres", tag = "Set-up", params(CentreQuery, Paging),
    responses((status = 200, body = Envelope<Listing<Centre>>)))]
async fn list(call: Authorised, query: Query<CentreQuery>, paging: Query<Paging>) -> Replied<Listing<Centre>> {
    Ok(centres::list(&call, &query.0, &paging.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateCentre, &[Refusal::CodeExists], routes!(create)))
        .routes(operation(access, Action::ReadCentres, &[], routes!(list)))
}
