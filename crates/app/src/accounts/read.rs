//! Reading accounts: head office all of them, a supervisor those of the centre.

use api::{Answer, Items, Listing, Paging, accounts::OperatorQuery};
use domain::{
    account::Account,
    order::{SortOrder, Sorting},
};
use store::account_lists::{self, AccountFilter};

use crate::{
    call::Call,
    error::{Error, Result},
    paging::page,
    reach,
};

/// A page of accounts.
///
/// # Errors
/// `VALIDATION` of the paging and of what is looked for; `CENTRE_NOT_FOUND`, also for another centre than a supervisor's.
pub async fn list(call: &Call, query: &OperatorQuery, paging: &Paging) -> Result<Answer<Listing<Account>>> {
    let (page, limit) = page(paging)?;
    let sorting = Sorting::of(query.sort, query.order, SortOrder::Asc);
    if query.q.as_ref().is_some_and(|q| q.chars().count() > 100 || q.contains('\0')) {
        return Err(Error::invalid("q", "must be at most 100 characters"));
    }
    let mut tx = call.read().await?;
    let centre = reach::centre(call, &mut tx, query.centre_id).await?;
    let filter = AccountFilter { centre, role: query.role, q: query.q.clone() };
    let found = account_lists::list(&mut tx, &filter, sorting, page).await?;
    let total = account_lists::total(&mut tx, &filter).await?;
    Ok(Answer::ok(Items::page(found, limit, |account| account.id.0).of_total(total)))
}
