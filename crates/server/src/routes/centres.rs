//! Centres.

use domain::{
    Refusal,
    centre::Centre,
    policy::Action,
    text::{Code, Line},
};
use serde::Deserialize;
use serde_json::json;
use store::centres;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{About, Answer, Body, Ctx, Envelope, Failure, Items, Paging, Query},
};

/// A new centre.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CreateCentre {
    /// Its unique code.
    pub code: Code,
    /// Its name.
    pub name: Line,
}

/// Create a centre.
#[utoipa::path(post, path = "/api/centres", tag = "Set-up", request_body = CreateCentre,
    responses((status = 201, body = Envelope<Centre>)))]
async fn create(ctx: Ctx, body: Body<CreateCentre>) -> Result<Answer<Centre>, Failure> {
    let centre = Centre { id: ctx.id(), code: body.0.code, name: body.0.name, created_at: ctx.now };
    let mut tx = ctx.begin().await?;
    if !centres::insert(&mut tx, &centre).await? {
        return Err(Refusal::CodeExists.into());
    }
    let about = About { centre: Some(centre.id), ..About::default() };
    ctx.record(&mut tx, about, Some(centre.id.to_string()), json!({ "code": centre.code })).await?;
    ctx.commit(tx, Answer::created(centre)).await
}

/// List centres.
#[utoipa::path(get, path = "/api/centres", tag = "Set-up", params(Paging),
    responses((status = 200, body = Envelope<Items<Centre>>)))]
async fn list(ctx: Ctx, paging: Query<Paging>) -> Result<Answer<Items<Centre>>, Failure> {
    let (page, limit) = paging.0.page()?;
    let found = centres::list(&mut ctx.read().await?, page).await?;
    Ok(Answer::ok(Items::page(found, limit, |centre| centre.id.0)))
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(operation(access, Action::CreateCentre, &[Refusal::CodeExists], routes!(create)))
        .routes(operation(access, Action::ReadCentres, &[], routes!(list)))
}
