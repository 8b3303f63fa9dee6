//! Bodies, paths and queries: parsed at the door, with every fault named by its field.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query as AxumQuery, RawPathParams, Request, rejection::QueryRejection},
    http::{HeaderMap, header::CONTENT_TYPE, request::Parts},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::Page;
use utoipa::IntoParams;

use super::{ctx::Ctx, failure::Failure, once};
use crate::config::limits::JSON_BYTES;

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        if !has_type(request.headers(), "application/json") {
            return Err(Failure::unsupported_media("application/json"));
        }
        let ctx = request.extensions().get::<Ctx>().cloned();
        let bytes = read_all(request).await?;
        let value: Value =
            serde_json::from_slice(&bytes).map_err(|_| Failure::invalid("", "body is not valid JSON"))?;
        let digest = Sha256::digest(value.to_string());
        let body = parse(value)?;
        if let Some(ctx) = ctx {
            once::first_time(&ctx, digest.into()).await?;
        }
        Ok(Self(body))
    }
}

/// Whether the request says that its body is of this type.
pub fn has_type(headers: &HeaderMap, wanted: &str) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(wanted))
}

async fn read_all(request: Request) -> Result<Bytes, Failure> {
    let body = Limited::new(request.into_body(), JSON_BYTES);
    match body.collect().await {
        Ok(bytes) => Ok(bytes.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Failure::too_large(JSON_BYTES as u64)),
        Err(_) => Err(Failure::invalid("", "body ended before it was whole")),
    }
}

/// Reads a value into a type; the path of what does not fit becomes the field.
///
/// # Errors
/// 400 `VALIDATION`.
pub fn parse<T: DeserializeOwned>(value: Value) -> Result<T, Failure> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let field = error.path().to_string();
        let message = error.inner().to_string();
        match message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
            Some(missing) if field == "." => Failure::invalid(missing, "is required"),
            Some(missing) => Failure::invalid(&format!("{field}.{missing}"), "is required"),
            None if field == "." => Failure::invalid("", message),
            None => Failure::invalid(&field, plain(&message)),
        }
    })
}

/// Serde's words in words for a person who fills in a form.
fn plain(message: &str) -> String {
    message
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.split_once(", expected "))
        .map_or_else(|| message.to_owned(), |(_, expected)| format!("must be {}", kind(expected)))
}

/// Rust's names of types in everyday words.
fn kind(expected: &str) -> &str {
    match expected {
        "i64" | "u64" | "i32" | "u32" => "a whole number",
        "f64" | "f32" => "a number",
        other => other,
    }
}

/// The parameters in the path.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Failure::invalid("", "path is not valid UTF-8"))?;
        let object = params.iter().map(|(key, value)| (key.to_owned(), Value::from(value))).collect();
        parse(Value::Object(object)).map(Self)
    }
}

/// The query.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let query = AxumQuery::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let AxumQuery(pairs) = query.map_err(|_: QueryRejection| Failure::invalid("", "query is not valid"))?;
        let mut object = serde_json::Map::new();
        for (key, value) in pairs {
            // A number in a query is a number only where one is wanted: see `Paging`.
            object.insert(key, Value::from(value));
        }
        parse(Value::Object(object)).map(Self)
    }
}

/// `limit` and `cursor` of a list.
#[derive(Clone, Debug, Default, serde::Deserialize, IntoParams)]
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
    /// The page that is asked for, and one row more that tells whether it is the last.
    ///
    /// # Errors
    /// 400 `VALIDATION`.
    pub fn page(&self) -> Result<(Page, i64), Failure> {
        let limit = match &self.limit {
            None => 100,
            Some(text) => text
                .parse::<i64>()
                .ok()
                .filter(|limit| (1..=1000).contains(limit))
                .ok_or_else(|| Failure::invalid("limit", "must be 1 to 1000"))?,
        };
        let after = match &self.cursor {
            None => None,
            Some(text) => {
                Some(text.parse().map_err(|_| Failure::invalid("cursor", "must be the nextCursor of a page"))?)
            }
        };
        Ok((Page { after, limit: limit + 1 }, limit))
    }
}
