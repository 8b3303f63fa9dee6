//! Bodies, paths and queries: parsed at the door, with every fault named by its field.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query as AxumQuery, RawPathParams, Request, rejection::QueryRejection},
    http::{HeaderMap, header::CONTENT_TYPE, request::Parts},
};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::bounded::{BODY_SECONDS, Bounds, bounded};
use crate::{
    error::Failure,
    memory::{Party, Room},
    middleware::{address::ClientAddress, authorise::Authorised},
    state::State,
};
use api::fields::parse;
use app::Error;
use domain::network::Network;

/// Bytes of a JSON body; more is 413.
pub(crate) const JSON_BYTES: usize = 256 * 1024;

/// Bytes of a JSON body of somebody who is not logged in; more is 413.
pub(crate) const STRANGER_JSON_BYTES: usize = 16 * 1024;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequest<State> for Body<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        if !has_type(request.headers(), "application/json") {
            return Err(Failure::UnsupportedMedia("application/json"));
        }
        let call = request.extensions().get::<Authorised>().cloned();
        let (bytes, _room) = read_text(request, state).await?;
        let value: Value =
            serde_json::from_slice(without_mark(&bytes)).map_err(|_| Failure::invalid("", "body is not valid JSON"))?;
        let digest = Sha256::digest(value.to_string());
        let body = parse(value)?;
        if let Some(call) = call {
            first_time(&call, digest.into()).await?;
        }
        Ok(Self(body))
    }
}

/// A JSON body, or none at all.
#[derive(Debug)]
pub(crate) struct MaybeBody<T>(pub Option<T>);

impl<T: DeserializeOwned + Send> FromRequest<State> for MaybeBody<T> {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &State) -> Result<Self, Failure> {
        if request.headers().contains_key(CONTENT_TYPE) {
            return Ok(Self(Some(Body::from_request(request, state).await?.0)));
        }
        // Some clients send none in chunks, so that its length says nothing.
        match read_text(request, state).await? {
            (bytes, _) if bytes.is_empty() => Ok(Self(None)),
            _ => Err(Failure::UnsupportedMedia("application/json")),
        }
    }
}

/// The whole body of a call without files, and the room that it takes until it is parsed.
async fn read_text(request: Request, state: &State) -> Result<(Bytes, Room), Failure> {
    let (party, limit) = match request.extensions().get::<Authorised>() {
        Some(call) => (Party::Account(call.caller.actor.user_id), JSON_BYTES),
        None => {
            let address = request.extensions().get::<ClientAddress>().ok_or(Error::Unauthenticated)?.ip;
            (Party::Stranger(Network::of(address)), STRANGER_JSON_BYTES)
        }
    };
    let mut room = state.texts.of(party);
    let bytes = read_all(request, limit, &mut room).await?;
    Ok((bytes, room))
}

/// A text without the byte order mark that some editors and libraries put before it.
fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text)
}

/// Lets a request go on whose body was read, or gives the first answer of its Idempotency-Key again.
pub(crate) async fn first_time(call: &Authorised, digest: [u8; 32]) -> Result<(), Failure> {
    match call.first_answer(digest).await? {
        Some(replay) => Err(Failure::Replay(replay)),
        None => Ok(()),
    }
}

/// Whether the request says that its body is of this type.
pub(crate) fn has_type(headers: &HeaderMap, wanted: &str) -> bool {
    let given = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(wanted))
}

/// The whole body, in memory.
///
/// # Errors
/// 413 `PAYLOAD_TOO_LARGE`, 400 `VALIDATION` for one that is not whole or too slow, 503 `BUSY` where there is no room.
pub(crate) async fn read_all(request: Request, limit: usize, room: &mut Room) -> Result<Bytes, Failure> {
    let (request, meter) = bounded(request, Bounds { bytes: limit as u64, seconds: BODY_SECONDS })?;
    let mut body = request.into_body();
    let mut whole = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| meter.failure("body ended before it was whole"))?;
        if let Ok(data) = frame.into_data() {
            room.take(data.len()).await?;
            whole.extend_from_slice(&data);
        }
    }
    Ok(whole.into())
}

/// The parameters in the path.
#[derive(Debug)]
pub(crate) struct Path<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Failure::invalid("", "path is not valid UTF-8"))?;
        let object = params.iter().map(|(key, value)| (key.to_owned(), Value::from(value))).collect();
        Ok(Self(parse(Value::Object(object))?))
    }
}

/// The query.
#[derive(Debug)]
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let query = AxumQuery::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        let AxumQuery(pairs) = query.map_err(|_: QueryRejection| Failure::invalid("", "query is not valid"))?;
        let mut object = serde_json::Map::new();
        for (key, value) in pairs {
            if value.contains('\0') {
                return Err(Failure::invalid(&key, "must not contain the character NUL")); // which no column takes
            }
            // A number in a query is a number only where one is wanted: see `api::Paging`.
            object.insert(key, Value::from(value));
        }
        Ok(Self(parse(Value::Object(object))?))
    }
}
