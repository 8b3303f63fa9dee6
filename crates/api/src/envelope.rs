//! What every call answers: `{"success": true, "data": …}`, and pages of lists.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The envelope of a success.
#[derive(Debug, Serialize, ToSchema)]
pub struct Envelope<T> {
    /// Always true.
    pub success: bool,
    /// The answer.
    pub data: T,
}

impl<T> Envelope<T> {
    /// Around an answer.
    pub fn of(data: T) -> Self {
        Self { success: true, data }
    }
}

/// What a call that works gives, before it is put into its envelope.
#[derive(Debug)]
pub struct Answer<T> {
    /// Whether the call created what it gives.
    pub created: bool,
    /// The data.
    pub data: T,
}

impl<T> Answer<T> {
    /// Something that was there, or was changed.
    pub fn ok(data: T) -> Self {
        Self { created: false, data }
    }

    /// Something that was created.
    pub fn created(data: T) -> Self {
        Self { created: true, data }
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Items<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; null on the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> Items<T> {
    /// A page out of `limit + 1` rows at most: the one too many tells that there are more.
    pub fn page(mut rows: Vec<T>, limit: i64, id: impl Fn(&T) -> Uuid) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = if more { rows.last().map(|last| id(last).simple().to_string()) } else { None };
        Self { items: rows, next_cursor }
    }

    /// As [`Items::page`], of rows without an id: the cursor is how many come before.
    pub fn skipping(rows: Vec<T>, skipped: i64, limit: i64) -> Self {
        let next = Uuid::from_u128(u128::try_from(skipped.saturating_add(limit)).unwrap_or_default());
        Self::page(rows, limit, |_| next)
    }

    /// The same page of something else.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Items<U> {
        Items { items: self.items.into_iter().map(view).collect(), next_cursor: self.next_cursor }
    }
}

/// A page of a list that can be narrowed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Listing<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; null on the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// How many there are in all.
    pub total: i64,
}

impl<T> Items<T> {
    /// The page, with how many there are in all.
    #[must_use]
    pub fn of_total(self, total: i64) -> Listing<T> {
        Listing { items: self.items, next_cursor: self.next_cursor, total }
    }
}

/// Data of an answer that says nothing but that it worked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {}
