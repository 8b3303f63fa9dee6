//! What a call that works answers.

use api::{Answer, Envelope, stats::StatsEnvelope};
use app::images::Image;
use axum::{
    Json,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::error::Failure;

/// What a handler gives: an answer, or why there is none.
pub(crate) type Replied<T> = Result<Reply<T>, Failure>;

/// An answer on its way into its envelope.
#[derive(Debug)]
pub(crate) struct Reply<T>(pub Answer<T>);

impl<T> From<Answer<T>> for Reply<T> {
    fn from(answer: Answer<T>) -> Self {
        Self(answer)
    }
}

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        let status = if self.0.created { StatusCode::CREATED } else { StatusCode::OK };
        (status, Json(Envelope::of(self.0.data))).into_response()
    }
}

/// The figures, with when to ask for them again.
#[derive(Debug)]
pub(crate) struct Figures(pub StatsEnvelope);

impl IntoResponse for Figures {
    fn into_response(self) -> Response {
        Json(self.0).into_response()
    }
}

/// An image that is given back; nobody on the way keeps it.
pub(crate) fn image(image: Image) -> Response {
    let headers =
        [(CONTENT_TYPE, image.content_type), (CACHE_CONTROL, "private, no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (headers, image.bytes).into_response()
}
