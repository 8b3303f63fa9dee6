//! Pages of lists.

use api::Paging;
use store::Page;

use crate::error::Result;

/// The page that is asked for, with one row more that tells whether it is the last; and how many are shown.
///
/// # Errors
/// `VALIDATION`.
pub(crate) fn page(paging: &Paging) -> Result<(Page, i64)> {
    let (after, limit) = paging.bounds()?;
    Ok((Page { after, limit: limit + 1 }, limit))
}

/// How many of the rows found are shown: the row beyond the page only tells that there are more.
pub(crate) fn shown<T>(found: &[T], limit: i64) -> usize {
    found.len().min(usize::try_from(limit).unwrap_or(usize::MAX))
}
