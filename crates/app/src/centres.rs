//! Centres: created, listed.

use api::{
    Answer, Items, Listing, Paging,
    centres::{CentreQuery, CreateCentre},
};
use domain::{
    Refusal,
    centre::Centre,
    order::{SortOrder, Sorting},
    text::alike::Spellings,
};
use store::centres;

use crate::{
    call::Call,
    error::{About, Error, Result},
    names,
    paging::page,
    reach,
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

/// A page of the centres that concern the caller.
///
/// # Errors
/// `VALIDATION` of the paging; `FORBIDDEN` for a supervisor without a centre.
pub async fn list(call: &Call, query: &CentreQuery, paging: &Paging) -> Result<Answer<Listing<Centre>>> {
    let (page, limit) = page(paging)?;
    let (reach, sorting) = (reach::of(call)?, Sorting::of(query.sort, query.order, SortOrder::Asc));
    let mut tx = call.read().await?;
    let found = centres::list(&mut tx, reach, sorting, page).await?;
    let total = centres::total(&mut tx, reach).await?;
    Ok(Answer::ok(Items::page(found, limit, |centre| centre.id.0).of_total(total)))
}
