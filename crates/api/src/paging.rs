//! `limit` and `cursor` of a list.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::fields::Fields;

/// The most items of a page.
pub const PAGE_ITEMS: i64 = 1000;

/// The most items that come before a page of a list whose items have no id.
const MOST_SKIPPED: i64 = 10_000_000;

/// `limit` and `cursor` of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The most items: 1 to 1000.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// `nextCursor` of the page before.
    #[serde(default)]
    #[param(pattern = "^[0-9a-f]{32}$")]
    cursor: Option<String>,
}

impl Paging {
    /// The id after which the page begins, and the most items of it.
    ///
    /// # Errors
    /// [`Fields`] of either.
    pub fn bounds(&self) -> Result<(Option<Uuid>, i64), Fields> {
        let limit = match &self.limit {
            None => 100,
            Some(text) => text
                .parse::<i64>()
                .ok()
                .filter(|limit| (1..=PAGE_ITEMS).contains(limit))
                .ok_or_else(|| Fields::of("limit", "must be 1 to 1000"))?,
        };
        let cursor = self.cursor.as_ref().map(|text| text.parse()).transpose();
        Ok((cursor.map_err(|_| Fields::of("cursor", "must be the nextCursor of a page"))?, limit))
    }

    /// Of a list whose items have no id: how many come before the page, and the most items of it.
    ///
    /// # Errors
    /// [`Fields`] of either.
    pub fn skipping(&self) -> Result<(i64, i64), Fields> {
        let (after, limit) = self.bounds()?;
        let skipped =
            i64::try_from(after.unwrap_or_default().as_u128()).ok().filter(|skipped| *skipped <= MOST_SKIPPED);
        Ok((skipped.ok_or_else(|| Fields::of("cursor", "must be the nextCursor of a page"))?, limit))
    }
}
