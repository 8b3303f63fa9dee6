//! What a call that works answers: `{"success": true, "data": …}`.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
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

/// A success: its status and its data.
#[derive(Debug)]
pub struct Answer<T> {
    /// 200 or 201.
    pub status: StatusCode,
    /// The data.
    pub data: T,
}

impl<T> Answer<T> {
    /// 200.
    pub fn ok(data: T) -> Self {
        Self { status: StatusCode::OK, data }
    }

    /// 201: something was created.
    pub fn created(data: T) -> Self {
        Self { status: StatusCode::CREATED, data }
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        (self.status, Json(Envelope { success: true, data: self.data })).into_response()
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
}

/// Data of an answer that says nothing but that it worked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {}
