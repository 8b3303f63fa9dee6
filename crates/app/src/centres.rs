//! Centres: created, listed.

use api::{Answer, Items, Paging, centres::CreateCentre};
use domain::{Refusal, centre::Centre, text::alike::Spellings};
use store::centres;

use crate::{
    call::Call,
    error::{About, Error, Result},
    names,
    paging::page,
};
use domain::event::Fact;

/// Creates a centre.
///
/// # Errors
/// `CODE_EXISTS`, also for a code that people would take for another one.
pub async fn create(call: &Call, body: CreateCentre) -> Result<Answer<Centre>> {
    let name = names::place("name", &body.name)?;
    let centre = Centre { id: call.id(), code: body.code, name, created_at: call.moment.decided };
    let mut tx = call.begin().await?;
    let codes = centres::codes_held(&mut tx).await?;
    let taken: Spellings<()> = codes.iter().map(String::as_str).collect();
    if let Some((other, ())) = taken.resembled(centre.code.as_str()) {
        let sentence = format!(
            "There is a centre {other}, which people would take for this one: only case, dashes, spaces or leading \
             zeros differ. Choose another code."
        );
        return Err(Error::from(Refusal::CodeExists).saying(sentence));
    }
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
    let found = centres::list(&mut *call.read().await?, page).await?;
    Ok(Answer::ok(Items::page(found, limit, |centre| centre.id.0)))
}
