//! Centres.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::centres::CreateCentre;
use api::{Envelope, Items, Paging};
use app::centres;
use domain::{Refusal, centre::Centre, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Create a centre.
#[utoipa::path(post, path = "/api/centres", operation_id = "createCentre", tag = "Set-up", request_body = CreateCentre,
    responses((status = 201, body = Envelope<Centre>)))]
async fn create(call: Authorised, body: Body<CreateCentre>) -> Replied<Centre> {
    Ok(centres::create(&call, body.0).await?.into())
}

/// List centres.
#[utoipa::path(get, path = "/api/centres", operation_id = "listCentres", tag = "Set-up", params(Paging),
    responses((status = 200, body = Envelope<Items<Centre>>)))]
async fn list(call: Authorised, paging: Query<Paging>) -> Replied<Items<Centre>> {
    Ok(centres::list(&call, &paging.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateCentre, &[Refusal::CodeExists], routes!(create)))
        .routes(operation(access, Action::ReadCentres, &[], routes!(list)))
}
