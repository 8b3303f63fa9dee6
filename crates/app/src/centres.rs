//! Centres: created, listed.

use api::{Answer, Items, Paging, centres::CreateCentre};
use domain::{Refusal, centre::Centre};
use store::centres;

use crate::{
    call::Call,
    error::{About, Result},
    paging::page,
};
use domain::event::Fact;

/// Creates a centre.
///
/// # Errors
/// `CODE_EXISTS`.
pub async fn create(call: &Call, body: CreateCentre) -> Result<Answer<Centre>> {
    let centre = Centre { id: call.id(), code: body.code, name: body.name, created_at: call.moment.decided };
    let mut tx = call.begin().await?;
    if !centres::insert(&mut tx, &centre).await? {
        return Err(Refusal::CodeExists.into());
    }
    let about = About { centre: Some(centre.id), ..About::default() };
    call.record(&mut tx, about, Some(centre.id.to_string()), Fact::CreateCentre { code: centre.code.clone() }).await?;
    call.commit(tx, Answer::created(centre)).await
}

/// A page of centres.
///
/// # Errors
/// `VALIDATION` of the paging.
pub async fn list(call: &Call, paging: &Paging) -> Result<Answer<Items<Centre>>> {
    let (page, limit) = page(paging)?;
    let found = centres::list(&mut call.read().await?, page).await?;
    Ok(Answer::ok(Items::page(found, limit, |centre| centre.id.0)))
}
